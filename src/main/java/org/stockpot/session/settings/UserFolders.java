package org.stockpot.session.settings;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * Where this system wants programs to keep what belongs to a user.
 *
 * @param configuration what the user chose
 * @param data what the program must not lose
 */
public record UserFolders(Path configuration, Path data) {
    /**
     * The folders by the conventions of the system: XDG on Linux, Application Support on macOS, AppData on Windows.
     *
     * @param environment a variable's value, as {@link System#getenv(String)} gives it
     * @param system the property {@code os.name}
     * @param home the user's folder
     */
    public static UserFolders of(Function<String, Optional<String>> environment, String system, Path home) {
        String name = system.toLowerCase(Locale.ROOT);
        if (name.contains("mac")) {
            Path support = home.resolve("Library/Application Support/Stockpot");
            return new UserFolders(support, support);
        }
        if (name.contains("windows")) {
            return new UserFolders(
                    folder(environment, "APPDATA", home.resolve("AppData/Roaming"))
                            .resolve("Stockpot"),
                    folder(environment, "LOCALAPPDATA", home.resolve("AppData/Local"))
                            .resolve("Stockpot"));
        }
        return new UserFolders(
                folder(environment, "XDG_CONFIG_HOME", home.resolve(".config")).resolve("stockpot"),
                folder(environment, "XDG_DATA_HOME", home.resolve(".local/share"))
                        .resolve("stockpot"));
    }

    /** The one file of settings. */
    public Path settings() {
        return configuration.resolve("settings.json");
    }

    /** Sessions that are not saved yet. */
    public Path unsaved() {
        return data.resolve("unsaved");
    }

    /** Reports of errors of the program. */
    public Path logs() {
        return data.resolve("logs");
    }

    /** A variable counts only if it is an absolute path, as the XDG specification says. */
    private static Path folder(Function<String, Optional<String>> environment, String variable, Path usual) {
        return environment
                .apply(variable)
                .filter(value -> !value.isBlank())
                .map(Path::of)
                .filter(Path::isAbsolute)
                .orElse(usual);
    }
}

package org.stockpot.session.settings;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.stockpot.job.Job;

/**
 * Whether the desktop is dark, by asking it with the commands that it has. On Linux the portal's setting
 * {@code org.freedesktop.appearance} is asked first, then GNOME's.
 *
 * @param system the property {@code os.name}
 * @param answer what a command prints; empty if there is no such command, it fails or takes too long
 */
public record DesktopTheme(String system, Function<List<String>, Optional<String>> answer) {
    private static final Pattern PORTAL = Pattern.compile("uint32 ([012])");

    private static final List<String> ASK_PORTAL = List.of(
            "gdbus",
            "call",
            "--session",
            "--timeout=1",
            "--dest=org.freedesktop.portal.Desktop",
            "--object-path=/org/freedesktop/portal/desktop",
            "--method=org.freedesktop.portal.Settings.Read",
            "org.freedesktop.appearance",
            "color-scheme");
    private static final List<String> ASK_GNOME =
            List.of("gsettings", "get", "org.gnome.desktop.interface", "color-scheme");
    private static final List<String> ASK_MACOS = List.of("defaults", "read", "-g", "AppleInterfaceStyle");
    private static final List<String> ASK_WINDOWS = List.of(
            "reg",
            "query",
            "HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Themes\\Personalize",
            "/v",
            "AppsUseLightTheme");

    /** Of this machine. */
    public static DesktopTheme ofThisMachine() {
        return new DesktopTheme(System.getProperty("os.name", ""), SystemCommand::answer);
    }

    /** On the io lane; a desktop that does not say is light. */
    public Job<Boolean> dark() {
        return context -> isDark();
    }

    boolean isDark() {
        String name = system.toLowerCase(Locale.ROOT);
        if (name.contains("mac")) {
            return answer.apply(ASK_MACOS).filter(text -> text.contains("Dark")).isPresent();
        }
        if (name.contains("windows")) {
            return answer.apply(ASK_WINDOWS)
                    .filter(text -> text.trim().endsWith("0x0"))
                    .isPresent();
        }
        Optional<Boolean> portal = answer.apply(ASK_PORTAL).flatMap(DesktopTheme::portal);
        return portal.orElseGet(() -> answer.apply(ASK_GNOME)
                .filter(text -> text.contains("prefer-dark"))
                .isPresent());
    }

    /** 1 is dark, 2 light, 0 no preference. */
    private static Optional<Boolean> portal(String text) {
        var number = PORTAL.matcher(text);
        return number.find() && !"0".equals(number.group(1))
                ? Optional.of("1".equals(number.group(1)))
                : Optional.empty();
    }
}

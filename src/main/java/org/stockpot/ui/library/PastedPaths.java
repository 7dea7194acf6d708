package org.stockpot.ui.library;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Files that somebody copied as text: one absolute path or {@code file:} address per line. */
final class PastedPaths {
    private PastedPaths() {}

    /** The paths among the lines; whether there are such files is for others to find out. */
    static List<Path> of(String text) {
        List<Path> paths = new ArrayList<>();
        text.lines().forEach(line -> path(unquoted(line.strip())).ifPresent(paths::add));
        return paths;
    }

    private static Optional<Path> path(String line) {
        try {
            if (line.startsWith("file:")) {
                return Optional.of(Path.of(new URI(line)));
            }
            Path path = line.startsWith("~/")
                    ? Path.of(System.getProperty("user.home", ""), line.substring(2))
                    : Path.of(line);
            return Optional.of(path).filter(Path::isAbsolute);
        } catch (URISyntaxException | IllegalArgumentException | FileSystemNotFoundException noPath) {
            return Optional.empty();
        }
    }

    private static String unquoted(String line) {
        boolean quoted = line.length() >= 2
                && (line.charAt(0) == '"' || line.charAt(0) == '\'')
                && line.charAt(line.length() - 1) == line.charAt(0);
        return quoted ? line.substring(1, line.length() - 1) : line;
    }
}

package org.stockpot.engine;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What killed programs left half done. Every file and folder that is made for a while carries the number of its process, so
 * that the next program can tell which of them nobody works on any more.
 */
final class Leftovers {
    private Leftovers() {}

    /** How the name of something of this process begins. */
    static String name(String prefix) {
        return prefix + ProcessHandle.current().pid() + "-";
    }

    /** Deletes everything of that kind in a folder whose process has ended. */
    static void sweep(Path folder, String prefix) {
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder, prefix + "*")) {
            for (Path one : all) {
                if (owner(one, prefix)
                        .filter(pid -> ProcessHandle.of(pid).isEmpty())
                        .isPresent()) {
                    delete(one);
                }
            }
        } catch (IOException e) {
            // Somebody else's, or gone by now: either way not ours to delete.
            return;
        }
    }

    /** Deletes a file, or a folder and the files in it, if there is one. */
    static void delete(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(path)) {
                for (Path file : files) {
                    Files.deleteIfExists(file);
                }
            }
        }
        Files.deleteIfExists(path);
    }

    private static Optional<Long> owner(Path path, String prefix) {
        String name = path.getFileName().toString().substring(prefix.length());
        String pid = name.substring(0, Math.max(0, name.indexOf('-')));
        return pid.matches("\\d{1,18}") ? Optional.of(Long.valueOf(pid)) : Optional.empty();
    }
}

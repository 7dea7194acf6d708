package org.stockpot.session;

import java.nio.file.Path;

/** How a file names others: from the folder that it lies in, so that all can be moved together. */
final class RelativePath {
    private static final Path HERE = Path.of(".");

    private RelativePath() {}

    /**
     * Both paths are absolute and have the same root. The folder itself is {@code .}, since an empty path in a file reads as
     * none.
     */
    static Path of(Path path, Path folder) {
        Path way = folder.relativize(path);
        return way.toString().isEmpty() ? HERE : way;
    }

    /** With {@code /} on every system; where that is the separator anyway, a name may have backslashes. */
    static String text(Path path) {
        return path.toString().replace(path.getFileSystem().getSeparator(), "/");
    }
}

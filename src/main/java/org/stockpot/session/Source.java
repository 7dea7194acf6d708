package org.stockpot.session;

import java.nio.file.Path;

/**
 * A checkpoint that a session uses.
 *
 * @param name what people call it; unique within its session
 * @param path absolute
 * @param sha256 of the whole file, in lower-case hex, taken when it was added: the session means this file and no other
 */
public record Source(String name, Path path, String sha256) {
    public Source {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a source without a name: " + path);
        }
        path = path.toAbsolutePath().normalize();
    }

    /** The same file under another name. */
    public Source renamed(String newName) {
        return new Source(newName, path, sha256);
    }
}

package org.stockpot.session;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A checkpoint that a session uses.
 *
 * @param name what people call it; unique within its session
 * @param path absolute
 * @param sha256 of the whole file, in lower-case hex: the session means this file and no other. Empty until the file has
 *     been read once as a whole, which nobody waits for when a checkpoint is added. A checkpoint of several files has
 *     the SHA-256 of their hexadecimal hashes, one after the other, in the order of {@code Checkpoint.files()}
 * @param weightsOnly whether objects that are no weights are kept as inert records instead of refusing the file
 */
public record Source(String name, Path path, Optional<String> sha256, boolean weightsOnly) {
    public Source {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a source without a name: " + path);
        }
        path = path.toAbsolutePath().normalize();
    }

    /** A file whose hash is known. */
    public Source(String name, Path path, String sha256) {
        this(name, path, Optional.of(sha256), false);
    }

    /** A file under its own name, or under its whole path where that would be blank. */
    public static Source of(Path file) {
        return new Source(CheckpointFolder.plainName(file), file, Optional.empty(), false);
    }

    /** The same file under another name. */
    public Source renamed(String newName) {
        return new Source(newName, path, sha256, weightsOnly);
    }

    /** The same file with its hash; a hash that was declared before stays. */
    Source withSha256(String found) {
        return sha256.isPresent() ? this : new Source(name, path, Optional.of(found), weightsOnly);
    }

    /**
     * The hash, once the file has been examined.
     *
     * @throws IllegalStateException if it has not
     */
    String content() {
        return sha256.orElseThrow(() -> new IllegalStateException(path + " has not been examined yet"));
    }
}

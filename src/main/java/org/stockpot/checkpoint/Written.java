package org.stockpot.checkpoint;

import java.nio.file.Path;
import java.util.List;

/**
 * What was written.
 *
 * @param entry the file to open: the one file, or the index of the shards
 * @param files all files, the entry last
 */
public record Written(Path entry, List<WrittenFile> files) {
    public Written {
        files = List.copyOf(files);
    }

    /**
     * One file on disk, as it was read back.
     *
     * @param sha256 64 hexadecimal digits, lower case
     */
    public record WrittenFile(Path path, String sha256, long bytes) {}

    /** SHA-256 of the entry. */
    public String sha256() {
        return files.get(files.size() - 1).sha256();
    }

    /** Size of all files together. */
    public long bytes() {
        return files.stream().mapToLong(WrittenFile::bytes).sum();
    }
}

package org.stockpot.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.stockpot.tensor.StockpotException;

/** What tells, without reading them, that files are still those that were opened. */
record Stamp(List<One> files) {
    /**
     * One file.
     *
     * @param inode where the file system has such a thing: a file moved over another one has another
     */
    private record One(Path file, long size, FileTime modified, String inode) {}

    /**
     * Looks at the files.
     *
     * @throws StockpotException if one is gone
     */
    static Stamp of(List<Path> files) throws StockpotException {
        List<One> all = new ArrayList<>();
        for (Path file : files) {
            try {
                var found = Files.readAttributes(file, BasicFileAttributes.class);
                all.add(new One(file, found.size(), found.lastModifiedTime(), String.valueOf(found.fileKey())));
            } catch (IOException e) {
                throw new StockpotException(
                        file + " cannot be read any more (" + e.getClass().getSimpleName()
                                + "): put the file back or remove it from the session.",
                        e);
            }
        }
        return new Stamp(List.copyOf(all));
    }
}

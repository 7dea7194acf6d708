package org.stockpot.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.stockpot.tensor.StockpotException;

/** A folder for files that nobody is to keep. Closing it removes them. */
final class Scratch implements AutoCloseable {
    private final Path folder;

    /** Beside the file, where there is room for its like, or, if nothing can be made there, where the system wants it. */
    Scratch(Path file) throws StockpotException {
        Path beside = file.resolveSibling("");
        try {
            folder = Files.isWritable(beside)
                    ? Files.createTempDirectory(beside, ".stockpot-")
                    : Files.createTempDirectory("stockpot-");
        } catch (IOException e) {
            throw new StockpotException(beside + " takes no temporary folder: " + e.getMessage(), e);
        }
    }

    /** A file of that name in the folder. */
    Path file(Path named) {
        return folder.resolve(String.valueOf(named.getFileName()));
    }

    @Override
    public void close() throws StockpotException {
        try {
            try (Stream<Path> left = Files.list(folder)) {
                for (Path file : left.toList()) {
                    Files.deleteIfExists(file);
                }
            }
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            throw new StockpotException(folder + " cannot be removed: " + e.getMessage(), e);
        }
    }
}

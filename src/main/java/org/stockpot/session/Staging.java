package org.stockpot.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.stockpot.tensor.StockpotException;

/**
 * A hidden folder beside the target, where files can be written and tried before anybody sees them. Closing it removes
 * what was not published.
 */
final class Staging implements AutoCloseable {
    private final Path folder;
    private final Path stage;

    /** @param target absolute; its folder exists */
    Staging(Path target) throws StockpotException {
        folder = target.resolveSibling("");
        String random = HexFormat.of().toHexDigits(new SecureRandom().nextLong());
        stage = target.resolveSibling(".stockpot-" + random + ".tmp");
        try {
            Files.createDirectory(stage);
        } catch (IOException e) {
            throw new StockpotException(folder + " does not take a new folder: " + e.getMessage(), e);
        }
    }

    /** A file of that name that nobody sees yet. */
    Path file(Path target) {
        return stage.resolve(String.valueOf(target.getFileName()));
    }

    /**
     * Moves files to where they belong. Each move is atomic; of several files the last is the one that makes the others
     * known, so an old one goes first and the new one comes last: a crash in between leaves nothing that looks whole.
     */
    void publish(List<Path> files) throws StockpotException {
        Path entry = files.get(files.size() - 1);
        try {
            if (files.size() > 1) {
                Files.deleteIfExists(folder.resolve(String.valueOf(entry.getFileName())));
            }
            for (Path file : files) {
                Files.move(
                        file,
                        folder.resolve(String.valueOf(file.getFileName())),
                        StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new StockpotException(
                    folder + " does not take " + entry.getFileName() + " (" + e.getMessage()
                            + "): close programs that use" + " it and export again.",
                    e);
        }
    }

    @Override
    public void close() throws StockpotException {
        try (Stream<Path> left = Files.list(stage)) {
            for (Path file : left.toList()) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(stage);
        } catch (IOException e) {
            throw new StockpotException(stage + " cannot be removed: " + e.getMessage(), e);
        }
    }
}

package org.stockpot.session.settings;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.stockpot.session.AtomicText;
import org.stockpot.session.Json;
import org.stockpot.tensor.StockpotException;

/** Settings as one small JSON file that several windows change: each change is read, made and written under a lock. */
public record SettingsFile(Path path) {
    private static final int PATIENCE_MILLIS = 1000;
    private static final int WAIT_MILLIS = 10;

    /**
     * What the file says; as usual where there is none.
     *
     * @throws StockpotException if it is broken
     */
    public Settings read() throws StockpotException {
        if (!Files.exists(path)) {
            return Settings.USUAL;
        }
        SettingsForm form = Json.read(path, SettingsForm.class);
        try {
            return form.settings();
        } catch (NullPointerException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new StockpotException(path + " is not the settings of this program: " + e.getMessage() + ".", e);
        }
    }

    /**
     * Puts a broken file aside, so that nothing in it is lost when settings are written again.
     *
     * @return where it is now; empty if it could not be moved
     */
    public Optional<Path> putAside() {
        Path aside = path.resolveSibling("settings.broken.json");
        try {
            Files.move(path, aside, StandardCopyOption.REPLACE_EXISTING);
            return Optional.of(aside);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Changes what the file says by now; a broken file is replaced. */
    public Settings change(UnaryOperator<Settings> change) throws StockpotException {
        try {
            Files.createDirectories(Objects.requireNonNull(path.toAbsolutePath().getParent()));
            try (FileChannel channel = FileChannel.open(
                    path.resolveSibling("settings.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                lock(channel);
                Settings before = readable();
                Settings after = change.apply(before);
                if (!after.equals(before) || !Files.exists(path)) {
                    AtomicText.write(path, Json.text(SettingsForm.of(after)));
                }
                return after;
            }
        } catch (IOException e) {
            throw new StockpotException(path + " cannot be written: " + e.getMessage(), e);
        }
    }

    private Settings readable() {
        try {
            return read();
        } catch (StockpotException e) {
            return Settings.USUAL;
        }
    }

    /** Held until the channel is closed. Without it after a second: settings are not worth waiting for a program that hangs. */
    private static void lock(FileChannel channel) throws IOException {
        for (int waited = 0; waited < PATIENCE_MILLIS; waited += WAIT_MILLIS) {
            try {
                if (channel.tryLock() != null) {
                    return;
                }
            } catch (OverlappingFileLockException e) {
                // Another thread of this process has it.
            }
            try {
                Thread.sleep(WAIT_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}

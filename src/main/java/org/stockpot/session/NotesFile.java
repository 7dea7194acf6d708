package org.stockpot.session;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import org.stockpot.evaluate.Notes;
import org.stockpot.tensor.StockpotException;

/**
 * Notes in a properties file, for all runs of this user. A file that cannot be read counts as empty, one that cannot be
 * written stays as it is.
 */
public final class NotesFile implements Notes {
    private static final long LARGEST = 1 << 20;

    private final Path file;
    private final Notes session = Notes.inMemory();

    public NotesFile(Path file) {
        this.file = file;
    }

    @Override
    public Optional<String> get(String key) {
        return session.get(key).or(() -> Optional.ofNullable(read().getProperty(key)));
    }

    @Override
    public void put(String key, String value) {
        session.put(key, value);
        Properties all = read();
        all.setProperty(key, value);
        var text = new StringWriter();
        try {
            all.store(text, null);
            Files.createDirectories(file.toAbsolutePath().getParent());
            AtomicText.write(file, text.toString());
        } catch (IOException | StockpotException e) {
            // Then the next run finds it out again.
        }
    }

    private Properties read() {
        var all = new Properties();
        try {
            if (Files.size(file) <= LARGEST) {
                all.load(new StringReader(Files.readString(file, StandardCharsets.UTF_8)));
            }
        } catch (IOException | IllegalArgumentException e) {
            all.clear();
        }
        return all;
    }
}

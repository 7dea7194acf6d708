package org.stockpot.session.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.stockpot.job.Job;
import org.stockpot.session.AtomicText;
import org.stockpot.tensor.StockpotException;

/** An error of the program as a file, so that it can be found again when its dialog is gone. */
public record CrashFile(Path folder, String code, String details) {
    /** Writes it; the same error twice is one file. On the io lane. */
    public Job<Path> write() {
        return context -> {
            try {
                Files.createDirectories(folder);
            } catch (IOException e) {
                throw new StockpotException(folder + " cannot be made: " + e.getMessage(), e);
            }
            Path file = folder.resolve("error-" + code + ".txt");
            AtomicText.write(file, details);
            return file;
        };
    }
}

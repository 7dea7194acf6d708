package org.stockpot.session;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.stockpot.tensor.StockpotException;

/** What is written beside models, and replaces nothing but its like. */
public enum Output {
    /** A {@link SessionFile}. */
    SESSION {
        @Override
        boolean isAt(Path file) {
            try {
                SessionFile.read(file);
                return true;
            } catch (StockpotException e) {
                return false;
            }
        }
    },

    /** An array of NumPy. */
    LOGITS {
        @Override
        boolean isAt(Path file) throws IOException {
            return begins(file, 0x93, 'N', 'U', 'M', 'P', 'Y');
        }
    },

    /** A PNG file. */
    PICTURE {
        @Override
        boolean isAt(Path file) throws IOException {
            return begins(file, 0x89, 'P', 'N', 'G');
        }
    };

    abstract boolean isAt(Path file) throws IOException;

    /** For people. */
    String title() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static boolean begins(Path file, int... expected) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            for (int one : expected) {
                if (in.read() != one) {
                    return false;
                }
            }
            return true;
        }
    }
}

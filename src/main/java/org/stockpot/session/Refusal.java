package org.stockpot.session;

import java.nio.file.Path;
import java.util.List;
import org.stockpot.tensor.Hint;

/**
 * Why a file was not taken in.
 *
 * @param text one sentence
 * @param hints what can be done about it
 */
public record Refusal(Path file, String text, List<Hint> hints) {
    public Refusal {
        hints = List.copyOf(hints);
    }

    /** Whether it would be taken in with {@link Source#weightsOnly}. */
    public boolean strangers() {
        return hints.contains(Hint.WEIGHTS_ONLY);
    }
}

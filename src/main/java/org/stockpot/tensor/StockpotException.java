package org.stockpot.tensor;

import java.util.Objects;

/**
 * Something in the world is not as expected: a file, a shape, a full disk. The message is one sentence that names the
 * subject, what was expected, what was found and, where it helps, what to do. It is shown as it is, without a stack
 * trace.
 */
public class StockpotException extends Exception {
    private static final long serialVersionUID = 1;

    public StockpotException(String message) {
        super(message);
    }

    public StockpotException(String message, Throwable cause) {
        super(message, cause);
    }

    /** The sentence; never null. */
    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }
}

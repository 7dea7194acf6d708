package org.stockpot.tensor;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Something in the world is not as expected: a file, a shape, a full disk. The message is one sentence that names the
 * subject, what was expected, what was found and, where it helps, what to do. It is shown as it is, without a stack
 * trace, with the way to what its {@link #hints} name.
 */
public class StockpotException extends Exception {
    private static final long serialVersionUID = 1;

    private final Hint[] hints;

    public StockpotException(String message, Hint... hints) {
        super(message);
        this.hints = hints.clone();
    }

    /**
     * With the hints of its cause, too.
     *
     * @param cause whose sentence usually is a part of the message
     */
    public StockpotException(String message, Throwable cause, Hint... hints) {
        super(message, cause);
        Stream<Hint> inherited = cause instanceof StockpotException problem ? problem.hints().stream() : Stream.of();
        this.hints = Stream.concat(inherited, Stream.of(hints)).distinct().toArray(Hint[]::new);
    }

    /** The sentence; never null. */
    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }

    /** What can be done about it; usually nothing that the sentence does not say. */
    public List<Hint> hints() {
        return List.of(hints);
    }
}

package org.stockpot.engine;

import ai.djl.engine.EngineException;
import java.util.List;
import java.util.Locale;
import org.stockpot.tensor.StockpotException;

/** The engine could not run something on its device. */
final class DeviceException extends StockpotException {
    private static final long serialVersionUID = 1;

    /** The engine says it in words only, others on a GPU than on a CPU. */
    private static final List<String> OUT_OF_MEMORY =
            List.of("out of memory", "not enough memory", "can't allocate memory", "cannot allocate memory");

    private final boolean outOfMemory;

    /** @param subject what does not run, for the message */
    DeviceException(String subject, EngineException cause) {
        super(
                subject + " does not run on the device (" + firstLine(cause)
                        + "): close other programs or use smaller networks.",
                cause);
        this.outOfMemory = isOutOfMemory(cause);
    }

    /** Whether fewer images at once could help. */
    boolean isOutOfMemory() {
        return outOfMemory;
    }

    static boolean isOutOfMemory(EngineException cause) {
        String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
        return OUT_OF_MEMORY.stream().anyMatch(message::contains);
    }

    private static String firstLine(EngineException cause) {
        return cause.getMessage() == null
                ? "no reason given"
                : cause.getMessage().lines().findFirst().orElse("");
    }
}

package org.stockpot.engine;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import java.util.OptionalLong;
import org.stockpot.evaluate.Notes;

/**
 * How the engine is used. None of it changes what is measured, only how fast.
 *
 * @param workers passes side by side, at least 1; on a GPU two, so that one prepares images while the other runs
 * @param activationBytes for activations between stages, for each network; 0 keeps none
 * @param ingredientBytes for copies of ingredients where a network runs, for each network, so that mixes are summed up there;
 *     by itself a sixth of a GPU's memory, and none on the CPU, which fuses in its own
 * @param spool on a disk, for those activations of each network that memory has no room for; on the CPU only
 * @param notes remembers which batch sizes pay on this machine, so that every run takes the same
 */
public record EngineOptions(
        int workers, long activationBytes, OptionalLong ingredientBytes, Optional<Spool> spool, Notes notes) {
    /** Two networks live at the same time, one behind the sliders and one in a search: a quarter of the memory. */
    private static final int SHARE = 8;

    public EngineOptions {
        if (workers < 1 || activationBytes < 0 || ingredientBytes.orElse(0) < 0) {
            throw new IllegalArgumentException(workers + " workers, " + activationBytes + " bytes");
        }
    }

    /** With the usual room for ingredients. */
    public EngineOptions(int workers, long activationBytes, Optional<Spool> spool, Notes notes) {
        this(workers, activationBytes, OptionalLong.empty(), spool, notes);
    }

    /** As many workers as processors, and an eighth of the memory for the activations of each network. */
    public static EngineOptions usual() {
        long memory =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
        return new EngineOptions(
                Runtime.getRuntime().availableProcessors(), memory / SHARE, Optional.empty(), Notes.inMemory());
    }

    /** The same with other notes. */
    public EngineOptions withNotes(Notes others) {
        return new EngineOptions(workers, activationBytes, ingredientBytes, spool, others);
    }

    /** The same with room on a disk. */
    public EngineOptions withSpool(Spool room) {
        return new EngineOptions(workers, activationBytes, ingredientBytes, Optional.of(room), notes);
    }

    /** The same with so much room for ingredients. */
    EngineOptions withIngredients(long bytes) {
        return new EngineOptions(workers, activationBytes, OptionalLong.of(bytes), spool, notes);
    }
}

package org.stockpot.ui.state;

import java.util.function.Consumer;
import org.stockpot.job.JobListener;
import org.stockpot.job.QueueLane;
import org.stockpot.session.settings.MemoryUse;
import org.stockpot.tensor.StockpotException;

/** Asks on the io lane how much memory the program takes, every few seconds. Lives on the JavaFX thread. */
public final class MemoryWatch {
    private static final long PAUSE_NANOS = 3_000_000_000L;

    private final QueueLane io;
    private final Consumer<MemoryUse> told;
    private boolean asking;
    private long asked = System.nanoTime() - PAUSE_NANOS;

    public MemoryWatch(QueueLane io, Consumer<MemoryUse> told) {
        this.io = io;
        this.told = told;
    }

    /** As often as one likes: asks only if the last answer is some seconds old. */
    public void poll() {
        if (asking || System.nanoTime() - asked < PAUSE_NANOS) {
            return;
        }
        asking = true;
        io.submitUrgent(MemoryUse.measure(), new JobListener<MemoryUse>() {
            @Override
            public void succeeded(MemoryUse use) {
                ended();
                told.accept(use);
            }

            @Override
            public void failed(StockpotException problem) {
                ended();
            }

            @Override
            public void cancelled() {
                ended();
            }
        });
    }

    private void ended() {
        asking = false;
        asked = System.nanoTime();
    }
}

package org.stockpot.ui;

import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import org.stockpot.job.JobListener;
import org.stockpot.job.QueueLane;
import org.stockpot.session.settings.MemoryUse;
import org.stockpot.tensor.StockpotException;
import org.stockpot.ui.state.Figures;
import org.stockpot.ui.text.Texts;

/** How much memory the program takes; asked on the io lane every few seconds. */
final class MemoryMeter extends Label {
    private static final Texts TEXTS = Texts.of(MemoryMeter.class);
    private static final long PAUSE_NANOS = 3_000_000_000L;

    private final QueueLane io;
    private boolean asking;
    private long asked = System.nanoTime() - PAUSE_NANOS;

    MemoryMeter(QueueLane io) {
        this.io = io;
        setId("status-memory");
        getStyleClass().add("muted");
        setMaxHeight(Double.MAX_VALUE);
        setMinWidth(USE_PREF_SIZE);
        setTooltip(new Tooltip(TEXTS.get("memory.help")));
    }

    /** Once per pulse. */
    void poll() {
        if (asking || System.nanoTime() - asked < PAUSE_NANOS) {
            return;
        }
        asking = true;
        io.submitUrgent(MemoryUse.measure(), new JobListener<MemoryUse>() {
            @Override
            public void succeeded(MemoryUse use) {
                ended();
                show(use);
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

    private void show(MemoryUse use) {
        String resident =
                use.resident().isPresent() ? Figures.bytes(use.resident().getAsLong()) : Figures.bytes(use.heapUsed());
        setText(TEXTS.get("memory.meter", resident));
        getTooltip()
                .setText(TEXTS.get(
                        "memory.detail",
                        Figures.bytes(use.heapUsed()),
                        Figures.bytes(use.heapMost()),
                        use.resident().isPresent() ? resident : TEXTS.get("memory.unknown")));
    }
}

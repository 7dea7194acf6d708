package org.stockpot.ui;

import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import org.stockpot.job.QueueLane;
import org.stockpot.session.settings.MemoryUse;
import org.stockpot.ui.state.Figures;
import org.stockpot.ui.state.MemoryWatch;
import org.stockpot.ui.text.Texts;

/** How much memory the program takes. */
final class MemoryMeter extends Label {
    private static final Texts TEXTS = Texts.of(MemoryMeter.class);

    private final MemoryWatch watch;

    MemoryMeter(QueueLane io) {
        this.watch = new MemoryWatch(io, this::show);
        setId("status-memory");
        getStyleClass().add("muted");
        setMaxHeight(Double.MAX_VALUE);
        setMinWidth(USE_PREF_SIZE);
        setTooltip(new Tooltip(TEXTS.get("memory.help")));
    }

    /** Once per pulse. */
    void poll() {
        watch.poll();
    }

    private void show(MemoryUse use) {
        long all = use.resident().orElse(use.heapUsed());
        setText(TEXTS.get("memory.meter", Figures.bytes(all)));
        String heap = Figures.bytes(use.heapUsed());
        String most = Figures.bytes(use.heapMost());
        getTooltip()
                .setText(
                        use.outsideHeap().isPresent()
                                ? TEXTS.get(
                                        "memory.detail",
                                        heap,
                                        most,
                                        Figures.bytes(use.outsideHeap().getAsLong()),
                                        Figures.bytes(all))
                                : TEXTS.get("memory.detail-heap", heap, most));
    }
}

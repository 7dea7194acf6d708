package org.stockpot.ui.state;

import java.util.ArrayList;
import java.util.List;
import javafx.animation.AnimationTimer;

/** Once per frame, on the JavaFX thread: reads what background work left behind. Fast producers are polled, never queued. */
public final class Pulse extends AnimationTimer {
    private final List<Runnable> readers = new ArrayList<>();

    /** Adds something that is run once per frame; it must be cheap when nothing is new. */
    public void each(Runnable reader) {
        readers.add(reader);
    }

    @Override
    public void handle(long now) {
        for (Runnable reader : readers) {
            reader.run();
        }
    }
}

package org.stockpot.ui.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** In place of the JavaFX thread: what lanes deliver happens when the test says so, on the test's own thread. */
public final class Delivery implements Executor {
    private final BlockingQueue<Runnable> waiting = new LinkedBlockingQueue<>();

    @Override
    public void execute(Runnable delivered) {
        waiting.add(delivered);
    }

    /** Waits for some deliveries, one after the other. */
    public void await(int count) throws InterruptedException {
        for (int one = 0; one < count; one++) {
            Runnable next = waiting.poll(60, TimeUnit.SECONDS);
            assertThat(next).as("a delivery").isNotNull();
            next.run();
        }
    }

    /** Delivers until something is so; the pulse is what happens sixty times a second in a window. */
    public void until(BooleanSupplier reached, Runnable pulse) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!reached.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(end);
            Runnable next = waiting.poll(16, TimeUnit.MILLISECONDS);
            if (next != null) {
                next.run();
            }
            pulse.run();
        }
    }
}

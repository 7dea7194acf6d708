package org.stockpot.job;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;

/**
 * Lets jobs tidy up when the process is asked to end, by Ctrl+C or by the system: they are cancelled and have a moment to
 * stop, so that nothing half-written stays behind. A killed process has no such moment.
 */
public final class StopAtExit {
    private StopAtExit() {}

    /**
     * Watches over lanes from now on; those that are closed by then are left alone.
     *
     * @param patience how long the end is put off at most
     */
    public static void of(List<QueueLane> lanes, Duration patience) {
        Runtime.getRuntime()
                .addShutdownHook(Executors.defaultThreadFactory().newThread(() -> stop(List.copyOf(lanes), patience)));
    }

    private static void stop(List<QueueLane> lanes, Duration patience) {
        lanes.forEach(lane -> lane.stop(() -> {}));
        long end = System.nanoTime() + patience.toNanos();
        try {
            for (QueueLane lane : lanes) {
                lane.awaitEnd(Duration.ofNanos(end - System.nanoTime()));
            }
        } catch (InterruptedException e) {
            // The end cannot wait.
            Thread.currentThread().interrupt();
        }
    }
}

package org.stockpot.tools;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedQueue;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;
import org.stockpot.tensor.StockpotException;

/**
 * Measures how responsive the window stays while a search runs: opens the real window on twelve ingredients in 26 layer
 * groups, shows all their faders, starts a search and watches the JavaFX thread. {@code mvn -Ppulse}; needs no display.
 * Prints how long it took from the start of the process to a window that can be used, and then, in milliseconds:
 *
 * <ul>
 *   <li>the time between two pulses (60 a second when nothing is in the way),
 *   <li>how long a posted task waits for the JavaFX thread, which is what a mouse click would wait,
 *   <li>the processor time that the JavaFX thread spent from one pulse to the next: its own work, without the times when
 *       other threads or programs had the processor.
 * </ul>
 */
public final class PulseProbe {
    private static final double SMOOTH_MILLIS = 33;
    private static final double STUCK_MILLIS = 100;
    private static final int PROBE_MILLIS = 5;
    private static final int PROBES_PER_LOOK = 40;
    private static final double NANOS_PER_MILLI = 1e6;

    private PulseProbe() {}

    /** Takes the method and the number of evaluations of the search. */
    public static void main(String[] args) throws InterruptedException, IOException, StockpotException {
        String method = args.length > 0 ? args[0] : "manifold";
        int evaluations = args.length > 1 ? Integer.parseInt(args[1]) : 200;
        try (DemoWindow wide = DemoWindow.empty()) {
            FxStage.pulse();
            long started = ManagementFactory.getRuntimeMXBean().getStartTime();
            System.out.printf(
                    Locale.ROOT,
                    "%.2f s from the start of the process to a usable window%n",
                    (System.currentTimeMillis() - started) / 1e3);
            wide.load(WideKitchen.cook(Files.createTempDirectory("wide-kitchen")));
            wide.awaitQuiet();
            wide.fire("#mix-as-desk");
            FxStage.settle();
            watch(wide, method, evaluations);
        }
        System.exit(0);
    }

    private static void watch(DemoWindow wide, String method, int evaluations) throws InterruptedException {
        var watch = wide.onFx(Watch::new);
        wide.search(method, evaluations);
        wide.onFx(() -> {
            watch.start();
            return null;
        });
        long start = System.nanoTime();
        while (wide.isSearching()) {
            for (int probe = 0; probe < PROBES_PER_LOOK; probe++) {
                watch.probe();
                Thread.sleep(PROBE_MILLIS);
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        wide.onFx(() -> {
            watch.stop();
            return null;
        });
        System.out.printf(
                Locale.ROOT,
                "JavaFX thread during a %s search of %.0f s with %d trials, %d ingredients × %d layer groups, in ms%n",
                method,
                seconds,
                wide.trials(),
                WideKitchen.INGREDIENTS,
                WideKitchen.GROUPS);
        System.out.printf("%-42s %8s %8s %8s %8s %8s %8s%n", "", "count", "p50", "p99", "max", "> 33 ms", "> 100 ms");
        print("time between pulses", watch.gaps);
        print("wait of a posted task", watch.waits);
        print("processor time of the thread per pulse", watch.work);
    }

    private static void print(String what, ConcurrentLinkedQueue<Double> millis) {
        double[] sorted =
                millis.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        System.out.printf(
                Locale.ROOT,
                "%-42s %8d %8.1f %8.1f %8.1f %8d %8d%n",
                what,
                sorted.length,
                percentile(sorted, 0.5),
                percentile(sorted, 0.99),
                percentile(sorted, 1),
                over(sorted, SMOOTH_MILLIS),
                over(sorted, STUCK_MILLIS));
    }

    private static long over(double[] millis, double limit) {
        return Arrays.stream(millis).filter(value -> value > limit).count();
    }

    /** Nearest rank. */
    private static double percentile(double[] sorted, double share) {
        return sorted.length == 0 ? Double.NaN : sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
    }

    /** Made on the JavaFX thread, which it watches. */
    private static final class Watch extends AnimationTimer {
        private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        private final ConcurrentLinkedQueue<Double> gaps = new ConcurrentLinkedQueue<>();
        private final ConcurrentLinkedQueue<Double> waits = new ConcurrentLinkedQueue<>();
        private final ConcurrentLinkedQueue<Double> work = new ConcurrentLinkedQueue<>();
        private long before;
        private long cpuBefore;

        @Override
        public void handle(long now) {
            long time = System.nanoTime();
            long cpu = threads.getCurrentThreadCpuTime();
            if (before != 0) {
                gaps.add((time - before) / NANOS_PER_MILLI);
                work.add((cpu - cpuBefore) / NANOS_PER_MILLI);
            }
            before = time;
            cpuBefore = cpu;
        }

        void probe() {
            long posted = System.nanoTime();
            Platform.runLater(() -> waits.add((System.nanoTime() - posted) / NANOS_PER_MILLI));
        }
    }
}

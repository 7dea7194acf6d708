package org.stockpot.engine;

import java.util.Map;
import java.util.TreeMap;
import org.stockpot.tensor.StockpotException;

/**
 * How many images run together.
 *
 * @param pass through the network at once, on each worker
 * @param batch between two moments at which more urgent work may run; a multiple of {@code pass}
 */
record BatchSize(int pass, int batch) {
    /** Larger sizes are tried as long as they bring at least this much. */
    private static final double PAYS = 1.04;

    /** The smallest size that the fastest is not ahead of by more than this is taken. */
    private static final double NEARLY = 1.02;

    /** Nothing of interest lies between one image and this many. */
    private static final int SECOND = 4;

    private static final int MOST = 1024;

    /** So often the number behind a slider shows how far it has come, and races may end. */
    private static final int MOST_BATCH = 512;

    /** A pass longer than this makes everybody wait, however well it pays. */
    private static final double LONG = 0.25;

    /** Urgent work waits no longer than this, where one pass is no longer. */
    private static final double BATCH = 0.05;

    /** Every size is tried so often at most, */
    private static final int ROUNDS = 8;

    /** as long as all runs that counted have taken less than this, in seconds. */
    private static final double ENOUGH = 1;

    BatchSize {
        if (pass < 1 || batch < pass || batch % pass != 0) {
            throw new IllegalArgumentException("batches of " + batch + " in passes of " + pass);
        }
    }

    /** Runs images of zeros. */
    @FunctionalInterface
    interface Timing {
        /**
         * How long all workers take for one pass each.
         *
         * @return seconds, infinite if there is no memory for so many
         */
        double seconds(int pass) throws StockpotException;
    }

    /**
     * Doubles the number of images until it stops paying: until twice in a row they run less than 4 % faster, a pass takes
     * longer than a quarter of a second, or memory runs out. What has been tried is then tried again and again for a moment,
     * each size in turn, and its fastest run counts: a program that has just begun is slow at first, which makes whatever
     * comes later look better. The smallest that is nearly as fast as the fastest is taken. In a batch all workers have the
     * same number of passes.
     */
    static BatchSize search(int workers, Timing timing) throws StockpotException {
        var fastest = new TreeMap<Integer, Double>();
        double spent = doubling(timing, fastest);
        for (int round = 1; round < ROUNDS && spent < ENOUGH; round++) {
            for (Map.Entry<Integer, Double> size : fastest.entrySet()) {
                double seconds = timing.seconds(size.getKey());
                size.setValue(Math.min(size.getValue(), seconds));
                spent += seconds;
            }
        }
        double bestRate =
                fastest.entrySet().stream().mapToDouble(BatchSize::rate).max().orElseThrow();
        Map.Entry<Integer, Double> smallest = fastest.entrySet().stream()
                .filter(size -> rate(size) * NEARLY >= bestRate)
                .findFirst()
                .orElseThrow();
        return of(smallest.getKey(), smallest.getValue(), workers);
    }

    /**
     * Tries larger and larger sizes.
     *
     * @param found receives the seconds of each
     * @return seconds spent
     */
    private static double doubling(Timing timing, Map<Integer, Double> found) throws StockpotException {
        double seconds = timing.seconds(1);
        found.put(1, seconds);
        double spent = seconds;
        double bestRate = 1 / seconds;
        int fruitless = 0;
        for (int pass = SECOND; pass <= MOST && fruitless < 2 && seconds <= LONG; pass *= 2) {
            seconds = timing.seconds(pass);
            // Infinitely long, where memory runs out.
            if (seconds > LONG) {
                break;
            }
            found.put(pass, seconds);
            spent += seconds;
            boolean pays = pass / seconds > PAYS * bestRate;
            fruitless = pays ? 0 : fruitless + 1;
            bestRate = pays ? pass / seconds : bestRate;
        }
        return spent;
    }

    private static double rate(Map.Entry<Integer, Double> size) {
        return size.getKey() / size.getValue();
    }

    private static BatchSize of(int pass, double seconds, int workers) {
        int round = pass * workers;
        int rounds = Math.min((int) (BATCH / Math.max(1e-6, seconds)), MOST_BATCH / round);
        return new BatchSize(pass, round * Math.max(1, rounds));
    }

    /** Half as many images at once; the device has no room for more. */
    BatchSize halved() {
        int half = Math.max(1, pass / 2);
        return new BatchSize(half, batch / half * half);
    }
}

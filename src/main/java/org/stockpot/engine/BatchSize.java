package org.stockpot.engine;

import org.stockpot.tensor.StockpotException;

/**
 * How many images run together.
 *
 * @param pass through the network at once, on each worker
 * @param batch between two moments at which more urgent work may run; a multiple of {@code pass}
 */
record BatchSize(int pass, int batch) {
    /** More images at once must bring at least this much. */
    private static final double PAYS = 1.04;

    /** Nothing of interest lies between one image and this many. */
    private static final int SECOND = 4;

    private static final int MOST = 1024;
    /** So often the number behind a slider shows how far it has come. */
    private static final int MOST_BATCH = 512;

    /** A pass longer than this makes everybody wait, however well it pays. */
    private static final double LONG = 0.25;

    /** Urgent work waits no longer than this, where one pass is no longer. */
    private static final double BATCH = 0.05;

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
     * longer than a quarter of a second, or memory runs out.
     */
    static BatchSize search(int workers, Timing timing) throws StockpotException {
        int best = 1;
        double bestSeconds = timing.seconds(1);
        int fruitless = 0;
        double seconds = bestSeconds;
        for (int pass = SECOND; pass <= MOST && fruitless < 2 && seconds <= LONG; pass *= 2) {
            seconds = timing.seconds(pass);
            if (pass / seconds > PAYS * best / bestSeconds) {
                best = pass;
                bestSeconds = seconds;
                fruitless = 0;
            } else {
                fruitless++;
            }
        }
        return of(best, bestSeconds, workers);
    }

    private static BatchSize of(int pass, double seconds, int workers) {
        double rounds = Math.max(1, Math.floor(BATCH / Math.max(1e-6, seconds)));
        long batch = (long) (rounds * pass * workers);
        return new BatchSize(pass, (int) Math.max(pass, Math.min(batch, MOST_BATCH / pass * (long) pass)));
    }

    /** Half as many images at once; the device has no room for more. */
    BatchSize halved() {
        int half = Math.max(1, pass / 2);
        return new BatchSize(half, batch / half * half);
    }
}

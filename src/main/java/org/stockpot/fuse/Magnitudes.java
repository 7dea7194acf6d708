package org.stockpot.fuse;

import java.util.List;
import org.stockpot.job.Doing;
import org.stockpot.job.JobContext;
import org.stockpot.job.Parallel;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSource;
import org.stockpot.tensor.Told;

/**
 * How large the elements of differences are. Magnitudes are compared as 32-bit floats, whose bits have their order: so the
 * k-th largest of any number of them is found exactly in two passes that only count, first by their upper 16 bits, then, of
 * those that agree in these, by the lower 15. No model is ever in memory.
 */
final class Magnitudes {
    private static final int LOWER = 15;
    private static final int BINS = 1 << 16;

    private final Sources sources;
    private final TensorSource base;
    private final List<Stretch.Part> parts;

    private Magnitudes(Sources sources, List<String> tensors) {
        this.sources = sources;
        this.base = sources.base().orElseThrow();
        this.parts = Stretch.Part.of(base, tensors);
    }

    /** What is counted of a magnitude. */
    @FunctionalInterface
    private interface Bin {
        /** Where it counts; negative if it does not. */
        int of(int ingredient, int bits);
    }

    /** The bits of a magnitude; more of them are larger. */
    static int bits(double value) {
        return Float.floatToRawIntBits((float) value) & Integer.MAX_VALUE;
    }

    /**
     * Of every ingredient's difference from the base, the smallest magnitude that is among the largest
     * {@code round(density · n)}, but at least one, of all n elements of these tensors.
     *
     * @param context asked every few milliseconds
     * @return bits, one per ingredient; 0 where all are kept
     */
    static int[] least(Sources sources, List<String> tensors, double density, JobContext context)
            throws StockpotException {
        var magnitudes = new Magnitudes(sources, tensors);
        long all = magnitudes.parts.stream().mapToLong(Stretch.Part::count).sum();
        long kept = Math.max(1, Math.round(density * all));
        int ingredients = sources.ingredients().size();
        var least = new int[ingredients];
        if (kept >= all) {
            return least;
        }
        long[][] upper = magnitudes.count((ingredient, bits) -> bits >>> LOWER, context);
        var prefixes = new int[ingredients];
        var left = new long[ingredients];
        for (int ingredient = 0; ingredient < ingredients; ingredient++) {
            left[ingredient] = kept;
            prefixes[ingredient] = find(upper[ingredient], left, ingredient);
        }
        long[][] lower = magnitudes.count(
                (ingredient, bits) -> bits >>> LOWER == prefixes[ingredient] ? bits & (1 << LOWER) - 1 : -1, context);
        for (int ingredient = 0; ingredient < ingredients; ingredient++) {
            least[ingredient] = prefixes[ingredient] << LOWER | find(lower[ingredient], left, ingredient);
        }
        return least;
    }

    /** The bin in which the wanted one is, counted from the top; what is left is its place in the bin. */
    private static int find(long[] counts, long[] left, int ingredient) {
        int bin = counts.length - 1;
        while (counts[bin] < left[ingredient]) {
            left[ingredient] -= counts[bin];
            bin--;
        }
        return bin;
    }

    private long[][] count(Bin bin, JobContext context) throws StockpotException {
        var total = new long[sources.ingredients().size()][BINS];
        int threads = Runtime.getRuntime().availableProcessors();
        Runnable moment = moment(context);
        Parallel.run(parts.size(), threads, Told.of(Doing.RANKING_DIFFERENCES), context, index -> {
            int[][] counts = count(parts.get(index), bin, moment);
            synchronized (total) {
                for (int ingredient = 0; ingredient < counts.length; ingredient++) {
                    for (int i = 0; i < BINS; i++) {
                        total[ingredient][i] += counts[ingredient][i];
                    }
                }
            }
        });
        return total;
    }

    /** A moment between two stretches: any thread ends if the job was cancelled, but only the job's own lets others in. */
    private static Runnable moment(JobContext context) {
        Thread own = Thread.currentThread();
        return () -> {
            if (Thread.currentThread() == own) {
                context.checkpoint();
            } else {
                context.endIfCancelled();
            }
        };
    }

    private int[][] count(Stretch.Part part, Bin bin, Runnable moment) throws StockpotException {
        var stretch = new Stretch();
        var counts = new int[sources.ingredients().size()][BINS];
        var origin = new double[Stretch.LONGEST];
        var values = new double[Stretch.LONGEST];
        for (int done = 0; done < part.count(); done += Stretch.LONGEST) {
            moment.run();
            long first = part.first() + done;
            int length = Math.min(Stretch.LONGEST, part.count() - done);
            stretch.read(base, part.tensor(), first, length, origin);
            for (int ingredient = 0; ingredient < counts.length; ingredient++) {
                stretch.read(sources.ingredients().get(ingredient), part.tensor(), first, length, values);
                for (int i = 0; i < length; i++) {
                    int at = bin.of(ingredient, bits(values[i] - origin[i]));
                    if (at >= 0) {
                        counts[ingredient][at]++;
                    }
                }
            }
        }
        return counts;
    }
}

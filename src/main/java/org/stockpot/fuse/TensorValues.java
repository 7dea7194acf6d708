package org.stockpot.fuse;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.stockpot.job.JobContext;
import org.stockpot.job.Progress;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSource;
import org.stockpot.tensor.TensorSpec;

/**
 * What the values of one tensor are like.
 *
 * @param spec as stored
 * @param values θ
 * @param difference θ − θ₀; empty where there is no base, or it has no such tensor of that shape
 */
public record TensorValues(String tensor, TensorSpec spec, Distribution values, Optional<Distribution> difference) {
    private static final int BINS = 61;

    /**
     * How numbers are distributed. Values that are NaN or infinite are counted and otherwise left out.
     *
     * @param count of all elements
     * @param mean NaN if no value is finite, as are the others then
     * @param deviation the standard deviation, √(Σ(x − mean)² / n)
     * @param bins how many values lie in each of equally wide intervals between {@code min} and {@code max}
     */
    public record Distribution(
            long count, long nonFinite, double mean, double deviation, double min, double max, List<Long> bins) {
        public Distribution {
            bins = List.copyOf(bins);
        }
    }

    /**
     * Reads a tensor twice, in chunks: once for its range and mean, once to count.
     *
     * @throws StockpotException if it is no tensor of floating numbers, or cannot be read
     */
    public static TensorValues read(TensorSource source, Optional<TensorSource> base, String tensor, JobContext context)
            throws StockpotException {
        TensorSpec spec = source.spec(tensor);
        if (!spec.dtype().isMixable()) {
            throw new StockpotException(tensor + " of " + source.name() + " is stored as " + spec.dtype()
                    + ": there are histograms of floating numbers (F64, F32, F16, BF16) only.");
        }
        Optional<TensorSource> origin = base.filter(one -> TensorDifferences.isComparable(one, tensor, spec));
        var values = new Tally();
        var differences = new Tally();
        List<Tally> tallies = origin.isPresent() ? List.of(values, differences) : List.of(values);
        var stretch = new Stretch();
        var ours = new double[Stretch.LONGEST];
        var theirs = new double[Stretch.LONGEST];
        long total = spec.elementCount();
        for (int pass = 0; pass < 2; pass++) {
            for (long first = 0; first < total; first += Stretch.LONGEST) {
                context.checkpoint();
                int count = (int) Math.min(Stretch.LONGEST, total - first);
                stretch.read(source, tensor, first, count, ours);
                take(values, ours, count, pass);
                if (origin.isPresent()) {
                    stretch.read(origin.get(), tensor, first, count, theirs);
                    for (int i = 0; i < count; i++) {
                        ours[i] -= theirs[i];
                    }
                    take(differences, ours, count, pass);
                }
                context.progress(new Progress(tensor, pass * total + first + count, 2 * total));
            }
            if (pass == 0) {
                tallies.forEach(Tally::settle);
            }
        }
        return new TensorValues(tensor, spec, values.distribution(), origin.map(one -> differences.distribution()));
    }

    private static void take(Tally tally, double[] numbers, int count, int pass) {
        if (pass == 0) {
            tally.look(numbers, count);
        } else {
            tally.count(numbers, count);
        }
    }

    /** Two passes over the same numbers. */
    private static final class Tally {
        private final long[] bins = new long[BINS];
        private double min = Double.POSITIVE_INFINITY;
        private double max = Double.NEGATIVE_INFINITY;
        private double sum;
        private double squares;
        private double mean;
        private long all;
        private long finite;

        void look(double[] numbers, int count) {
            all += count;
            for (int i = 0; i < count; i++) {
                double number = numbers[i];
                if (Double.isFinite(number)) {
                    finite++;
                    sum += number;
                    min = Math.min(min, number);
                    max = Math.max(max, number);
                }
            }
        }

        void settle() {
            mean = sum / finite;
        }

        void count(double[] numbers, int count) {
            double width = (max - min) / BINS;
            for (int i = 0; i < count; i++) {
                double number = numbers[i];
                if (Double.isFinite(number)) {
                    squares += (number - mean) * (number - mean);
                    int bin = width > 0 ? (int) ((number - min) / width) : BINS / 2;
                    bins[Math.max(0, Math.min(BINS - 1, bin))]++;
                }
            }
        }

        Distribution distribution() {
            List<Long> counts = new ArrayList<>();
            for (long bin : bins) {
                counts.add(bin);
            }
            boolean none = finite == 0;
            return new Distribution(
                    all,
                    all - finite,
                    mean,
                    Math.sqrt(squares / finite),
                    none ? Double.NaN : min,
                    none ? Double.NaN : max,
                    counts);
        }
    }
}

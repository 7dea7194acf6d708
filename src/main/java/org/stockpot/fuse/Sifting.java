package org.stockpot.fuse;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.stockpot.job.JobContext;
import org.stockpot.job.Parallel;
import org.stockpot.tensor.DType;
import org.stockpot.tensor.Floats;
import org.stockpot.tensor.Resident;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSource;

/**
 * Fuses one tensor of a soup by a {@link Sparse} method and rounds it to the type in which the soup stores it.
 *
 * @param soup its name, for messages
 * @param dtype as the soup stores it
 * @param elects see {@link Sparse#elects}
 */
record Sifting(String soup, String tensor, DType dtype, Dish base, List<Dish> dishes, boolean elects) {
    /** Elements that are worth a second thread. */
    private static final int PARALLEL = 1 << 17;

    /** Sums of either sign that differ by less, relatively, differ by rounding alone: no sign is elected. */
    private static final double TIE = 1e-12;

    private static final Sieve NONE = (differences, first, count) -> {};

    /** One source: its weight, what is dropped of its difference, and where its values lie in memory, if they do. */
    record Dish(TensorSource source, double weight, Sieve sieve, Optional<Resident> resident) {}

    Sifting {
        dishes = List.copyOf(dishes);
    }

    /**
     * Prepares a tensor; finds what the method has to know of whole tensors, if that is not known yet.
     *
     * @param rows of the ingredients that take part
     * @param weights of these
     */
    static Sifting of(String soup, Sparse method, Sources sources, String tensor, int[] rows, double[] weights)
            throws StockpotException {
        var dishes = new ArrayList<Dish>();
        for (int index = 0; index < rows.length; index++) {
            TensorSource source = sources.ingredients().get(rows[index]);
            dishes.add(new Dish(
                    source, weights[index], method.sieve(sources, rows[index], tensor), source.resident(tensor)));
        }
        TensorSource base = sources.base().orElseThrow();
        return new Sifting(
                soup,
                tensor,
                sources.ingredients().get(0).spec(tensor).dtype(),
                new Dish(base, 1, NONE, base.resident(tensor)),
                dishes,
                method.elects());
    }

    /**
     * Fills the buffer with elements as they are stored, little endian.
     *
     * @throws StockpotException if a source cannot be read, or if the mix overflows the stored type although all sources are
     *     finite
     */
    void bytes(long first, ByteBuffer to) throws StockpotException {
        ByteBuffer out = to.order(ByteOrder.LITTLE_ENDIAN);
        var counter = new Counter();
        int count = to.remaining() / dtype.bytes();
        for (int done = 0; done < count; done += Stretch.LONGEST) {
            int length = Math.min(Stretch.LONGEST, count - done);
            counter.fuse(first + done, length);
            counter.elements.encode(dtype, counter.sum, out, length);
        }
    }

    /**
     * Fills the buffer with elements as 32-bit floats, rounded to the stored type before. Uses all processors where that
     * pays.
     *
     * @throws StockpotException as {@link #bytes}
     */
    void floats(long first, FloatBuffer to) throws StockpotException {
        int count = to.remaining();
        int threads = count < PARALLEL ? 1 : Runtime.getRuntime().availableProcessors();
        int piece = threads == 1 ? Math.max(1, count) : Math.min(count, PARALLEL / 2);
        FloatBuffer all = to.slice();
        Parallel.run((count + piece - 1) / piece, threads, "Fusing " + tensor, JobContext.detached(), index -> {
            var counter = new Counter();
            int end = Math.min(count, (index + 1) * piece);
            for (int begin = index * piece; begin < end; begin += Stretch.LONGEST) {
                int length = Math.min(Stretch.LONGEST, end - begin);
                counter.fuse(first + begin, length);
                all.slice(begin, length).put(counter.rounded, 0, length);
            }
        });
        to.position(to.limit());
    }

    /** Where one thread works. */
    private final class Counter {
        private final Stretch stretch = new Stretch();
        private final Elements elements = new Elements(Stretch.LONGEST);
        private final double[] origin = new double[Stretch.LONGEST];
        private final double[] difference = new double[Stretch.LONGEST];
        private final double[] sum = new double[Stretch.LONGEST];
        private final double[] negative = new double[Stretch.LONGEST];
        private final double[] positiveShare = new double[Stretch.LONGEST];
        private final double[] negativeShare = new double[Stretch.LONGEST];
        private final float[] rounded = new float[Stretch.LONGEST];

        /** Leaves the result in {@link #sum} and, rounded to the stored type, in {@link #rounded}. */
        void fuse(long first, int count) throws StockpotException {
            read(base, first, count, origin);
            Arrays.fill(sum, 0, count, 0);
            if (elects) {
                Arrays.fill(negative, 0, count, 0);
                Arrays.fill(positiveShare, 0, count, 0);
                Arrays.fill(negativeShare, 0, count, 0);
            }
            double lambda = 0;
            for (Dish dish : dishes) {
                read(dish, first, count, difference);
                for (int i = 0; i < count; i++) {
                    difference[i] -= origin[i];
                }
                dish.sieve().sift(difference, first, count);
                lambda += Math.abs(dish.weight());
                if (elects) {
                    vote(dish.weight(), count);
                } else {
                    add(dish.weight(), count);
                }
            }
            if (elects) {
                elect(lambda, count);
            }
            for (int i = 0; i < count; i++) {
                sum[i] += origin[i];
                rounded[i] = (float) sum[i];
            }
            Floats.round(dtype, rounded, count);
            requireFinite(first, count);
        }

        private void add(double weight, int count) {
            for (int i = 0; i < count; i++) {
                sum[i] += weight * difference[i];
            }
        }

        /** Without branches, for signs cannot be foreseen. NaN goes into both sums. */
        private void vote(double weight, int count) {
            double share = Math.abs(weight);
            for (int i = 0; i < count; i++) {
                // Adding 0 makes −0 a 0, which votes for nobody.
                double value = weight * difference[i] + 0.0;
                sum[i] += Math.max(value, 0);
                negative[i] += Math.max(-value, 0);
                positiveShare[i] += Sieve.kept(share, Double.doubleToRawLongBits(0 - value));
                negativeShare[i] += Sieve.kept(share, Double.doubleToRawLongBits(value));
            }
        }

        private void elect(double lambda, int count) {
            for (int i = 0; i < count; i++) {
                double up = sum[i];
                double down = negative[i];
                double lead = up - down;
                if (Math.abs(lead) > TIE * (up + down)) {
                    double share = lead > 0 ? positiveShare[i] : negativeShare[i];
                    sum[i] = Math.copySign(lambda * (Math.max(up, down) / share), lead);
                } else {
                    // What is not finite goes on as NaN; nothing else does.
                    sum[i] = 0 * up;
                }
            }
        }

        private void read(Dish dish, long first, int count, double[] to) throws StockpotException {
            if (dish.resident().isPresent()) {
                stretch.read(dish.resident().get(), dish.source().spec(tensor).dtype(), first, count, to);
            } else {
                stretch.read(dish.source(), tensor, first, count, to);
            }
        }

        private void requireFinite(long first, int count) throws StockpotException {
            for (int i = 0; i < count; i++) {
                boolean broken = dtype == DType.F64 ? !Double.isFinite(sum[i]) : !Float.isFinite(rounded[i]);
                if (broken && areFinite(first + i)) {
                    throw new StockpotException(soup + ": " + tensor + " overflows " + dtype + " at element "
                            + (first + i)
                            + " although all sources are finite there: use smaller mixing weights or a wider type");
                }
            }
        }

        private boolean areFinite(long element) throws StockpotException {
            var one = new double[1];
            read(base, element, 1, one);
            boolean finite = Double.isFinite(one[0]);
            for (Dish dish : dishes) {
                read(dish, element, 1, one);
                finite &= Double.isFinite(one[0]);
            }
            return finite;
        }
    }
}

package org.stockpot.fuse;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.stockpot.tensor.HalfRounding;
import org.stockpot.tensor.Halves;
import org.stockpot.tensor.Resident;
import org.stockpot.tensor.StockpotException;

/**
 * Memory in which one tensor is fused, used again and again by one thread at a time. The sum runs over the ingredients in
 * their order, whoever computes it and wherever the values lie.
 */
final class Pot {
    /** Elements that are fused at once where some have to be read: enough to be worth a read. */
    static final int CHUNK = 1 << 17;

    private static final int BLOCK = Resident.BLOCK;

    private final Halves.Decoder decoder = new Halves.Decoder();
    private final HalfRounding rounding = new HalfRounding();
    private final Ladle ladle = new Ladle(decoder);
    private final List<Bowl> bowls = new ArrayList<>();
    private final List<double[]> wideBowls = new ArrayList<>();

    /** Takes the sums of one range after the other. */
    @FunctionalInterface
    interface Plate {
        /**
         * Takes the sums of one range.
         *
         * @param sums may be changed
         * @param from the first that belongs to the range
         * @param to behind the last one
         */
        void put(float[] sums, int from, int to) throws StockpotException;
    }

    /** As {@link Plate}, for sums in 64-bit floats. */
    @FunctionalInterface
    interface WidePlate {
        void put(double[] sums, int from, int to) throws StockpotException;
    }

    /** A sum of one block as a pair of floats; see {@link Sums}. */
    @SuppressWarnings("ArrayRecordComponent") // room to work in, compared nowhere
    private record Bowl(float[] sum, float[] rest) {
        Bowl() {
            this(new float[BLOCK], new float[BLOCK]);
        }
    }

    /** What is done with one block of a chunk. */
    @FunctionalInterface
    private interface Step {
        /**
         * Does it.
         *
         * @param index of the block in the chunk
         * @param block in the tensor
         * @param from the first element of the block that is in the chunk
         * @param to behind the last one
         */
        void block(int index, long block, int from, int to) throws StockpotException;
    }

    /** For the sums that come out of it. */
    HalfRounding rounding() {
        return rounding;
    }

    /** Hands out Σwᵢθᵢ / divisor, range by range; only where {@link Portions#areNarrow}. */
    void cook(Portions portions, long first, int count, Plate plate) throws StockpotException {
        for (int done = 0; done < count; ) {
            long begin = first + done;
            int length = length(portions, begin, count - done);
            addAll(portions, begin, length);
            blocks(begin, length, (index, block, from, to) -> {
                Bowl bowl = bowls.get(index);
                Sums.round(bowl.sum(), bowl.rest(), to);
                plate.put(bowl.sum(), from, to);
            });
            done += length;
        }
    }

    private void addAll(Portions portions, long first, int count) throws StockpotException {
        List<Portions.Portion> all = portions.all();
        begin(portions, all.get(0), first, count);
        for (Portions.Portion next : all.subList(1, all.size())) {
            add(portions, next, first, count);
        }
    }

    private void begin(Portions portions, Portions.Portion a, long first, int count) throws StockpotException {
        ladle.dip(a, portions.tensor(), first, count);
        blocks(first, count, (index, block, from, to) -> {
            while (bowls.size() <= index) {
                bowls.add(new Bowl());
            }
            Bowl bowl = bowls.get(index);
            float[] values = ladle.floats(a, portions.tensor(), block, from, to);
            Sums.begin(bowl.sum(), bowl.rest(), values, portions.high(a), portions.low(a), to);
        });
    }

    private void add(Portions portions, Portions.Portion a, long first, int count) throws StockpotException {
        ladle.dip(a, portions.tensor(), first, count);
        blocks(first, count, (index, block, from, to) -> {
            Bowl bowl = bowls.get(index);
            float[] values = ladle.floats(a, portions.tensor(), block, from, to);
            Sums.add(bowl.sum(), bowl.rest(), values, portions.high(a), portions.low(a), to);
        });
    }

    /** As {@link #cook}, in 64-bit floats, whatever the types and weights. */
    void cookWide(Portions portions, long first, int count, WidePlate plate) throws StockpotException {
        for (int done = 0; done < count; ) {
            long begin = first + done;
            int length = length(portions, begin, count - done);
            blocks(begin, length, (index, block, from, to) -> {
                while (wideBowls.size() <= index) {
                    wideBowls.add(new double[BLOCK]);
                }
                Arrays.fill(wideBowls.get(index), 0, to, 0);
            });
            for (Portions.Portion portion : portions.all()) {
                addWide(portions, portion, begin, length);
            }
            blocks(begin, length, (index, block, from, to) -> {
                double[] sum = wideBowls.get(index);
                if (portions.divisor() != 1) {
                    WideSums.divide(sum, portions.divisor(), to);
                }
                plate.put(sum, from, to);
            });
            done += length;
        }
    }

    private void addWide(Portions portions, Portions.Portion a, long first, int count) throws StockpotException {
        ladle.dip(a, portions.tensor(), first, count);
        blocks(first, count, (index, block, from, to) -> {
            double[] sum = wideBowls.get(index);
            if (portions.isWide(a)) {
                WideSums.add(sum, ladle.doubles(a, block, from, to), a.weight(), to);
            } else {
                float[] values = ladle.floats(a, portions.tensor(), block, from, to);
                WideSums.add(sum, values, a.weight() * a.scale(), to);
            }
        });
    }

    /** Elements of the chunk that begins there: to the end of a block, or of several where some have to be read. */
    private static int length(Portions portions, long begin, int left) {
        int most = portions.areResident() ? BLOCK : CHUNK;
        return (int) Math.min(most - begin % BLOCK, left);
    }

    private static void blocks(long first, int count, Step step) throws StockpotException {
        long end = first + count;
        int index = 0;
        for (long block = first / BLOCK; block * BLOCK < end; block++) {
            long start = block * BLOCK;
            step.block(
                    index, block, (int) (Math.max(first, start) - start), (int) (Math.min(end, start + BLOCK) - start));
            index++;
        }
    }
}

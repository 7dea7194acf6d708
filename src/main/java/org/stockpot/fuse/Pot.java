package org.stockpot.fuse;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.stockpot.tensor.DType;
import org.stockpot.tensor.HalfRounding;
import org.stockpot.tensor.Halves;
import org.stockpot.tensor.Resident;
import org.stockpot.tensor.StockpotException;

/**
 * Memory in which one tensor is fused, used again and again by one thread at a time. The sum runs over the ingredients in
 * their order, and every element is computed from its values alone: whoever computes it, and wherever the values lie, it
 * comes out the same.
 */
final class Pot {
    private static final int BLOCK = Resident.BLOCK;

    private final Halves.Decoder decoder = new Halves.Decoder();
    private final HalfRounding rounding = new HalfRounding();
    private final List<Ladle> ladles = new ArrayList<>();
    private final Bowl bowl = Bowl.create();
    private final Extremes extremes = new Extremes();
    private double[] wide = {};
    private float[] narrowed = {};

    /** For the sums that come out of it. */
    HalfRounding rounding() {
        return rounding;
    }

    /**
     * Hands out Σwᵢθᵢ / divisor, range by range.
     *
     * @param soup its name, for messages
     * @param dtype that it is stored as
     * @throws StockpotException if an ingredient cannot be read, or if a sum overflows the stored type although all
     *     ingredients are finite there
     */
    void cook(String soup, Portions portions, DType dtype, long first, int count, Serving serving)
            throws StockpotException {
        var doubts = new Doubts(dtype, portions, extremes);
        boolean narrow = dtype != DType.F64 && portions.areNarrow();
        var weights = Bowl.Weights.of(portions.factors());
        List<Halves> packed = portions.packed();
        while (ladles.size() < portions.all().size()) {
            ladles.add(new Ladle(decoder));
        }
        long end = first + count;
        for (long begin = first; begin < end; ) {
            int length = (int) Math.min(portions.chunk() - begin % BLOCK, end - begin);
            for (int k = 0; k < portions.all().size(); k++) {
                ladles.get(k).dip(portions.all().get(k), portions.tensor(), begin, length);
            }
            for (long block = begin / BLOCK; block * BLOCK < begin + length; block++) {
                int from = (int) Math.max(begin - block * BLOCK, 0);
                int to = (int) Math.min(begin + length - block * BLOCK, BLOCK);
                var range = new Range(soup, portions, dtype, block, from, to);
                if (narrow) {
                    cookNarrow(range, weights, packed, doubts, serving);
                } else {
                    cookWide(range, doubts, serving);
                }
            }
            begin += length;
        }
    }

    /**
     * A part of a block.
     *
     * @param from the first element of the block that belongs to it
     * @param to behind the last one
     */
    private record Range(String soup, Portions portions, DType dtype, long block, int from, int to) {
        StockpotException overflow(int index) {
            return new StockpotException(soup + ": " + portions.tensor() + " overflows " + dtype + " at element "
                    + (block * BLOCK + index)
                    + " although all ingredients are finite there: use smaller mixing weights or a wider type");
        }
    }

    private void cookNarrow(Range range, Bowl.Weights weights, List<Halves> packed, Doubts doubts, Serving serving)
            throws StockpotException {
        Optional<float[]> direct =
                packed.isEmpty() ? Optional.empty() : bowl.fill(packed, weights, (int) range.block(), range.to());
        float[] sums = direct.orElseGet(() -> bowl.fill(values(range, weights), weights, range.to()));
        boolean doubtful = doubts.any(sums, range.from(), range.to());
        if (doubtful) {
            if (direct.isPresent()) {
                values(range, weights);
            }
            for (int i = range.from(); i < range.to(); i++) {
                if (doubts.about(sums[i])) {
                    sums[i] = (float) exact(range.portions(), i);
                    requireFinite(range, doubts, sums[i], i);
                }
            }
        }
        serving.put(sums, range.from(), range.to(), !doubtful);
    }

    /** The ingredients' values, which are then the ladles' as well; as many arrays as weights. */
    private float[][] values(Range range, Bowl.Weights weights) {
        List<Portions.Portion> portions = range.portions().all();
        var values = new float[weights.high().length][];
        for (int k = 0; k < values.length; k++) {
            values[k] = k < portions.size()
                    ? ladles.get(k)
                            .floats(portions.get(k), range.portions().tensor(), range.block(), range.from(), range.to())
                    : values[k - 1];
        }
        return values;
    }

    /** One sum in 64-bit floats, as {@link #cookWide} computes it. */
    private double exact(Portions portions, int index) {
        double sum = 0;
        for (int k = 0; k < portions.all().size(); k++) {
            Portions.Portion portion = portions.all().get(k);
            sum += portion.weight() * ladles.get(k).value(index);
        }
        return sum / portions.divisor();
    }

    /** In 64-bit floats, whatever the types and weights. */
    private void cookWide(Range range, Doubts doubts, Serving serving) throws StockpotException {
        if (wide.length == 0) {
            wide = new double[BLOCK];
            narrowed = new float[BLOCK];
        }
        Arrays.fill(wide, 0, range.to(), 0);
        Portions portions = range.portions();
        for (int k = 0; k < portions.all().size(); k++) {
            addWide(range, portions.all().get(k), ladles.get(k));
        }
        if (portions.divisor() != 1) {
            WideSums.divide(wide, portions.divisor(), range.to());
        }
        if (range.dtype() == DType.F64) {
            for (int i = range.from(); i < range.to(); i++) {
                if (!Double.isFinite(wide[i])) {
                    requireFinite(range, doubts, Float.NaN, i);
                }
            }
            serving.put(wide, range.from(), range.to());
            return;
        }
        WideSums.narrow(wide, narrowed, range.to());
        boolean doubtful = doubts.any(narrowed, range.from(), range.to());
        if (doubtful) {
            for (int i = range.from(); i < range.to(); i++) {
                requireFinite(range, doubts, narrowed[i], i);
            }
        }
        serving.put(narrowed, range.from(), range.to(), !doubtful);
    }

    private void addWide(Range range, Portions.Portion portion, Ladle ladle) {
        Portions portions = range.portions();
        if (portions.isWide(portion)) {
            double[] values = ladle.doubles(portion, range.block(), range.from(), range.to());
            WideSums.add(wide, values, portion.weight(), range.to());
        } else {
            float[] values = ladle.floats(portion, portions.tensor(), range.block(), range.from(), range.to());
            WideSums.add(wide, values, portion.weight(), range.to());
        }
    }

    /** Where the sum is no number, one of the ingredients must be none. */
    private void requireFinite(Range range, Doubts doubts, float sum, int index) throws StockpotException {
        List<Ladle> used = ladles.subList(0, range.portions().all().size());
        if (doubts.isTooLarge(sum) && used.stream().allMatch(ladle -> Double.isFinite(ladle.value(index)))) {
            throw range.overflow(index);
        }
    }
}

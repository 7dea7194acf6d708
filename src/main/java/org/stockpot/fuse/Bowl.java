package org.stockpot.fuse;

import org.stockpot.tensor.Resident;

/** Memory in which the sum of one block grows; see {@link Sums}. Not for use by several threads. */
final class Bowl {
    /**
     * Weights as {@link Sums} wants them.
     *
     * @param count of ingredients; those behind weigh 0
     * @param high as many as arrays of values
     * @param low what {@code high} lacks
     */
    @SuppressWarnings("ArrayRecordComponent") // for loops, compared nowhere
    record Weights(int count, float[] high, float[] low) {
        static Weights of(double[] weights) {
            int width = (weights.length + Sums.WIDTH - 1) / Sums.WIDTH * Sums.WIDTH;
            var high = new float[width];
            var low = new float[width];
            for (int k = 0; k < weights.length; k++) {
                high[k] = (float) weights[k];
                low[k] = (float) (weights[k] - high[k]);
            }
            return new Weights(weights.length, high, low);
        }
    }

    private final float[] sum = new float[Resident.BLOCK];
    private final float[] rest = new float[Resident.BLOCK];
    private final float[] magnitudes = new float[Resident.BLOCK];

    /**
     * Sums up a block.
     *
     * @param values of the ingredients
     * @param weights as many
     * @param count elements, at most a block
     * @return the sums, in an array that the next block is summed up in and that may be changed until then
     */
    float[] fill(float[][] values, Weights weights, int count) {
        float[] high = weights.high();
        float[] low = weights.low();
        for (int k = 0; k < values.length; k += Sums.WIDTH) {
            if (k == 0) {
                Sums.magnitudes(magnitudes, values[0], values[1], values[2], values[3], high, 0, count);
            } else {
                Sums.addMagnitudes(magnitudes, values[k], values[k + 1], values[k + 2], values[k + 3], high, k, count);
            }
        }
        int last = (weights.count() - 1) / Sums.PAIR * Sums.PAIR;
        if (last == 0) {
            Sums.only(sum, magnitudes, values[0], values[1], high, low, count);
            return sum;
        }
        Sums.begin(sum, rest, magnitudes, values[0], values[1], high, low, count);
        for (int k = Sums.PAIR; k < last; k += Sums.PAIR) {
            Sums.add(sum, rest, values[k], values[k + 1], high, low, k, count);
        }
        Sums.end(sum, rest, magnitudes, values[last], values[last + 1], high, low, last, count);
        return sum;
    }
}

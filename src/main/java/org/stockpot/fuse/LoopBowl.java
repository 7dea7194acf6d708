package org.stockpot.fuse;

import org.stockpot.tensor.Resident;

/** With loops that every JDK makes vector instructions of, one after the other; see {@link Sums}. */
final class LoopBowl implements Bowl {
    private final float[] sum = new float[Resident.BLOCK];
    private final float[] rest = new float[Resident.BLOCK];
    private final float[] magnitudes = new float[Resident.BLOCK];

    @Override
    public float[] fill(float[][] values, Weights weights, int count) {
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

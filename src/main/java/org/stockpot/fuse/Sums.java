package org.stockpot.fuse;

/**
 * The loops of fusing: Σwᵢθᵢ over a block that stays in the processor's second cache, some ingredients at a time. The
 * JIT compiler of JDK 17 makes vector instructions of a loop that is a method of its own, has its arrays as arguments and
 * counts all of them from 0, if it has no more than some sixty nodes when it is not unrolled yet, and adds no two
 * intermediate results: it orders the sides of an addition by chance, and where copies of the loop's body differ it gives
 * up. So these loops multiply-add and subtract.
 *
 * <p>A sum starts at {@code magnitudes[i]}, four times Σ|wᵢθᵢ|, so that it changes by less than a quarter while it grows.
 * Then the difference of two sums that follow each other is exact (Sterbenz), and what a multiplication and addition rounded
 * away is one more multiplication and addition; that goes into the rest. In the end {@code (sum - magnitudes) + rest} is off
 * by less than 2⁻⁴⁴ Σ|wᵢθᵢ| before it is rounded once, at the price of 32-bit instructions: the compiler of JDK 17 has no
 * vector instruction that widens. The idea of a large number that others are rounded against is that of Rump, Ogita and
 * Oishi 2008, SIAM J. Sci. Comput. 31, section 3, doi:10.1137/050645671.
 *
 * <p>A weight is a pair of floats, {@code high + low}.
 */
final class Sums {
    /** Arrays of values and weights have a multiple of so many elements; weights that nobody needs are 0. */
    static final int WIDTH = 4;

    /** Ingredients that a loop adds. */
    static final int PAIR = 2;

    /** Sums start at so many times the sum of all magnitudes. */
    static final float ROOM = 4;

    private Sums() {}

    /**
     * Sets the magnitudes to those of four ingredients.
     *
     * @param at index of the first one's weight
     */
    static void magnitudes(float[] to, float[] a, float[] b, float[] c, float[] d, float[] high, int at, int count) {
        float wa = ROOM * Math.abs(high[at]);
        float wb = ROOM * Math.abs(high[at + 1]);
        float wc = ROOM * Math.abs(high[at + 2]);
        float wd = ROOM * Math.abs(high[at + 3]);
        for (int i = 0; i < count; i++) {
            to[i] = Math.fma(
                    wd,
                    Math.abs(d[i]),
                    Math.fma(wc, Math.abs(c[i]), Math.fma(wb, Math.abs(b[i]), wa * Math.abs(a[i]))));
        }
    }

    /** Adds those of four more. */
    static void addMagnitudes(float[] to, float[] a, float[] b, float[] c, float[] d, float[] high, int at, int count) {
        float wa = ROOM * Math.abs(high[at]);
        float wb = ROOM * Math.abs(high[at + 1]);
        float wc = ROOM * Math.abs(high[at + 2]);
        float wd = ROOM * Math.abs(high[at + 3]);
        for (int i = 0; i < count; i++) {
            to[i] = Math.fma(
                    wd,
                    Math.abs(d[i]),
                    Math.fma(wc, Math.abs(c[i]), Math.fma(wb, Math.abs(b[i]), Math.fma(wa, Math.abs(a[i]), to[i]))));
        }
    }

    /** Adds the first two ingredients. */
    static void begin(
            float[] sum, float[] rest, float[] magnitudes, float[] a, float[] b, float[] high, float[] low, int count) {
        float ha = high[0];
        float hb = high[1];
        float la = low[0];
        float lb = low[1];
        float na = -ha;
        float nb = -hb;
        for (int i = 0; i < count; i++) {
            float sa = Math.fma(ha, a[i], magnitudes[i]);
            float ra = la * a[i] - Math.fma(na, a[i], sa - magnitudes[i]);
            float sb = Math.fma(hb, b[i], sa);
            rest[i] = Math.fma(lb, b[i], ra) - Math.fma(nb, b[i], sb - sa);
            sum[i] = sb;
        }
    }

    /** Adds two more. */
    static void add(float[] sum, float[] rest, float[] a, float[] b, float[] high, float[] low, int at, int count) {
        float ha = high[at];
        float hb = high[at + 1];
        float la = low[at];
        float lb = low[at + 1];
        float na = -ha;
        float nb = -hb;
        for (int i = 0; i < count; i++) {
            float sa = Math.fma(ha, a[i], sum[i]);
            float ra = Math.fma(la, a[i], rest[i]) - Math.fma(na, a[i], sa - sum[i]);
            float sb = Math.fma(hb, b[i], sa);
            rest[i] = Math.fma(lb, b[i], ra) - Math.fma(nb, b[i], sb - sa);
            sum[i] = sb;
        }
    }

    /** Adds the last two, and makes one number of sum and rest, in {@code sum}. */
    static void end(
            float[] sum,
            float[] rest,
            float[] magnitudes,
            float[] a,
            float[] b,
            float[] high,
            float[] low,
            int at,
            int count) {
        float ha = high[at];
        float hb = high[at + 1];
        float la = low[at];
        float lb = low[at + 1];
        float na = -ha;
        float nb = -hb;
        for (int i = 0; i < count; i++) {
            float sa = Math.fma(ha, a[i], sum[i]);
            float ra = Math.fma(la, a[i], rest[i]) - Math.fma(na, a[i], sa - sum[i]);
            float sb = Math.fma(hb, b[i], sa);
            float rb = Math.fma(lb, b[i], ra) - Math.fma(nb, b[i], sb - sa);
            sum[i] = (sb - magnitudes[i]) + rb;
        }
    }

    /** Adds the only two, and makes one number of their sum and rest. */
    static void only(float[] sum, float[] magnitudes, float[] a, float[] b, float[] high, float[] low, int count) {
        float ha = high[0];
        float hb = high[1];
        float la = low[0];
        float lb = low[1];
        float na = -ha;
        float nb = -hb;
        for (int i = 0; i < count; i++) {
            float sa = Math.fma(ha, a[i], magnitudes[i]);
            float ra = la * a[i] - Math.fma(na, a[i], sa - magnitudes[i]);
            float sb = Math.fma(hb, b[i], sa);
            float rb = Math.fma(lb, b[i], ra) - Math.fma(nb, b[i], sb - sa);
            sum[i] = (sb - magnitudes[i]) + rb;
        }
    }
}

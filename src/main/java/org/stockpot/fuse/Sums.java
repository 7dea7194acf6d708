package org.stockpot.fuse;

/**
 * The loops of fusing, over ranges that stay in the processor's first cache: {@code sum[i] += weight · value[i]} in 64-bit
 * floats, for several ingredients in one pass, each added after the one before. Every loop is a method of its own, does one
 * thing and has its arrays as arguments: that is what the JIT compiler makes good code of. Two conversions between 32 and
 * 64 bits in one loop, for one, have halved its speed by chance.
 */
final class Sums {
    private Sums() {}

    static void add(double[] sum, int at, int count, float[] a, int fromA, double weightA) {
        for (int i = 0; i < count; i++) {
            sum[at + i] += weightA * a[fromA + i];
        }
    }

    static void add(
            double[] sum,
            int at,
            int count,
            float[] a,
            int fromA,
            double weightA,
            float[] b,
            int fromB,
            double weightB) {
        for (int i = 0; i < count; i++) {
            sum[at + i] = sum[at + i] + weightA * a[fromA + i] + weightB * b[fromB + i];
        }
    }

    static void add(
            double[] sum,
            int at,
            int count,
            float[] a,
            int fromA,
            double weightA,
            float[] b,
            int fromB,
            double weightB,
            float[] c,
            int fromC,
            double weightC,
            float[] d,
            int fromD,
            double weightD) {
        for (int i = 0; i < count; i++) {
            sum[at + i] = sum[at + i]
                    + weightA * a[fromA + i]
                    + weightB * b[fromB + i]
                    + weightC * c[fromC + i]
                    + weightD * d[fromD + i];
        }
    }

    static void add(double[] sum, int at, int count, double[] a, int fromA, double weightA) {
        for (int i = 0; i < count; i++) {
            sum[at + i] += weightA * a[fromA + i];
        }
    }

    static void divide(double[] sum, int count, double divisor) {
        for (int i = 0; i < count; i++) {
            sum[i] /= divisor;
        }
    }

    static void narrow(double[] sum, int from, float[] to, int count) {
        for (int i = 0; i < count; i++) {
            to[i] = (float) sum[from + i];
        }
    }

    /** Leaves NaN where a value times the factor is NaN or infinite, whatever comes later. */
    static void mark(float[] values, float factor, float[] marks, int count) {
        for (int i = 0; i < count; i++) {
            marks[i] += 0 * (factor * values[i]);
        }
    }

    /** As for 32-bit floats. */
    static void mark(double[] values, int from, double[] marks, int count) {
        for (int i = 0; i < count; i++) {
            marks[i] += 0 * values[from + i];
        }
    }
}

package org.stockpot.fuse;

/** As {@link Sums}, in 64-bit floats. */
final class WideSums {
    private WideSums() {}

    static void add(double[] sum, float[] a, double weight, int count) {
        for (int i = 0; i < count; i++) {
            sum[i] += weight * a[i];
        }
    }

    static void add(double[] sum, double[] a, double weight, int count) {
        for (int i = 0; i < count; i++) {
            sum[i] += weight * a[i];
        }
    }

    static void divide(double[] sum, double divisor, int count) {
        for (int i = 0; i < count; i++) {
            sum[i] /= divisor;
        }
    }

    static void narrow(double[] sum, float[] to, int count) {
        for (int i = 0; i < count; i++) {
            to[i] = (float) sum[i];
        }
    }
}

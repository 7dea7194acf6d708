package org.stockpot.fuse;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import org.stockpot.tensor.DType;
import org.stockpot.tensor.Floats;

/** Rounds sums to the type in which they are stored and hands them out. Not for use by several threads. */
final class Serving {
    /** Few, so that they stay in the first cache. */
    private static final int SLICE = 1 << 8;

    private final DType dtype;
    private final boolean safe;
    private final float factor;
    private final float[] values = new float[SLICE];
    private final float[] marks = new float[SLICE];
    private final double[] wideMarks = new double[SLICE];

    /** @param bound what no sum exceeds; NaN or infinite where nothing is known */
    Serving(DType dtype, double bound) {
        this.dtype = dtype;
        this.safe = bound
                < switch (dtype) {
                    case F16 -> 65000;
                    case F64 -> 1e308;
                    default -> 3e38;
                };
        // Times these factors, what is rounded to infinity overflows and the largest number of the type does not.
        this.factor = switch (dtype) {
            case F16 -> 0x1.002p112f;
            case BF16 -> 0x1.01p0f;
            default -> 1;
        };
    }

    /** Hands out sums as they are stored. */
    void bytes(double[] sums, int count, ByteBuffer to) {
        for (int done = 0; done < count; done += SLICE) {
            int length = Math.min(SLICE, count - done);
            if (dtype == DType.F64) {
                mark(sums, done, length);
                for (int i = 0; i < length; i++) {
                    to.putDouble(sums[done + i]);
                }
            } else {
                narrow(sums, done, length);
                Floats.encode(dtype, values, 0, length, to);
            }
        }
    }

    /** Hands out sums as 32-bit floats, rounded to the stored type first. */
    void floats(double[] sums, int count, FloatBuffer to) {
        for (int done = 0; done < count; done += SLICE) {
            int length = Math.min(SLICE, count - done);
            if (dtype == DType.F64) {
                mark(sums, done, length);
                Sums.narrow(sums, done, values, length);
            } else {
                narrow(sums, done, length);
                Floats.round(dtype, values, length);
            }
            to.put(values, 0, length);
        }
    }

    private void narrow(double[] sums, int from, int length) {
        Sums.narrow(sums, from, values, length);
        if (!safe) {
            Sums.mark(values, factor, marks, length);
        }
    }

    private void mark(double[] sums, int from, int length) {
        if (!safe) {
            Sums.mark(sums, from, wideMarks, length);
        }
    }

    /** Whether something that was handed out may be NaN or infinite; if not, nothing is. */
    boolean isSuspicious() {
        double all = 0;
        for (int i = 0; i < SLICE; i++) {
            all += marks[i] + wideMarks[i];
        }
        return Double.isNaN(all);
    }
}

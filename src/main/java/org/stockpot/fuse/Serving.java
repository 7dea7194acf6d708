package org.stockpot.fuse;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import org.stockpot.tensor.DType;
import org.stockpot.tensor.Floats;
import org.stockpot.tensor.HalfRounding;

/** Takes the sums of one range after the other, rounds them to the stored type and hands them out. */
sealed interface Serving {
    /**
     * Takes sums of a type up to 32 bits.
     *
     * @param sums may be changed
     * @param from the first that belongs to the range
     * @param to behind the last one
     * @param usual whether the stored type has numbers for all of them
     */
    void put(float[] sums, int from, int to, boolean usual);

    /** Takes sums of 64-bit floats, as which they are stored. */
    void put(double[] sums, int from, int to);

    /** As they are stored, little endian. */
    record Bytes(DType dtype, ByteBuffer out) implements Serving {
        @Override
        public void put(float[] sums, int from, int to, boolean usual) {
            Floats.encode(dtype, sums, from, to - from, out);
        }

        @Override
        public void put(double[] sums, int from, int to) {
            for (int i = from; i < to; i++) {
                out.putDouble(sums[i]);
            }
        }
    }

    /**
     * As 32-bit floats, rounded to the stored type first.
     *
     * @param rounding nobody else's while this is in use
     */
    record Numbers(DType dtype, FloatBuffer out, HalfRounding rounding) implements Serving {
        @Override
        public void put(float[] sums, int from, int to, boolean usual) {
            if (!usual) {
                Floats.round(dtype, sums, to);
            } else if (dtype == DType.F16 || dtype == DType.BF16) {
                rounding.round(dtype, sums, to);
            }
            out.put(sums, from, to - from);
        }

        @Override
        public void put(double[] sums, int from, int to) {
            for (int i = from; i < to; i++) {
                out.put((float) sums[i]);
            }
        }
    }
}

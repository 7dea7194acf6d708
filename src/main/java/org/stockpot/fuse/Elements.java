package org.stockpot.fuse;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.stockpot.tensor.DType;
import org.stockpot.tensor.Floats;

/** Stored elements to 64-bit floats and back, through buffers of one chunk. Not for use by several threads. */
final class Elements {
    private final float[] narrow;

    Elements(int chunk) {
        narrow = new float[chunk];
    }

    /** Decodes the buffer's first {@code count} elements, exactly. */
    void decode(DType dtype, ByteBuffer from, double[] to, int count) {
        if (dtype == DType.F64) {
            from.duplicate().order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().get(to, 0, count);
            return;
        }
        Floats.decode(dtype, from.duplicate(), narrow, 0, count);
        for (int i = 0; i < count; i++) {
            to[i] = narrow[i];
        }
    }

    /** Encodes {@code count} elements at the buffer's position, which moves behind them. */
    void encode(DType dtype, double[] from, ByteBuffer to, int count) {
        if (dtype == DType.F64) {
            for (int i = 0; i < count; i++) {
                to.putDouble(from[i]);
            }
            return;
        }
        for (int i = 0; i < count; i++) {
            narrow[i] = (float) from[i];
        }
        Floats.encode(dtype, narrow, 0, count, to);
    }
}

package org.stockpot.fuse;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.stockpot.tensor.DType;
import org.stockpot.tensor.Floats;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSource;

/**
 * Memory in which one range of one tensor is fused, used again and again by one thread at a time. The sum runs in 64-bit
 * floats over the ingredients in their order, whoever computes it.
 */
final class Pot {
    /** Elements that are fused at once: enough to be worth a read, few enough for the processor's caches. */
    static final int CHUNK = 1 << 17;

    /** Elements that are decoded at once: they stay in the first cache until they are added. */
    private static final int BLOCK = 1 << 12;

    private final ByteBuffer raw =
            ByteBuffer.allocateDirect(CHUNK * DType.F64.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    private final float[] values = new float[BLOCK];
    private final double[] sum = new double[CHUNK];

    /** The result: of each call, the first elements. */
    double[] sum() {
        return sum;
    }

    /**
     * Leaves Σwᵢθᵢ / divisor in {@link #sum()}.
     *
     * @param count at most {@link #CHUNK}
     */
    void cook(List<TensorSource> sources, double[] weights, double divisor, String tensor, long first, int count)
            throws StockpotException {
        Arrays.fill(sum, 0, count, 0);
        for (int source = 0; source < weights.length; source++) {
            TensorSource from = sources.get(source);
            DType dtype = from.spec(tensor).dtype();
            from.read(tensor, first, raw.clear().limit(count * dtype.bytes()));
            raw.flip();
            if (dtype == DType.F64) {
                addWide(weights[source], count);
            } else {
                for (int block = 0; block < count; block += BLOCK) {
                    int length = Math.min(BLOCK, count - block);
                    Floats.decode(dtype, raw, values, 0, length);
                    add(weights[source], block, length);
                }
            }
        }
        if (divisor != 1) {
            for (int i = 0; i < count; i++) {
                sum[i] /= divisor;
            }
        }
    }

    private void add(double weight, int block, int length) {
        double[] into = sum;
        float[] decoded = values;
        for (int i = 0; i < length; i++) {
            into[block + i] += weight * decoded[i];
        }
    }

    /** 64-bit floats go into the sum without a detour over 32 bits. */
    private void addWide(double weight, int count) {
        for (int i = 0; i < count; i++) {
            sum[i] += weight * raw.getDouble();
        }
    }
}

package org.stockpot.fuse;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.stockpot.tensor.DType;
import org.stockpot.tensor.Resident;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSource;

/** Stretches of tensors as 64-bit floats, whatever the stored type. Not for use by several threads. */
final class Stretch {
    /** Most elements of a stretch. */
    static final int LONGEST = 1 << 14;

    /**
     * A part of a tensor that is worth a thread's while.
     *
     * @param count at most 2²²
     */
    record Part(String tensor, long first, int count) {
        private static final int LONGEST = 1 << 22;

        /** All parts of some tensors. */
        static List<Part> of(TensorSource source, List<String> tensors) {
            List<Part> parts = new ArrayList<>();
            for (String tensor : tensors) {
                long total = source.spec(tensor).elementCount();
                for (long first = 0; first < total; first += LONGEST) {
                    parts.add(new Part(tensor, first, (int) Math.min(LONGEST, total - first)));
                }
            }
            return parts;
        }
    }

    private final Elements elements = new Elements(LONGEST);
    private final ByteBuffer raw =
            ByteBuffer.allocate(LONGEST * DType.F64.bytes()).order(ByteOrder.LITTLE_ENDIAN);

    /**
     * Reads from a source.
     *
     * @param count at most {@link #LONGEST}
     */
    void read(TensorSource source, String tensor, long first, int count, double[] to) throws StockpotException {
        DType dtype = source.spec(tensor).dtype();
        source.read(tensor, first, raw.clear().limit(count * dtype.bytes()));
        elements.decode(dtype, raw.flip(), to, count);
    }

    /** Reads values that lie in memory. */
    void read(Resident resident, DType dtype, long first, int count, double[] to) {
        resident.read(first, raw.clear().limit(count * dtype.bytes()));
        elements.decode(dtype, raw.flip(), to, count);
    }
}

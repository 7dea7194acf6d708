package org.stockpot.fuse;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.stockpot.tensor.DType;
import org.stockpot.tensor.Floats;
import org.stockpot.tensor.Halves;
import org.stockpot.tensor.Resident;
import org.stockpot.tensor.StockpotException;

/**
 * Gives one ingredient's elements, block by block, as arrays that count from the beginning of the block: its own ones where
 * they lie in memory as such, else ones that are filled again for every block. Not for use by several threads.
 */
final class Ladle {
    private static final ByteBuffer NONE = ByteBuffer.allocateDirect(0);

    private final Halves.Decoder decoder;
    private float[] own = {};
    private double[] wide = {};
    private ByteBuffer raw = NONE;
    private long rawFirst;

    /** Given out last, or nothing if those were 64-bit floats. */
    private float[] floats = {};

    /** @param decoder may be shared by the ladles of one thread */
    Ladle(Halves.Decoder decoder) {
        this.decoder = decoder;
    }

    /** Makes elements available; reads them where they have to be read. */
    void dip(Portions.Portion portion, String tensor, long first, int count) throws StockpotException {
        if (portion.resident().isPresent()) {
            return;
        }
        int bytes = count * portion.source().spec(tensor).dtype().bytes();
        if (raw.capacity() < bytes) {
            raw = ByteBuffer.allocateDirect(bytes).order(ByteOrder.LITTLE_ENDIAN);
        }
        portion.source().read(tensor, first, raw.clear().limit(bytes));
        raw.flip();
        rawFirst = first;
    }

    /**
     * Elements of types up to 32 bits.
     *
     * @param block the elements from {@code block · BLOCK} on are wanted
     * @param from first one of the block that was made available; those before have any values
     * @param to behind the last one
     */
    float[] floats(Portions.Portion portion, String tensor, long block, int from, int to) {
        Resident resident = portion.resident().orElse(null);
        if (resident instanceof Resident.Singles singles) {
            floats = singles.blocks().get((int) block);
            return floats;
        }
        if (own.length == 0) {
            own = new float[Resident.BLOCK];
        }
        if (resident instanceof Halves halves) {
            decoder.decode(halves, (int) block, own);
        } else {
            DType dtype = portion.source().spec(tensor).dtype();
            Arrays.fill(own, 0, from, 0);
            Floats.decode(dtype, at(block, from, dtype), own, from, to - from);
        }
        floats = own;
        return own;
    }

    /** As {@link #floats}, for 64-bit floats. */
    double[] doubles(Portions.Portion portion, long block, int from, int to) {
        if (wide.length == 0) {
            wide = new double[Resident.BLOCK];
        }
        Arrays.fill(wide, 0, from, 0);
        if (portion.resident().orElse(null) instanceof Resident.Doubles doubles) {
            System.arraycopy(doubles.values(), (int) block * Resident.BLOCK + from, wide, from, to - from);
        } else {
            at(block, from, DType.F64).asDoubleBuffer().get(wide, from, to - from);
        }
        floats = new float[0];
        return wide;
    }

    /** One element of the block that was given out last. */
    double value(int index) {
        return floats.length == 0 ? wide[index] : floats[index];
    }

    private ByteBuffer at(long block, int from, DType dtype) {
        long first = block * Resident.BLOCK + from;
        return raw.position((int) (first - rawFirst) * dtype.bytes());
    }
}

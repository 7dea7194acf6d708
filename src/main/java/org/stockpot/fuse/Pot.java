package org.stockpot.fuse;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.stockpot.tensor.DType;
import org.stockpot.tensor.Floats;
import org.stockpot.tensor.Halves;
import org.stockpot.tensor.StockpotException;

/**
 * Memory in which one tensor is fused, used again and again by one thread at a time. The sum runs in 64-bit floats over the
 * ingredients in their order, whoever computes it and wherever the values lie.
 */
final class Pot {
    /** Elements that are fused at once where some have to be read: enough to be worth a read. */
    static final int CHUNK = 1 << 17;

    /** Elements that are fused at once where all are in memory: few, so that the memory is never idle for long. */
    private static final int SLICE = 1 << 8;

    /** Elements that are decoded at once: they stay in the first cache until they are added. */
    private static final int BLOCK = 1 << 12;

    private static final ByteBuffer NONE = ByteBuffer.allocateDirect(0);

    private final float[] values = new float[BLOCK];
    private final Halves.Decoder decoder = new Halves.Decoder();
    private final List<Room> rooms = new ArrayList<>();
    private ByteBuffer raw = NONE;
    private double[] sum = new double[SLICE];

    /** Takes the sums of one range after the other. */
    @FunctionalInterface
    interface Plate {
        /**
         * Takes the sums of one range.
         *
         * @param sums only the first {@code count} belong to the range
         */
        void put(double[] sums, int count) throws StockpotException;
    }

    /** Hands out Σwᵢθᵢ / divisor, range by range. */
    void cook(Portions portions, long first, int count, Plate plate) throws StockpotException {
        for (int done = 0; done < count; ) {
            long begin = first + done;
            int length;
            if (portions.areResident()) {
                length = (int) Math.min(Halves.BLOCK - begin % Halves.BLOCK, count - done);
                cookBlock(portions, (int) begin, length, plate);
            } else {
                length = Math.min(CHUNK, count - done);
                cookChunk(portions, begin, length, plate);
            }
            done += length;
        }
    }

    private void cookBlock(Portions portions, int first, int count, Plate plate) throws StockpotException {
        int all = portions.all().size();
        open(portions, first);
        for (int done = 0; done < count; done += SLICE) {
            int length = Math.min(SLICE, count - done);
            Arrays.fill(sum, 0, length, 0);
            for (int next = 0; next < all; ) {
                next += add(next, all, done, 0, length);
            }
            serve(portions, length, plate);
        }
    }

    private void cookChunk(Portions portions, long first, int count, Plate plate) throws StockpotException {
        if (sum.length < count) {
            sum = new double[CHUNK];
        }
        Arrays.fill(sum, 0, count, 0);
        for (Portions.Portion portion : portions.all()) {
            if (portion.resident().isPresent()) {
                addResident(portion, (int) first, count);
            } else {
                addRead(portion, portions.tensor(), first, count);
            }
        }
        serve(portions, count, plate);
    }

    private void serve(Portions portions, int count, Plate plate) throws StockpotException {
        if (portions.divisor() != 1) {
            Sums.divide(sum, count, portions.divisor());
        }
        plate.put(sum, count);
    }

    private void open(Portions portions, int first) {
        for (int index = 0; index < portions.all().size(); index++) {
            room(index).open(portions.all().get(index), first);
        }
    }

    private Room room(int index) {
        while (rooms.size() <= index) {
            rooms.add(new Room(decoder));
        }
        return rooms.get(index);
    }

    /**
     * Adds as many of the next ingredients as one pass can: four, two or one.
     *
     * @param from where in their rooms
     * @param at where in the sum
     */
    private int add(int next, int all, int from, int at, int count) {
        Room a = rooms.get(next);
        if (a.isWide()) {
            Sums.add(sum, at, count, a.doubles, a.at + from, a.weight);
            return 1;
        }
        if (next + 1 == all || rooms.get(next + 1).isWide()) {
            Sums.add(sum, at, count, a.floats, a.at + from, a.weight);
            return 1;
        }
        Room b = rooms.get(next + 1);
        if (next + 3 >= all
                || rooms.get(next + 2).isWide()
                || rooms.get(next + 3).isWide()) {
            Sums.add(sum, at, count, a.floats, a.at + from, a.weight, b.floats, b.at + from, b.weight);
            return 2;
        }
        Room c = rooms.get(next + 2);
        Room d = rooms.get(next + 3);
        Sums.add(
                sum,
                at,
                count,
                a.floats,
                a.at + from,
                a.weight,
                b.floats,
                b.at + from,
                b.weight,
                c.floats,
                c.at + from,
                c.weight,
                d.floats,
                d.at + from,
                d.weight);
        return 4;
    }

    private void addResident(Portions.Portion portion, int first, int count) {
        for (int done = 0; done < count; ) {
            int begin = first + done;
            int length = Math.min(Halves.BLOCK - begin % Halves.BLOCK, count - done);
            room(0).open(portion, begin);
            done += length;
            add(0, 1, 0, done - length, length);
        }
    }

    private void addRead(Portions.Portion portion, String tensor, long first, int count) throws StockpotException {
        if (raw.capacity() == 0) {
            raw = ByteBuffer.allocateDirect(CHUNK * DType.F64.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        }
        DType dtype = portion.source().spec(tensor).dtype();
        portion.source().read(tensor, first, raw.clear().limit(count * dtype.bytes()));
        raw.flip();
        if (dtype == DType.F64) {
            // 64-bit floats go into the sum without a detour over 32 bits.
            for (int i = 0; i < count; i++) {
                sum[i] += portion.weight() * raw.getDouble();
            }
            return;
        }
        for (int block = 0; block < count; block += BLOCK) {
            int length = Math.min(BLOCK, count - block);
            Floats.decode(dtype, raw, values, 0, length);
            Sums.add(sum, block, length, values, 0, portion.weight());
        }
    }
}

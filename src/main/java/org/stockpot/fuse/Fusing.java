package org.stockpot.fuse;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicLong;
import org.stockpot.job.JobContext;
import org.stockpot.job.Parallel;
import org.stockpot.tensor.DType;
import org.stockpot.tensor.Resident;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSource;

/**
 * Fuses one tensor of a soup and rounds it to the type in which the soup stores it.
 *
 * @param soup its name, for messages
 * @param dtype as the soup stores it
 * @param pots that nobody uses at the moment; may be shared by threads
 */
record Fusing(String soup, Portions portions, DType dtype, Queue<Pot> pots) {
    /** Elements that are worth a second thread. */
    private static final int PARALLEL = 1 << 18;

    /** Elements that a thread fuses before it takes the next ones. */
    private static final int PIECE = 2 * Resident.BLOCK;

    /** Rounds sums to the stored type and puts them where they are wanted. */
    private interface Waiter {
        void bring(Serving serving, float[] sums, int from, int to);

        void bring(Serving serving, double[] sums, int from, int to);

        /** Takes everything back that was brought so far. */
        void takeBack();
    }

    /**
     * Fills the buffer with elements as they are stored, little endian.
     *
     * @throws StockpotException if an ingredient cannot be read, or if the mix overflows the stored type although all
     *     ingredients are finite
     */
    void bytes(long first, ByteBuffer to) throws StockpotException {
        cook(first, to.remaining() / dtype.bytes(), new Bytes(to.order(ByteOrder.LITTLE_ENDIAN), to.position()));
    }

    /**
     * Fills the buffer with elements as 32-bit floats, rounded to the stored type before. Uses all processors where that
     * pays.
     *
     * @throws StockpotException as {@link #bytes}
     */
    void floats(long first, FloatBuffer to) throws StockpotException {
        int count = to.remaining();
        int piece = portions.areResident() ? PIECE : Pot.CHUNK;
        int threads = count < PARALLEL ? 1 : Runtime.getRuntime().availableProcessors();
        FloatBuffer all = to.slice();
        int pieces = (count + piece - 1) / piece;
        Parallel.run(pieces, threads, "Fusing " + portions.tensor(), JobContext.detached(), index -> {
            int begin = index * piece;
            FloatBuffer part = all.slice(begin, Math.min(piece, count - begin));
            cook(first + begin, part.remaining(), new Numbers(part));
        });
        to.position(to.limit());
    }

    private record Bytes(ByteBuffer out, int start) implements Waiter {
        @Override
        public void bring(Serving serving, float[] sums, int from, int to) {
            serving.bytes(sums, from, to, out);
        }

        @Override
        public void bring(Serving serving, double[] sums, int from, int to) {
            serving.bytes(sums, from, to, out);
        }

        @Override
        public void takeBack() {
            out.position(start);
        }
    }

    private record Numbers(FloatBuffer out) implements Waiter {
        @Override
        public void bring(Serving serving, float[] sums, int from, int to) {
            serving.floats(sums, from, to, out);
        }

        @Override
        public void bring(Serving serving, double[] sums, int from, int to) {
            serving.floats(sums, from, to, out);
        }

        @Override
        public void takeBack() {
            out.rewind();
        }
    }

    private void cook(long first, int count, Waiter waiter) throws StockpotException {
        Pot free = pots.poll();
        Pot pot = free == null ? new Pot() : free;
        if (dtype == DType.F64 || !portions.areNarrow() || !cookNarrow(pot, first, count, waiter)) {
            cookWide(pot, first, count, waiter);
        }
        pots.offer(pot);
    }

    /** Whether that gave numbers beyond doubt; if not, nothing was done. */
    private boolean cookNarrow(Pot pot, long first, int count, Waiter waiter) throws StockpotException {
        var serving = new Serving(dtype, portions.bound(), portions.floor(), pot.rounding());
        pot.cook(portions, first, count, (sums, from, to) -> waiter.bring(serving, sums, from, to));
        if (serving.isSuspicious()) {
            waiter.takeBack();
            return false;
        }
        return true;
    }

    private void cookWide(Pot pot, long first, int count, Waiter waiter) throws StockpotException {
        var serving = new Serving(dtype, portions.bound(), portions.floor(), pot.rounding());
        pot.cookWide(portions, first, count, (sums, from, to) -> waiter.bring(serving, sums, from, to));
        if (serving.isSuspicious()) {
            requireFinite(pot, first, count);
        }
    }

    /** Cooks a range again and looks at every value. */
    private void requireFinite(Pot pot, long first, int count) throws StockpotException {
        var next = new AtomicLong(first);
        pot.cookWide(portions, first, count, (sums, from, to) -> {
            double[] range = Arrays.copyOfRange(sums, from, to);
            requireFinite(range, next.getAndAdd(range.length), range.length);
        });
    }

    private void requireFinite(double[] sums, long first, int count) throws StockpotException {
        String tensor = portions.tensor();
        var elements = new Elements(count);
        ByteBuffer stored = ByteBuffer.allocate(count * dtype.bytes());
        elements.encode(dtype, sums, stored.order(ByteOrder.LITTLE_ENDIAN), count);
        var values = new double[count];
        elements.decode(dtype, stored.flip(), values, count);
        var suspects = new BitSet();
        for (int i = 0; i < count; i++) {
            suspects.set(i, !Double.isFinite(values[i]));
        }
        for (Portions.Portion portion : portions.all()) {
            TensorSource source = portion.source();
            elements.decode(source.spec(tensor).dtype(), source.read(tensor, first, count), values, count);
            for (int i = suspects.nextSetBit(0); i >= 0; i = suspects.nextSetBit(i + 1)) {
                suspects.set(i, Double.isFinite(values[i]));
            }
        }
        if (!suspects.isEmpty()) {
            throw new StockpotException(soup + ": " + tensor + " overflows " + dtype + " at element "
                    + (first + suspects.nextSetBit(0))
                    + " although all ingredients are finite there: use smaller mixing weights or a wider type");
        }
    }
}

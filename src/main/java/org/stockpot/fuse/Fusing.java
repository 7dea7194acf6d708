package org.stockpot.fuse;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.BitSet;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicLong;
import org.stockpot.job.JobContext;
import org.stockpot.job.Parallel;
import org.stockpot.tensor.DType;
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
    private static final int PIECE = 1 << 15;

    /** Hands out sums, rounded to the stored type. */
    @FunctionalInterface
    private interface Waiter {
        void bring(Serving serving, double[] sums, int count);
    }

    /**
     * Fills the buffer with elements as they are stored, little endian.
     *
     * @throws StockpotException if an ingredient cannot be read, or if the mix overflows the stored type although all
     *     ingredients are finite
     */
    void bytes(long first, ByteBuffer to) throws StockpotException {
        ByteBuffer out = to.order(ByteOrder.LITTLE_ENDIAN);
        cook(first, to.remaining() / dtype.bytes(), (serving, sums, count) -> serving.bytes(sums, count, out));
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
            cook(first + begin, part.remaining(), (serving, sums, length) -> serving.floats(sums, length, part));
        });
        to.position(to.limit());
    }

    private void cook(long first, int count, Waiter waiter) throws StockpotException {
        Pot free = pots.poll();
        Pot pot = free == null ? new Pot() : free;
        var serving = new Serving(dtype, portions.bound());
        pot.cook(portions, first, count, (sums, length) -> waiter.bring(serving, sums, length));
        if (serving.isSuspicious()) {
            requireFinite(pot, first, count);
        }
        pots.offer(pot);
    }

    /** Cooks a range again and looks at every value. */
    private void requireFinite(Pot pot, long first, int count) throws StockpotException {
        var next = new AtomicLong(first);
        pot.cook(portions, first, count, (sums, length) -> requireFinite(sums, next.getAndAdd(length), length));
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

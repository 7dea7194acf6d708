package org.stockpot.fuse;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Queue;
import java.util.function.Function;
import org.stockpot.job.JobContext;
import org.stockpot.job.Parallel;
import org.stockpot.tensor.DType;
import org.stockpot.tensor.Resident;
import org.stockpot.tensor.StockpotException;

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
    private static final int PIECE = 4 * Resident.BLOCK;

    /**
     * Fills the buffer with elements as they are stored, little endian.
     *
     * @throws StockpotException if an ingredient cannot be read, or if the mix overflows the stored type although all
     *     ingredients are finite
     */
    void bytes(long first, ByteBuffer to) throws StockpotException {
        ByteBuffer out = to.order(ByteOrder.LITTLE_ENDIAN);
        cook(first, out.remaining() / dtype.bytes(), pot -> new Serving.Bytes(dtype, out));
    }

    /**
     * Fills the buffer with elements as 32-bit floats, rounded to the stored type before. Uses all processors where that
     * pays.
     *
     * @throws StockpotException as {@link #bytes}
     */
    void floats(long first, FloatBuffer to) throws StockpotException {
        int count = to.remaining();
        int threads = count < PARALLEL ? 1 : Runtime.getRuntime().availableProcessors();
        FloatBuffer all = to.slice();
        int pieces = (count + PIECE - 1) / PIECE;
        Parallel.run(pieces, threads, "Fusing " + portions.tensor(), JobContext.detached(), index -> {
            int begin = index * PIECE;
            FloatBuffer part = all.slice(begin, Math.min(PIECE, count - begin));
            cook(first + begin, part.remaining(), pot -> new Serving.Numbers(dtype, part, pot.rounding()));
        });
        to.position(to.limit());
    }

    private void cook(long first, int count, Function<Pot, Serving> serving) throws StockpotException {
        Pot free = pots.poll();
        Pot pot = free == null ? new Pot() : free;
        pot.cook(soup, portions, dtype, first, count, serving.apply(pot));
        pots.offer(pot);
    }
}

package org.stockpot.fuse;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
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

    /** Elements of a piece. */
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
     * What fills the buffer with elements as 32-bit floats, rounded to the stored type before.
     *
     * @param to filled when all pieces have run, see {@link #run}
     */
    List<Piece> pieces(long first, FloatBuffer to) {
        FloatBuffer all = to.slice();
        to.position(to.limit());
        List<Piece> pieces = new ArrayList<>();
        for (int begin = 0; begin < all.capacity(); begin += PIECE) {
            pieces.add(new Piece(this, first + begin, all.slice(begin, Math.min(PIECE, all.capacity() - begin))));
        }
        return pieces;
    }

    /** Elements that one thread fuses at once. */
    record Piece(Fusing fusing, long first, FloatBuffer to) {
        private void cook() throws StockpotException {
            fusing.cook(first, to.remaining(), pot -> new Serving.Numbers(fusing.dtype, to, pot.rounding()));
        }
    }

    /**
     * Runs pieces of one or more tensors, on all processors where that pays.
     *
     * @param what for progress
     * @throws StockpotException as {@link #bytes}
     */
    static void run(List<Piece> pieces, String what) throws StockpotException {
        long elements =
                pieces.stream().mapToLong(piece -> piece.to().remaining()).sum();
        int threads = elements < PARALLEL ? 1 : Runtime.getRuntime().availableProcessors();
        Parallel.run(
                pieces.size(),
                threads,
                "Fusing " + what,
                JobContext.detached(),
                index -> pieces.get(index).cook());
    }

    private void cook(long first, int count, Function<Pot, Serving> serving) throws StockpotException {
        Pot free = pots.poll();
        Pot pot = free == null ? new Pot() : free;
        pot.cook(soup, portions, dtype, first, count, serving.apply(pot));
        pots.offer(pot);
    }
}

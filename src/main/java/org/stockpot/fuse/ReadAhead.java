package org.stockpot.fuse;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.stockpot.job.JobHandle;
import org.stockpot.job.JobListener;
import org.stockpot.job.QueueLane;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSource;
import org.stockpot.tensor.TensorSpec;

/**
 * A source whose tensors are about to be read from beginning to end, in a known order and in pieces of a known size, as a
 * writer does: the next pieces are read on other threads meanwhile. Any other read is passed on as it comes. Bytes are those
 * of the source, whatever the number of threads; a piece that fails does so when it is asked for.
 *
 * <p>Reads come from one thread at a time, and what one returned is overwritten after the next: a few buffers outside of the
 * heap are filled again and again. Closing stops the threads and leaves the source open.
 */
public final class ReadAhead implements TensorSource {
    private final TensorSource source;
    private final Iterator<Piece> plan;
    private final List<QueueLane> lanes = new ArrayList<>();
    private final Deque<Pending> pending = new ArrayDeque<>();
    private final Deque<ByteBuffer> idle = new ArrayDeque<>();
    private @Nullable ByteBuffer lent;
    private int next;

    private record Piece(String tensor, long first, int count) {}

    private record Pending(Piece piece, JobHandle<ByteBuffer> bytes) {}

    /**
     * Starts the threads.
     *
     * @param order names of tensors in the order in which they will be read
     * @param pieceBytes most bytes of a piece; all pieces of a tensor but the last have the most elements that fit
     * @param threads at least 1; twice as many pieces are in memory at once
     */
    public ReadAhead(TensorSource source, List<String> order, int pieceBytes, int threads) {
        this.source = source;
        this.plan = new Plan(source, order, pieceBytes);
        for (int thread = 1; thread <= threads; thread++) {
            lanes.add(new QueueLane("reading ahead " + thread, Runnable::run));
        }
        for (int piece = 0; piece < 2 * threads; piece++) {
            prepare();
        }
    }

    @Override
    public String name() {
        return source.name();
    }

    @Override
    public Map<String, TensorSpec> specs() {
        return source.specs();
    }

    @Override
    public ByteBuffer read(String tensor, long first, int count) throws StockpotException {
        Pending foreseen = pending.peek();
        if (foreseen == null || !foreseen.piece().equals(new Piece(tensor, first, count))) {
            return source.read(tensor, first, count);
        }
        pending.remove();
        if (lent != null) {
            idle.add(lent);
            lent = null;
        }
        prepare();
        ByteBuffer bytes = foreseen.bytes().await();
        lent = bytes;
        return bytes;
    }

    private void prepare() {
        if (plan.hasNext()) {
            Piece piece = plan.next();
            QueueLane lane = lanes.get(next);
            next = (next + 1) % lanes.size();
            ByteBuffer buffer =
                    buffer(piece.count() * source.spec(piece.tensor()).dtype().bytes());
            pending.add(new Pending(piece, lane.submit(context -> fill(piece, buffer), new Silent())));
        }
    }

    private ByteBuffer buffer(int bytes) {
        ByteBuffer free = idle.poll();
        ByteBuffer buffer = free != null && free.capacity() >= bytes
                ? free
                : ByteBuffer.allocateDirect(bytes).order(ByteOrder.LITTLE_ENDIAN);
        return buffer.clear().limit(bytes);
    }

    private ByteBuffer fill(Piece piece, ByteBuffer buffer) throws StockpotException {
        source.read(piece.tensor(), piece.first(), buffer);
        return buffer.order(ByteOrder.LITTLE_ENDIAN).flip();
    }

    /** Stops reading; pieces that were prepared are dropped. */
    @Override
    public void close() {
        pending.forEach(piece -> piece.bytes().cancel());
        pending.clear();
        lanes.forEach(QueueLane::close);
    }

    /** How a piece ended is told to whoever asks for it. */
    private static final class Silent implements JobListener<ByteBuffer> {
        @Override
        public void succeeded(ByteBuffer result) {}

        @Override
        public void failed(StockpotException problem) {}

        @Override
        public void crashed(Throwable error) {}
    }

    /** All pieces in their order. */
    private static final class Plan implements Iterator<Piece> {
        private final TensorSource source;
        private final Iterator<String> tensors;
        private final int pieceBytes;
        private @Nullable String tensor;
        private long first;

        Plan(TensorSource source, List<String> order, int pieceBytes) {
            this.source = source;
            this.tensors = List.copyOf(order).iterator();
            this.pieceBytes = pieceBytes;
            settle();
        }

        /** Makes sure that the tensor, if any, has elements left. */
        private void settle() {
            while (tensor == null || first >= source.spec(tensor).elementCount()) {
                if (!tensors.hasNext()) {
                    tensor = null;
                    return;
                }
                tensor = tensors.next();
                first = 0;
            }
        }

        @Override
        public boolean hasNext() {
            return tensor != null;
        }

        @Override
        public Piece next() {
            String current = tensor;
            if (current == null) {
                throw new java.util.NoSuchElementException();
            }
            TensorSpec spec = source.spec(current);
            int most = Math.max(1, pieceBytes / spec.dtype().bytes());
            var piece = new Piece(current, first, (int) Math.min(most, spec.elementCount() - first));
            first += piece.count();
            settle();
            return piece;
        }
    }
}

package org.stockpot.session;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSource;
import org.stockpot.tensor.TensorSpec;

/**
 * A source whose tensors stay in memory once they were read, as long as a common budget lasts: a search fuses the same
 * files hundreds of times. What does not fit is read again each time.
 */
final class CachedSource implements TensorSource {
    private final TensorSource source;
    private final AtomicLong budget;
    private final Map<String, ByteBuffer> kept = new HashMap<>();
    private long taken;

    /** @param budget bytes left for all sources together */
    CachedSource(TensorSource source, AtomicLong budget) {
        this.source = source;
        this.budget = budget;
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
        TensorSpec spec = spec(tensor);
        ByteBuffer whole = whole(tensor, spec);
        if (whole == null || first < 0 || count < 0 || first + count > spec.elementCount()) {
            return source.read(tensor, first, count);
        }
        int bytes = spec.dtype().bytes();
        return whole.slice((int) first * bytes, count * bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public void read(String tensor, long first, ByteBuffer to) throws StockpotException {
        TensorSpec spec = spec(tensor);
        int bytes = spec.dtype().bytes();
        ByteBuffer whole = whole(tensor, spec);
        if (whole == null || first < 0 || first + to.remaining() / bytes > spec.elementCount()) {
            source.read(tensor, first, to);
        } else {
            to.put(whole.slice((int) first * bytes, to.remaining()));
        }
    }

    private synchronized @org.jspecify.annotations.Nullable ByteBuffer whole(String tensor, TensorSpec spec)
            throws StockpotException {
        ByteBuffer known = kept.get(tensor);
        if (known != null) {
            return known;
        }
        long bytes = spec.byteCount();
        if (bytes > Integer.MAX_VALUE || !take(bytes)) {
            return null;
        }
        ByteBuffer read = source.read(tensor, 0, (int) spec.elementCount()).asReadOnlyBuffer();
        kept.put(tensor, read);
        return read;
    }

    private boolean take(long bytes) {
        if (budget.addAndGet(-bytes) < 0) {
            budget.addAndGet(bytes);
            return false;
        }
        taken += bytes;
        return true;
    }

    @Override
    public synchronized void close() {
        kept.clear();
        budget.addAndGet(taken);
        taken = 0;
        source.close();
    }
}

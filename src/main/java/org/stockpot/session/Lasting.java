package org.stockpot.session;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.stockpot.tensor.Resident;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSource;
import org.stockpot.tensor.TensorSpec;

/**
 * A source of whose tensors some are fused again and again, because a network uses them: only those may stay in memory.
 * Closing it closes nothing; the owner of the source does.
 */
record Lasting(TensorSource source, Set<String> used) implements TensorSource {
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
        return source.read(tensor, first, count);
    }

    @Override
    public void read(String tensor, long first, ByteBuffer to) throws StockpotException {
        source.read(tensor, first, to);
    }

    @Override
    public Optional<Resident> resident(String tensor) throws StockpotException {
        return used.contains(tensor) ? source.resident(tensor) : Optional.empty();
    }

    @Override
    public void close() {}
}

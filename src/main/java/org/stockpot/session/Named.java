package org.stockpot.session;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import org.stockpot.tensor.Resident;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSource;
import org.stockpot.tensor.TensorSpec;

/** A source under the name that its session gave it. Closing it closes nothing; the owner of the source does. */
record Named(String name, TensorSource source) implements TensorSource {
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
        return source.resident(tensor);
    }

    @Override
    public void close() {}
}

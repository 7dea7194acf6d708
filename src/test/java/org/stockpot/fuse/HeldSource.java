package org.stockpot.fuse;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.stockpot.tensor.Resident;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSource;
import org.stockpot.tensor.TensorSpec;

/** A source with all floating tensors in memory that can be there. */
public record HeldSource(TensorSource source, Map<String, Resident> held) implements TensorSource {
    public static HeldSource of(TensorSource source) throws StockpotException {
        var held = new HashMap<String, Resident>();
        for (Map.Entry<String, TensorSpec> tensor : source.specs().entrySet()) {
            if (Resident.holds(tensor.getValue())) {
                Resident.of(source, tensor.getKey()).ifPresent(values -> held.put(tensor.getKey(), values));
            }
        }
        return new HeldSource(source, held);
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
        return source.read(tensor, first, count);
    }

    @Override
    public Optional<Resident> resident(String tensor) {
        return Optional.ofNullable(held.get(tensor));
    }

    @Override
    public void close() {
        source.close();
    }
}

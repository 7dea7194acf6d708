package org.stockpot.session;

import java.util.Optional;
import java.util.Set;
import org.stockpot.tensor.Resident;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSource;

/** A source of whose tensors some are fused again and again, because a network uses them: only those may stay in memory. */
record Lasting(TensorSource source, Set<String> used) implements Borrowed {
    @Override
    public Optional<Resident> resident(String tensor) throws StockpotException {
        return used.contains(tensor) ? source.resident(tensor) : Optional.empty();
    }
}

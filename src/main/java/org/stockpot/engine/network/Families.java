package org.stockpot.engine.network;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSpec;

/** All networks known here: the one place to add another. */
public final class Families {
    private static final List<Family> ALL = List.of(new ClipVit());

    private Families() {}

    /**
     * Recognises a network from names and shapes alone.
     *
     * @param subject what the tensors came from, for messages
     * @throws StockpotException if no known network fits
     */
    public static Blueprint recognise(String subject, Map<String, TensorSpec> tensors) throws StockpotException {
        for (Family family : ALL) {
            Optional<Blueprint> found = family.recognise(subject, tensors);
            if (found.isPresent()) {
                return found.get();
            }
        }
        throw new StockpotException(subject + " is no network known here: expected one of the tensors "
                + ALL.stream().map(Family::mark).collect(Collectors.joining(", ")) + "; found " + tensors.size()
                + " tensors without any of them.");
    }
}

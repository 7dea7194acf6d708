package org.stockpot.engine.network;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSpec;

/** A kind of network that can be recognised by its tensors. */
interface Family {
    /** What such networks are called, and the tensor they are known by, such as {@code visual.conv1.weight (CLIP)}. */
    String mark();

    /**
     * Recognises the network and checks every shape.
     *
     * @param subject for messages
     * @return empty if it is another kind of network
     * @throws StockpotException if it is of this kind but a tensor is missing or of another shape; names the tensor, what
     *     was expected and what was found
     */
    Optional<Blueprint> recognise(String subject, Map<String, TensorSpec> tensors) throws StockpotException;

    /**
     * As {@link #recognise(String, Map)}, for images of another size than the usual one. Networks whose size is part of
     * their tensors refuse.
     *
     * @param size side of the square input in pixels
     */
    default Optional<Blueprint> recognise(String subject, Map<String, TensorSpec> tensors, int size)
            throws StockpotException {
        Optional<Blueprint> found = recognise(subject, tensors);
        int taken = found.map(blueprint -> blueprint.usual().size()).orElse(size);
        if (taken != size) {
            throw new StockpotException(subject + " takes images of " + taken + " × " + taken
                    + " pixels, the preprocessing makes " + size + " × " + size + ": change its size.");
        }
        return found;
    }

    /** Length of the embedding that a head of text features would take; empty for any other network. */
    default OptionalInt embedding(Map<String, TensorSpec> tensors) {
        return OptionalInt.empty();
    }
}

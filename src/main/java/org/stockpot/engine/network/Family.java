package org.stockpot.engine.network;

import java.util.Map;
import java.util.Optional;
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
}

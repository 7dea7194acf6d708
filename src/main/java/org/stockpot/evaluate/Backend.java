package org.stockpot.evaluate;

import java.util.Map;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSource;
import org.stockpot.tensor.TensorSpec;

/** The port to an inference engine. All calls but {@link #recognise} come from the device lane's thread. */
public interface Backend extends AutoCloseable {
    /**
     * Recognises the network that a set of tensors belongs to. Looks at names and shapes only and never starts the
     * engine.
     *
     * @param subject what the tensors came from, for messages
     * @throws StockpotException if no known network fits
     */
    Architecture recognise(String subject, Map<String, TensorSpec> tensors) throws StockpotException;

    /** Builds a network with the given weights on the device. The caller closes it. */
    Network load(TensorSource weights) throws StockpotException;

    /** Device and engine for people, such as {@code CPU, PyTorch 2.7.1}. Starts the engine. */
    String device() throws StockpotException;

    @Override
    void close();
}

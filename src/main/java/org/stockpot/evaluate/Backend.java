package org.stockpot.evaluate;

import java.util.Map;
import java.util.Optional;
import org.stockpot.job.JobContext;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSource;
import org.stockpot.tensor.TensorSpec;
import org.stockpot.tensor.Told;

/**
 * The port to an inference engine. All calls but {@code recognise}, {@code embedding} and {@code packedBytes} come from the
 * device lane's thread.
 */
public interface Backend extends AutoCloseable {
    /**
     * Recognises the network that a set of tensors belongs to. Looks at names and shapes only and never starts the
     * engine.
     *
     * @param subject what the tensors came from, for messages
     * @throws StockpotException if no known network fits
     */
    Architecture recognise(String subject, Map<String, TensorSpec> tensors) throws StockpotException;

    /**
     * As {@link #recognise(String, Map)}, for images of a given size: the size of some networks is part of their tensors,
     * that of others is free.
     *
     * @param size side of the square input in pixels
     * @throws StockpotException if no known network fits, or if it takes other images
     */
    Architecture recognise(String subject, Map<String, TensorSpec> tensors, int size) throws StockpotException;

    /**
     * Length of the embedding that CLIP's image tower makes of an image, so that a {@link ZeroShotHead} can be made for it.
     * Looks at names and shapes only.
     *
     * @param subject for messages
     * @throws StockpotException if the tensors are those of something else
     */
    int embedding(String subject, Map<String, TensorSpec> tensors) throws StockpotException;

    /**
     * Builds a network with the given weights on the device. The caller closes it.
     *
     * @param size side of the square input in pixels
     * @param variant one of {@link Architecture#variants()}; empty for the first one, or where there is only one
     * @throws StockpotException if no known network fits, or if it takes other images
     */
    Network load(TensorSource weights, int size, Optional<String> variant) throws StockpotException;

    /** As {@link #load(TensorSource, int, Optional)}, whatever names and shapes cannot tell being as usual. */
    default Network load(TensorSource weights, int size) throws StockpotException {
        return load(weights, size, Optional.empty());
    }

    /** Builds a network for images of its usual size. */
    default Network load(TensorSource weights) throws StockpotException {
        return load(weights, recognise(weights.name(), weights.specs()).inputSize());
    }

    /**
     * Loads a program, which runs its code, and puts the given weights in it. Only for programs that the user trusts. The
     * bytes that are loaded are exactly those the program's SHA-256 stands for; a file that has changed since is not run.
     * The number of classes comes from a first pass of zeros. The caller closes the network.
     *
     * @param weights tensors with the names and shapes of the program's; any floating type will do
     * @throws StockpotException if the file is another one by now, if the program and the weights or the images do not
     *     fit, or if the program fails
     */
    BatchNormNetwork load(TensorSource weights, Program program) throws StockpotException;

    /** What has to be unpacked, once on this machine, before the engine can start; 0 when that is done. Looks at files. */
    default long packedBytes() {
        return 0;
    }

    /**
     * Unpacks what the engine needs, unless that is done. Whatever starts the engine does so too, but tells nobody how far
     * it is.
     *
     * @param doing for the progress, which counts megabytes
     * @throws StockpotException if there is no room for it
     */
    default void unpack(Told doing, JobContext context) throws StockpotException {}

    /** Device and engine for people, such as {@code CPU, PyTorch 2.7.1}. Starts the engine. */
    String device() throws StockpotException;

    @Override
    void close();
}

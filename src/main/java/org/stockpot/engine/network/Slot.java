package org.stockpot.engine.network;

import ai.djl.ndarray.NDArray;
import java.util.Map;
import org.stockpot.tensor.Shape;

/**
 * A place in a network for one tensor.
 *
 * @param tensor its name in the source
 * @param pixelWise whether the tensor holds a convolution's kernels, and what they hold of one pixel shall lie together in
 *     memory, as it does in activations: the engine would bring it in that order again and again
 */
public record Slot(String tensor, Shape shape, boolean pixelWise) {
    private static final Weights NONE = new Weights(Map.of());

    /** A tensor whose memory is in the order of its shape. */
    Slot(String tensor, Shape shape) {
        this(tensor, shape, false);
    }

    /** A copy of the tensor's values in the order of memory that the network wants; the shape is the same. */
    public NDArray kept(NDArray values) {
        return ordered(values.duplicate());
    }

    /** The tensor's values in the order of memory that the network wants; what they were in may be gone then. */
    public NDArray ordered(NDArray values) {
        return pixelWise ? Ops.INFERENCE.next(Slot::byPixel, NONE, values) : values;
    }

    private static NDArray byPixel(Ops ops, Weights weights, NDArray kernels) {
        return ConvLayer.firstChannels(ConvLayer.ofImages(kernels));
    }
}

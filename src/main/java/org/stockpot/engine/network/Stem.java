package org.stockpot.engine.network;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import org.stockpot.engine.network.ConvReader.Window;
import org.stockpot.tensor.Shape;
import org.stockpot.tensor.StockpotException;

/** The first convolutions of a residual network: one of 7 × 7 or 3 × 3, or three of 3 × 3. */
final class Stem {
    private final String prefix;
    private final boolean deep;
    private final int kernel;
    private final int channels;

    /** @throws StockpotException if the first kernels are no stem's */
    Stem(Layout layout, String prefix) throws StockpotException {
        this.prefix = prefix;
        this.deep = layout.has(prefix + "conv1.0.weight");
        String first = prefix + (deep ? "conv1.0.weight" : "conv1.weight");
        String expected = deep ? "[width, 1 or 3, 3, 3]" : "[width, 1 or 3, 7 or 3, the same]";
        Shape shape = layout.look(first, expected, 4);
        this.channels = (int) shape.extent(1);
        this.kernel = (int) shape.extent(2);
        if ((channels != 1 && channels != 3) || (kernel != 3 && (deep || kernel != 7))) {
            throw layout.refusal(first, expected, shape.toString());
        }
    }

    int channels() {
        return channels;
    }

    /** Whether it is made for images so small that nothing is pooled. */
    boolean isSmall() {
        return !deep && kernel == 3;
    }

    /** What the name of the network says of it. */
    String remark() {
        return isSmall() ? ", 3 × 3 stem without pooling" : deep ? ", deep stem" : "";
    }

    /**
     * Reads it, which is a section.
     *
     * @param size of the images
     * @return what it makes of an image
     */
    Plane read(ConvReader reader, int size) throws StockpotException {
        List<ConvNormLayer> convolutions = new ArrayList<>();
        Plane plane = new Plane(size, channels);
        if (deep) {
            plane = add(convolutions, reader, plane, "conv1.0", "conv1.1", Window.centred(3, 2));
            plane = add(convolutions, reader, plane, "conv1.3", "conv1.4", Window.centred(3, 1));
            plane = add(convolutions, reader, plane, "conv1.6", "bn1", Window.centred(3, 1));
        } else {
            plane = add(convolutions, reader, plane, "conv1", "bn1", Window.centred(kernel, isSmall() ? 1 : 2));
        }
        boolean pools = !isSmall();
        Plane result = pools ? plane.slide(3, 2, 1, plane.channels()) : plane;
        reader.section(
                "stem", result, (ops, weights, images) -> run(ops, weights, images, List.copyOf(convolutions), pools));
        return result;
    }

    private Plane add(
            List<ConvNormLayer> convolutions, ConvReader reader, Plane in, String conv, String norm, Window window)
            throws StockpotException {
        ConvLayer layer = reader.plain(prefix + conv, in, window);
        convolutions.add(reader.withNorm(layer, prefix + norm, in));
        return layer.after(in);
    }

    private static NDArray run(
            Ops ops, Weights weights, NDArray images, List<ConvNormLayer> convolutions, boolean pools) {
        NDArray activations = ops.scoped((o, w, x) -> ConvLayer.ofImages(x), weights, images);
        activations = ops.next(convolutions.get(0), weights, activations);
        for (ConvNormLayer convolution : convolutions.subList(1, convolutions.size())) {
            activations = ops.next(convolution, weights, ops.next(ResidualBlock.RELU, weights, activations));
        }
        // The largest of positive parts is the positive part of the largest: ReLU on a quarter of the values.
        NDArray pooled = pools ? ops.next(Pooling::largest, weights, activations) : activations;
        return ops.next(ResidualBlock.RELU, weights, pooled);
    }
}

package org.stockpot.engine.network;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stockpot.tensor.Shape;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSpec;

/** Reads convolutional networks off their tensors, section by section, and counts what each section has to do. */
final class ConvReader {
    private final Layout layout;
    private final Map<String, TensorSpec> tensors;
    private long work;
    private long widest;

    /** @param subject for messages */
    ConvReader(String subject, Map<String, TensorSpec> tensors) {
        this.layout = new Layout(subject, tensors);
        this.tensors = tensors;
    }

    Layout layout() {
        return layout;
    }

    /**
     * How a kernel is to be.
     *
     * @param size of its sides in pixels
     * @param padding zeros on each side of the plane
     */
    record Window(int size, int stride, int padding) {
        /** Keeps or halves the plane. */
        static Window centred(int size, int stride) {
            return new Window(size, stride, size / 2);
        }

        /** Cuts the plane into patches that do not overlap. */
        static Window patch(int size) {
            return new Window(size, size, 0);
        }
    }

    /** A convolution {@code name.weight} without bias, whose groups and results are what its shape says. */
    ConvLayer grouped(String name, Plane in, Window window) throws StockpotException {
        String weight = name + ".weight";
        String expected = "[out, " + in.channels() + " / groups, " + window.size() + ", " + window.size() + "]";
        Shape shape = layout.look(weight, expected, 4);
        long groups = in.channels() / shape.extent(1);
        if (groups * shape.extent(1) != in.channels() || shape.extent(0) % groups != 0) {
            throw layout.refusal(weight, expected, shape.toString());
        }
        return take(weight, shape, expected, in, window, (int) groups);
    }

    /** A convolution {@code name.weight} of all channels, without bias, with as many results as its shape says. */
    ConvLayer plain(String name, Plane in, Window window) throws StockpotException {
        String weight = name + ".weight";
        String expected = "[out, " + in.channels() + ", " + window.size() + ", " + window.size() + "]";
        Shape shape = layout.look(weight, expected, 4);
        if (shape.extent(1) != in.channels()) {
            throw layout.refusal(weight, expected, shape.toString());
        }
        return take(weight, shape, expected, in, window, 1);
    }

    /** As {@link #plain}, with {@code name.bias}. */
    ConvLayer biased(String name, Plane in, Window window) throws StockpotException {
        return withBias(plain(name, in, window), name);
    }

    /** A convolution of every channel by itself, with {@code name.bias}. */
    ConvLayer depthwise(String name, Plane in, Window window) throws StockpotException {
        Shape shape = Shape.of(in.channels(), 1, window.size(), window.size());
        return withBias(take(name + ".weight", shape, shape.toString(), in, window, (int) in.channels()), name);
    }

    private ConvLayer withBias(ConvLayer conv, String name) throws StockpotException {
        Slot bias = layout.take(name + ".bias", conv.kernel().shape().extent(0));
        return new ConvLayer(conv.kernel(), Optional.of(bias), conv.stride(), conv.padding(), conv.groups());
    }

    private ConvLayer take(String weight, Shape shape, String expected, Plane in, Window window, int groups)
            throws StockpotException {
        if (shape.extent(2) != window.size() || shape.extent(3) != window.size()) {
            throw layout.refusal(weight, expected, shape.toString());
        }
        Slot kernel = layout.takeKernels(weight, shape);
        var conv = new ConvLayer(kernel, Optional.empty(), window.stride(), window.padding(), groups);
        count(conv.work(in), conv.after(in));
        return conv;
    }

    /** A convolution and the batch norm {@code norm} behind it. */
    ConvNormLayer withNorm(ConvLayer conv, String norm, Plane in) throws StockpotException {
        long channels = conv.kernel().shape().extent(0);
        return ConvNormLayer.of(conv, BatchNormLayer.read(layout, norm, channels), in);
    }

    /** Adds a step to the section. */
    void count(long stepWork, Plane result) {
        work += stepWork;
        widest = Math.max(widest, result.values());
    }

    /** Ends a section. */
    void section(String name, Plane result, Forward forward) {
        layout.section(name, work, result.values(), Math.max(widest, result.values()), forward);
        work = 0;
        widest = 0;
    }

    /**
     * Reads the linear classification head, under the first of some names that is there.
     *
     * @return number of classes
     */
    int head(List<String> names, Plane in, Forward pooling) throws StockpotException {
        long width = in.channels();
        String at = names.get(0);
        for (String name : names) {
            Optional<String> prefix = Prefixes.before(tensors, name + ".weight");
            if (prefix.isPresent()) {
                at = prefix.get() + name;
                break;
            }
        }
        String weight = at + ".weight";
        String expected = "[classes, " + width + "]";
        if (!layout.has(weight)) {
            throw layout.refusal(" has no tensor " + weight + " " + expected
                    + ": without a classification head it cannot be evaluated.");
        }
        Shape matrix = layout.look(weight, expected, 2);
        if (matrix.extent(1) != width) {
            throw layout.refusal(weight, expected, matrix.toString());
        }
        long classes = matrix.extent(0);
        LinearLayer head = LinearLayer.readBiasOrNot(layout, at, width, classes);
        count(width * classes, new Plane(1, width));
        section(
                "pooling and head",
                new Plane(1, classes),
                (ops, weights, input) -> ops.next(head, weights, ops.scoped(pooling, weights, input)));
        return (int) classes;
    }
}

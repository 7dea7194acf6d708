package org.stockpot.engine.network;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.stockpot.data.Preprocessing;
import org.stockpot.tensor.Shape;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSpec;

/**
 * Matrices with ReLU between them (Rumelhart et al. 1986, doi:10.1038/323533a0), over all pixels of a square image: nothing
 * but pairs {@code NAME.weight} and {@code NAME.bias}, in the order of the numbers in their names. That it is ReLU is
 * assumed; the tensors do not say it.
 */
final class MultilayerPerceptron implements Family {
    private static final String WEIGHT = ".weight";
    private static final String BIAS = ".bias";

    @Override
    public String mark() {
        return "nothing but matrices NAME.weight and their NAME.bias (multilayer perceptron)";
    }

    @Override
    public Optional<Blueprint> recognise(String subject, Map<String, TensorSpec> tensors) throws StockpotException {
        var layers = new TreeSet<String>(Comparator.comparing(MultilayerPerceptron::sortKey));
        for (Map.Entry<String, TensorSpec> tensor : tensors.entrySet()) {
            String name = tensor.getKey();
            int rank = tensor.getValue().shape().rank();
            if (name.endsWith(WEIGHT) && rank == 2) {
                layers.add(name.substring(0, name.length() - WEIGHT.length()));
            } else if (!name.endsWith(BIAS) || rank != 1) {
                return Optional.empty();
            }
        }
        boolean biasesOnly = tensors.keySet().stream()
                .filter(name -> name.endsWith(BIAS))
                .allMatch(name -> layers.contains(name.substring(0, name.length() - BIAS.length())));
        return layers.size() < 2 || !biasesOnly
                ? Optional.empty()
                : Optional.of(read(new Layout(subject, tensors), List.copyOf(layers)));
    }

    private static Blueprint read(Layout layout, List<String> layers) throws StockpotException {
        String first = layers.get(0) + WEIGHT;
        Shape matrix = layout.look(first, "[out, in]", 2);
        int channels = channels(matrix.extent(1));
        if (channels == 0) {
            throw layout.refusal(
                    first, "[out, n²] or [out, 3 · n²] for square images, grey or in colour", matrix.toString());
        }
        int side = side(matrix.extent(1) / channels);
        List<Long> widths = new ArrayList<>();
        widths.add(matrix.extent(1));
        for (int index = 0; index < layers.size(); index++) {
            widths.add(read(layout, layers, index, widths.get(index)));
        }
        String name =
                "MLP, " + widths.stream().map(String::valueOf).collect(Collectors.joining(" → ")) + ", ReLU assumed";
        int classes = widths.get(layers.size()).intValue();
        return new Blueprint(name, Preprocessing.plain(side, channels), classes, layout.sections());
    }

    /** Reads a matrix, which is a section with what stands before it. */
    private static long read(Layout layout, List<String> layers, int index, long in) throws StockpotException {
        String name = layers.get(index);
        String expected = "[out, " + in + "]";
        Shape matrix = layout.look(name + WEIGHT, expected, 2);
        if (matrix.extent(1) != in) {
            throw layout.refusal(name + WEIGHT, expected, matrix.toString());
        }
        long out = matrix.extent(0);
        LinearLayer linear = LinearLayer.readBiasOrNot(layout, name, in, out);
        boolean last = index == layers.size() - 1;
        layout.section(name, in * out, out, Math.max(in, out), (ops, weights, input) -> {
            NDArray flat = index == 0 ? input.reshape(input.getShape().get(0), -1) : input;
            NDArray result = linear.apply(ops, weights, flat);
            return last ? result : Activation.RELU.apply(ops, result);
        });
        return out;
    }

    /** 1, 3, or 0 where so many values are no square image. */
    private static int channels(long values) {
        if (isSquare(values)) {
            return 1;
        }
        return values % 3 == 0 && isSquare(values / 3) ? 3 : 0;
    }

    private static boolean isSquare(long pixels) {
        long side = side(pixels);
        return side * side == pixels;
    }

    private static int side(long pixels) {
        return (int) Math.round(Math.sqrt((double) pixels));
    }

    /** Orders names by the numbers in them: {@code fc2} comes before {@code fc10}. */
    private static String sortKey(String name) {
        return java.util.regex.Pattern.compile("\\d+")
                .matcher(name)
                .replaceAll(digits -> String.format(java.util.Locale.ROOT, "%20s", digits.group()));
    }
}

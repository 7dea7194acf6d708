package org.stockpot.engine.network;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.stockpot.evaluate.ZeroShotHead;
import org.stockpot.tensor.Hint;
import org.stockpot.tensor.Shape;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSpec;

/** The linear head on an image embedding of unit length. */
final class ClipHead {
    private static final String ZERO_SHOT = stem(ZeroShotHead.TENSOR);

    /** Text features that somebody put there, the published model-soup checkpoints' own, then what others call it. */
    private static final List<String> NAMES = List.of(ZERO_SHOT, "classification_head", "classifier", "head", "fc");

    private ClipHead() {}

    /**
     * Length of the embedding.
     *
     * @param mark the tensor that a tower is known by
     * @param projection {@code [width, embedding]} or {@code [embedding, width]}
     * @param axis of the projection along which the embedding lies
     */
    static OptionalInt embedding(Map<String, TensorSpec> tensors, String mark, String projection, int axis) {
        Optional<String> prefix = Prefixes.before(tensors, mark);
        TensorSpec spec = prefix.isEmpty() ? null : tensors.get(prefix.get() + projection);
        return spec == null || spec.shape().rank() != 2
                ? OptionalInt.empty()
                : OptionalInt.of((int) spec.shape().extent(axis));
    }

    private static String stem(String weight) {
        return weight.substring(0, weight.length() - ".weight".length());
    }

    /**
     * Reads the head, which is a section of its own.
     *
     * @return number of classes
     * @throws StockpotException if there is none, or if it takes other embeddings
     */
    static int read(Layout layout, Map<String, TensorSpec> tensors, long embedding) throws StockpotException {
        String at = "classification_head";
        for (String name : NAMES) {
            Optional<String> prefix = Prefixes.before(tensors, name + ".weight");
            if (prefix.isPresent()) {
                at = prefix.get() + name;
                break;
            }
        }
        String weight = at + ".weight";
        String expected = "[classes, " + embedding + "]";
        if (!layout.has(weight)) {
            throw layout.refusal(
                    " has no tensor " + weight + " " + expected
                            + ": without a classification head it cannot be evaluated; text features will do.",
                    Hint.TEXT_FEATURES);
        }
        Shape matrix = layout.look(weight, expected, 2);
        if (matrix.extent(1) != embedding) {
            throw layout.refusal(weight, expected, matrix.toString());
        }
        int classes = (int) matrix.extent(0);
        LinearLayer head = LinearLayer.readBiasOrNot(layout, at, embedding, classes);
        layout.section("head", embedding * classes, classes, classes, head);
        return classes;
    }
}

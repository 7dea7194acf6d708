package org.stockpot.engine.network;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stockpot.tensor.Shape;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSpec;

/** The linear head on an image embedding of unit length. */
final class ClipHead {
    /** As the published model-soup and WiSE-FT checkpoints have it, then what others call it. */
    private static final List<String> NAMES = List.of("classification_head", "classifier", "head", "fc");

    private ClipHead() {}

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
            throw layout.refusal(" has no tensor " + weight + " " + expected
                    + ": without a classification head it cannot be evaluated.");
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

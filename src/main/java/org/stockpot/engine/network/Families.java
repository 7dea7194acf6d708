package org.stockpot.engine.network;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSpec;

/** All networks known here: the one place to add another. */
public final class Families {
    private static final List<Family> ALL = List.of(
            new ClipVit(),
            new HuggingFaceClip(),
            new HuggingFaceVit(),
            new TimmVit(),
            new TorchvisionVit(),
            new ResNet(),
            new ConvNeXt(),
            new MultilayerPerceptron());

    private Families() {}

    /**
     * Recognises a network from names and shapes alone.
     *
     * @param subject what the tensors came from, for messages
     * @throws StockpotException if no known network fits
     */
    public static Blueprint recognise(String subject, Map<String, TensorSpec> tensors) throws StockpotException {
        return first(subject, tensors, family -> family.recognise(subject, tensors));
    }

    /**
     * As {@link #recognise(String, Map)}, for images of a given size.
     *
     * @param size side of the square input in pixels
     * @throws StockpotException if no known network fits, or if it takes other images
     */
    public static Blueprint recognise(String subject, Map<String, TensorSpec> tensors, int size)
            throws StockpotException {
        return first(subject, tensors, family -> family.recognise(subject, tensors, size));
    }

    @FunctionalInterface
    private interface Question {
        Optional<Blueprint> ask(Family family) throws StockpotException;
    }

    private static Blueprint first(String subject, Map<String, TensorSpec> tensors, Question question)
            throws StockpotException {
        for (Family family : ALL) {
            Optional<Blueprint> found = question.ask(family);
            if (found.isPresent()) {
                return found.get();
            }
        }
        throw new StockpotException(subject + " is no network known here: expected one of the tensors "
                + ALL.stream().map(Family::mark).collect(Collectors.joining(", ")) + "; found " + tensors.size()
                + " tensors without any of them.");
    }

    /**
     * Length of the embedding that CLIP's image tower makes of an image.
     *
     * @param subject for messages
     * @throws StockpotException if it is no such tower
     */
    public static int embedding(String subject, Map<String, TensorSpec> tensors) throws StockpotException {
        for (Family family : ALL) {
            OptionalInt length = family.embedding(tensors);
            if (length.isPresent()) {
                return length.getAsInt();
            }
        }
        throw new StockpotException(subject + " is no image tower of CLIP that a head of text features fits:"
                + " expected the tensor visual.proj or visual_projection.weight, found neither among " + tensors.size()
                + ".");
    }
}

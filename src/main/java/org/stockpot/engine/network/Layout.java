package org.stockpot.engine.network;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.stockpot.evaluate.Stage;
import org.stockpot.tensor.Hint;
import org.stockpot.tensor.Shape;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSpec;

/** Reads a network off its tensors, section by section, and checks every shape on the way. */
final class Layout {
    private final String subject;
    private final Map<String, TensorSpec> tensors;
    private final List<Slot> taken = new ArrayList<>();
    private final Set<String> known = new HashSet<>();
    private final List<Section> sections = new ArrayList<>();

    /** @param subject for messages */
    Layout(String subject, Map<String, TensorSpec> tensors) {
        this.subject = subject;
        this.tensors = tensors;
    }

    boolean has(String tensor) {
        return tensors.containsKey(tensor);
    }

    boolean hasAnyUnder(String prefix) {
        return tensors.keySet().stream().anyMatch(name -> name.startsWith(prefix));
    }

    /**
     * Takes a tensor that must have one shape.
     *
     * @throws StockpotException if it is missing, of another shape or no floating type
     */
    Slot take(String tensor, long... shape) throws StockpotException {
        return take(tensor, Shape.of(shape), false);
    }

    /** As {@link #take}, for the kernels of a convolution: {@code [out, in / groups, size, size]}. */
    Slot takeKernels(String tensor, Shape expected) throws StockpotException {
        boolean severalPixelsOfSeveralChannels = expected.extent(2) > 1 && expected.extent(1) > 1;
        return take(tensor, expected, severalPixelsOfSeveralChannels);
    }

    private Slot take(String tensor, Shape expected, boolean pixelWise) throws StockpotException {
        Shape found = look(tensor, expected.toString(), expected.rank());
        if (!found.equals(expected)) {
            throw refusal(tensor, expected.toString(), found.toString());
        }
        var slot = new Slot(tensor, found, pixelWise);
        taken.add(slot);
        known.add(tensor);
        return slot;
    }

    /**
     * Looks at a tensor whose shape says something about the network; nothing is taken.
     *
     * @param expected for messages, such as {@code [classes, 512]}
     * @throws StockpotException if it is missing, of another rank or no floating type
     */
    Shape look(String tensor, String expected, int rank) throws StockpotException {
        TensorSpec spec = tensors.get(tensor);
        if (spec == null) {
            throw new StockpotException(subject + " has no tensor " + tensor + ": expected " + expected + ".");
        }
        if (!spec.dtype().isMixable()) {
            throw refusal(tensor, "a floating type", spec.dtype().toString());
        }
        if (spec.shape().rank() != rank) {
            throw refusal(tensor, expected, spec.shape().toString());
        }
        for (int axis = 0; axis < rank; axis++) {
            long extent = spec.shape().extent(axis);
            if (extent < 1) {
                throw refusal(tensor, expected, spec.shape().toString());
            }
            if (extent > Integer.MAX_VALUE) {
                throw new StockpotException(subject + ": extent " + extent + " is too large for a network.");
            }
        }
        return spec.shape();
    }

    /** The shape of a tensor that is there. */
    Shape shape(String tensor) {
        TensorSpec spec = tensors.get(tensor);
        if (spec == null) {
            throw new IllegalArgumentException("no tensor " + tensor);
        }
        return spec.shape();
    }

    /**
     * Makes sure that nothing was overlooked that would change the logits.
     *
     * @param prefix of the names of a part all of whose floating tensors are taken
     * @param expected what kind of part that is
     * @throws StockpotException if one is not
     */
    void refuseOthersUnder(String prefix, String expected) throws StockpotException {
        for (Map.Entry<String, TensorSpec> entry : tensors.entrySet()) {
            String tensor = entry.getKey();
            if (tensor.startsWith(prefix) && entry.getValue().dtype().isMixable() && !known.contains(tensor)) {
                throw refusal(" has the tensor " + tensor + ", which no network known here has in that place:"
                        + " expected " + expected + ".");
            }
        }
    }

    StockpotException refusal(String tensor, String expected, String found) {
        return new StockpotException(
                subject + ": tensor " + tensor + ": expected " + expected + ", found " + found + ".");
    }

    /** The sentence that the subject's name begins. */
    StockpotException refusal(String sentence, Hint... hints) {
        return new StockpotException(subject + sentence, hints);
    }

    /**
     * Ends a section: it holds all tensors taken since the one before.
     *
     * @param work multiplications and additions (a pair counts once) per image
     * @param values floats of its result per image
     * @param widest most floats per image of anything in between
     */
    void section(String name, long work, long values, long widest, Forward forward) {
        var stage = new Stage(
                name, taken.stream().map(Slot::tensor).collect(Collectors.toUnmodifiableSet()), work, values, widest);
        sections.add(new Section(stage, taken, forward));
        taken.clear();
    }

    /** All sections, in order. */
    List<Section> sections() {
        if (!taken.isEmpty()) {
            throw new IllegalStateException("tensors without a section: " + taken);
        }
        return sections;
    }
}

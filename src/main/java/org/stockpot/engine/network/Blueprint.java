package org.stockpot.engine.network;

import ai.djl.ndarray.NDArray;
import java.util.List;
import org.stockpot.data.Preprocessing;
import org.stockpot.evaluate.Architecture;

/**
 * A network as a row of sections, read off the names and shapes of its tensors.
 *
 * @param name for people
 * @param usual how images are most often prepared for such a network; says input size and channels too
 * @param classes number of logits
 * @param sections from normalised images {@code count × channels × size × size} to {@code count × classes} logits
 */
public record Blueprint(String name, Preprocessing usual, int classes, List<Section> sections) {
    public Blueprint {
        sections = List.copyOf(sections);
    }

    public Architecture architecture() {
        return new Architecture(
                name, usual, classes, sections.stream().map(Section::stage).toList());
    }

    /**
     * Runs some sections.
     *
     * @param from first section
     * @param to behind the last one
     * @param input activations in front of the first one; kept
     * @return activations behind the last one in the scope of the input; the input itself if there is no section to run
     */
    public NDArray run(Ops ops, Weights weights, int from, int to, NDArray input) {
        NDArray activations = input;
        for (Section section : sections.subList(from, to)) {
            activations = activations == input
                    ? ops.scoped(section.forward(), weights, activations)
                    : ops.next(section.forward(), weights, activations);
        }
        return activations;
    }
}

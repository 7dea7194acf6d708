package org.stockpot.engine.network;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
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
 * @param variants other networks that have the very same tensors, where names and shapes cannot tell; {@code sections} are
 *     those of the first one
 * @param assumptions what else the tensors do not say, each a phrase for people
 */
public record Blueprint(
        String name,
        Preprocessing usual,
        int classes,
        List<Section> sections,
        List<Variant> variants,
        List<String> assumptions) {

    /**
     * One of several networks that have the same tensors.
     *
     * @param name for people, such as {@code QuickGELU}
     */
    public record Variant(String name, List<Section> sections) {
        public Variant {
            sections = List.copyOf(sections);
        }
    }

    public Blueprint {
        sections = List.copyOf(sections);
        variants = List.copyOf(variants);
        assumptions = List.copyOf(assumptions);
    }

    /** A network that its tensors tell all about. */
    public Blueprint(String name, Preprocessing usual, int classes, List<Section> sections) {
        this(name, usual, classes, sections, List.of(), List.of());
    }

    public Architecture architecture() {
        return new Architecture(
                name,
                usual,
                classes,
                sections.stream().map(Section::stage).toList(),
                variants.stream().map(Variant::name).toList(),
                assumptions);
    }

    /** The same with something that is assumed. */
    Blueprint assuming(String phrase) {
        List<String> more = new ArrayList<>(assumptions);
        more.add(phrase);
        return new Blueprint(name, usual, classes, sections, variants, more);
    }

    /**
     * The network that is meant.
     *
     * @param variant name of one of the variants
     */
    public Blueprint as(String variant) {
        for (Variant one : variants) {
            if (one.name().equals(variant)) {
                return new Blueprint(name, usual, classes, one.sections(), variants, assumptions);
            }
        }
        throw new IllegalArgumentException(name + " has no variant " + variant);
    }

    /** Whether any part of it normalises by statistics of other images. */
    public boolean hasBatchNorm() {
        return sections.stream()
                .flatMap(section -> section.slots().stream())
                .anyMatch(slot -> slot.tensor().endsWith(BatchNormLayer.MEAN));
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

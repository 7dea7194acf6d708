package org.stockpot.evaluate;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.stockpot.data.Preprocessing;

/**
 * A network recognised from the names and shapes of its tensors, or a program.
 *
 * @param name for people, such as {@code CLIP ViT, 12 blocks × 768}
 * @param usual how images are most often prepared for such a network; its size and channels are the network's own
 * @param classes number of logits, or {@link #UNKNOWN_CLASSES}
 * @param stages in the order in which they run; a tensor may belong to several
 * @param variants names of networks that have these very tensors and that names and shapes cannot tell apart, such as
 *     {@code QuickGELU} and {@code GELU}; the first one is what it is unless somebody knows better; none where there is
 *     only one
 * @param assumptions what else the tensors do not say, each a phrase for people
 */
public record Architecture(
        String name,
        Preprocessing usual,
        int classes,
        List<Stage> stages,
        List<String> variants,
        List<String> assumptions) {
    /** The number of logits of a program is known when it has been loaded, not before. */
    public static final int UNKNOWN_CLASSES = 0;

    public Architecture {
        stages = List.copyOf(stages);
        variants = List.copyOf(variants);
        assumptions = List.copyOf(assumptions);
    }

    /** A network about which nothing is assumed. */
    public Architecture(String name, Preprocessing usual, int classes, List<Stage> stages) {
        this(name, usual, classes, stages, List.of(), List.of());
    }

    /** A network that runs as a whole. */
    public static Architecture whole(String name, Preprocessing usual, int classes, Set<String> usedTensors) {
        return new Architecture(name, usual, classes, List.of(Stage.whole(usedTensors, classes)));
    }

    /** Side of the square input in pixels. */
    public int inputSize() {
        return usual.size();
    }

    /** Of the input, 1 or 3. */
    public int channels() {
        return usual.channels();
    }

    /** Names (as in the source) of the tensors that influence the logits; all others are inert. */
    public Set<String> usedTensors() {
        return stages.stream().flatMap(stage -> stage.tensors().stream()).collect(Collectors.toUnmodifiableSet());
    }
}

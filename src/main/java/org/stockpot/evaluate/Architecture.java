package org.stockpot.evaluate;

import java.util.Set;

/**
 * A network recognised from the names and shapes of its tensors, or a program.
 *
 * @param name for people, such as {@code CLIP ViT, 12 blocks × 768}
 * @param inputSize side of the square input in pixels
 * @param channels of the input, 1 or 3
 * @param classes number of logits, or {@link #UNKNOWN_CLASSES}
 * @param usedTensors names (as in the source) of the tensors that influence the logits; all others are inert
 */
public record Architecture(String name, int inputSize, int channels, int classes, Set<String> usedTensors) {
    /** The number of logits of a program is known when it has been loaded, not before. */
    public static final int UNKNOWN_CLASSES = 0;

    public Architecture {
        usedTensors = Set.copyOf(usedTensors);
    }
}

package org.stockpot.evaluate;

import java.util.Set;

/**
 * A network recognised from the names and shapes of its tensors.
 *
 * @param name for people, such as {@code CLIP ViT, 12 blocks × 768}
 * @param inputSize side of the square input in pixels
 * @param channels of the input, 1 or 3
 * @param classes number of logits
 * @param usedTensors names (as in the source) of the tensors that influence the logits; all others are inert
 */
public record Architecture(String name, int inputSize, int channels, int classes, Set<String> usedTensors) {
    public Architecture {
        usedTensors = Set.copyOf(usedTensors);
    }
}

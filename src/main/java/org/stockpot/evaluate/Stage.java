package org.stockpot.evaluate;

import java.util.Set;

/**
 * A part of a network that runs as a whole, after those before it and before those behind it. What it computes depends on
 * its tensors and on the result of the stage before it, on nothing else.
 *
 * @param name for people, such as {@code block 3}
 * @param tensors names, as in the source, of the weights it takes
 * @param work multiplications and additions (a pair counts once) per image
 * @param values floats of its result per image
 * @param widest most floats per image of anything in between
 */
public record Stage(String name, Set<String> tensors, long work, long values, long widest) {
    public Stage {
        tensors = Set.copyOf(tensors);
    }

    /** A network about whose inside nothing is known. */
    static Stage whole(Set<String> tensors, long classes) {
        return new Stage("whole network", tensors, 1, classes, 1);
    }
}

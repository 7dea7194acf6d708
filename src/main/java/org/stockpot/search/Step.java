package org.stockpot.search;

import java.util.Arrays;
import java.util.Optional;
import org.stockpot.tensor.Told;

/** What a search decides about that is no ingredient. */
enum Step implements Told.Wording {
    JOINT("Phase 2"),
    DIRECT("Direct search"),
    EVEN("The even mix"),
    SLIDERS("The mix on the sliders");

    private final String pattern;

    Step(String pattern) {
        this.pattern = pattern;
    }

    /** The one with that name, if it is one. */
    static Optional<Told> named(String name) {
        return Arrays.stream(values())
                .filter(step -> step.pattern.equals(name))
                .findFirst()
                .map(Told::of);
    }

    @Override
    public String family() {
        return "step";
    }

    @Override
    public String pattern() {
        return pattern;
    }
}

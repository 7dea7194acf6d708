package org.stockpot.search;

import org.stockpot.tensor.Told;

/** What a search does at the moment. */
enum Phase implements Told.Wording {
    SCORING("Scoring ingredients"),
    UNIFORM("Uniform soup"),
    WEIGHTED("Weighted soup"),
    MODEL_STOCK("Model Stock"),
    LOSS_SOFTMAX("Loss softmax"),
    GREEDY("Greedy soup"),
    /** An ingredient {0}. */
    GREEDY_WITH("Greedy soup: {0}"),
    /** A scale {0}. */
    ARITHMETIC("Task arithmetic: λ = {0}"),
    /** A share {0}. */
    WISE_FT("WiSE-FT: α = {0}"),
    /** A scale {0}. */
    LINES("LiNeS: α = {0}"),
    /** A density {0} and a scale {1}. */
    TIES("TIES: density {0}, λ = {1}"),
    /** A share {0} and a scale {1}. */
    DARE("DARE: drop {0}, λ = {1}"),
    /** A place on the arc {0}. */
    SLERP("SLERP: t = {0}"),
    /** {0} ingredients. */
    SLERP_OF("SLERP of the {0} best"),
    LEARNING("Learned soup: start"),
    /** An epoch {0} of {1}. */
    EPOCH("Learned soup: epoch {0} of {1}"),
    ADAMERGING("AdaMerging: start"),
    DESCENDING("AdaMerging"),
    /** A step {0}. */
    STEP("AdaMerging: step {0}"),
    /** A generation {0}. */
    GENERATION("Generation {0}"),
    REFINING("Refinement: the mix it begins with"),
    FIRST("Phase 1"),
    /** An ingredient {0}, and what is done with it {1}. */
    FIRST_WITH("Phase 1: {0}, {1}"),
    PRE_CHECK("pre-check"),
    FIRST_PASS("first pass"),
    SECOND_PASS("second pass"),
    THIRD_PASS("third pass");

    private final String pattern;

    Phase(String pattern) {
        this.pattern = pattern;
    }

    @Override
    public String family() {
        return "phase";
    }

    @Override
    public String pattern() {
        return pattern;
    }
}

package org.stockpot.search;

import org.stockpot.fuse.MixingWeights;
import org.stockpot.tensor.Told;

/** Hears what a search does, on the thread of the search. */
public interface SearchListener {
    /** Listens to nothing. */
    SearchListener NONE = new SearchListener() {};

    /**
     * The objective was evaluated.
     *
     * @param number of the evaluation, from 1
     * @param score over all images, or an estimate where the evaluation was stopped early
     * @param phase what the search was doing, such as {@code Phase 1: dish.safetensors, first pass}
     */
    default void trial(int number, MixingWeights weights, Score score, String phase) {}

    /** As above, in other languages, too; calls the form above unless somebody wants to know more. */
    default void trial(int number, MixingWeights weights, Score score, Told phase) {
        trial(number, weights, score, phase.toString());
    }

    /** The best mix so far, scored on all images; whoever stops the search here has a usable mix. */
    default void best(MixingWeights weights, double score) {}

    /** As above, with all that is known of the mix; calls the shorter form unless somebody wants to know more. */
    default void best(Mix mix) {
        best(mix.weights(), mix.score());
    }

    /** A candidate was decided on. */
    default void decision(Decision decision) {}
}

package org.stockpot.job;

import org.stockpot.tensor.Told;

/** What a job does at the moment, for its {@link Progress}. */
public enum Doing implements Told.Wording {
    /** Named by somebody else {0}. */
    AS_SAID("{0}"),
    /** Something {0}, for somebody {1}. */
    FOR("{0}: {1}"),
    /** Counts megabytes. */
    UNPACKING("Unpacking the engine, once, MB"),
    EVALUATING("Evaluating"),
    EVALUATING_ENSEMBLE("Evaluating the ensemble"),
    BATCH_STATISTICS("Measuring batch statistics"),
    COMPARING_MODELS("Comparing models"),
    COMPARING_WEIGHTS("Comparing weights"),
    RANKING_DIFFERENCES("Ranking differences"),
    /** A file or set {0}. */
    CHECKING("Checking {0}"),
    /** A file {0}. */
    OPENING("Opening {0}"),
    /** A file {0}. */
    READING("Reading {0}"),
    /** A file {0}. */
    WRITING("Writing {0}"),
    /** A file {0}. */
    HASHING("Hashing {0}"),
    /** A set {0}. */
    PREPARING("Preparing {0}"),
    WAITING_FOR_IMAGES("Waiting for another run that prepares the same images"),
    OPENING_IMAGES("Opening prepared images"),
    /** A set {0}. */
    LOOKING_AT("Looking at {0}"),
    COMPARING_IMAGES("Comparing images"),
    /** A set {0}. */
    DECODING("Decode images of {0}"),
    TIMING("Timing an evaluation"),
    LOOKING_FOR_COPIES("Looking for copies"),
    BEST_INGREDIENT("Finding the best ingredient"),
    RIVAL("Finding the best ingredient to compare with"),
    TRYING_MIX("Trying the mix"),
    TRYING_ROUNDED("Trying the rounded mix"),
    TRYING_FILE("Trying the file"),
    /** A variant of a network {0}. */
    TRYING("Trying {0}"),
    COMPARING_FILE("Comparing the file"),
    /** Of an ingredient {0}. */
    FISHER("Measuring Fisher information of {0}"),
    /** Of an ingredient {0}. */
    LAYER_INPUTS("Measuring what goes into layers of {0}"),
    /** Of a model {0}. */
    ON_VALIDATION("{0}, validation"),
    /** Of a model {0}. */
    ON_REPORTED("{0}, what is only reported"),
    /** Why {0}. */
    NO_ROOM("Paused, the search goes on when there is room: {0}");

    private final String pattern;

    Doing(String pattern) {
        this.pattern = pattern;
    }

    @Override
    public String family() {
        return "doing";
    }

    @Override
    public String pattern() {
        return pattern;
    }
}

package org.stockpot.search;

/** What sort of method a plan is, for lists that people choose from. */
public enum Family {
    /** Cheap starts that everything else has to beat. */
    BASELINE,
    /** Closed formulas and straight lines between averages. */
    AVERAGE,
    /** Sums of differences from a base, and arcs between models. */
    TASK_VECTOR,
    /** Weights learned by gradient descent through the network. */
    LEARNED,
    /** Weights found by trying mixes. */
    SEARCH
}

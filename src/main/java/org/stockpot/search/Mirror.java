package org.stockpot.search;

/** Walls of the unit cube for what is drawn at random: clipping would pile it up on them. */
final class Mirror {
    private Mirror() {}

    /** Where a number beyond 0 or 1 comes to lie when both are mirrors. */
    static double within(double value) {
        double folded = Math.abs(value) % 2;
        return folded > 1 ? 2 - folded : folded;
    }
}

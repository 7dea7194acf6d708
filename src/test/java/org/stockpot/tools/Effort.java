package org.stockpot.tools;

import org.stockpot.search.Budget;

/**
 * How much is measured.
 *
 * @param rounds repetitions of something short
 * @param seconds for something that is repeated as often as possible
 * @param groups how many of the demo's layer groups
 * @param networks how many of the networks
 * @param search what a whole search may spend
 * @param literalMinutes after which the search to the letter is given up
 */
record Effort(int rounds, double seconds, int groups, int networks, Budget search, int literalMinutes) {
    /** For figures that are worth writing down. */
    static final Effort THOROUGH = new Effort(
            7,
            4,
            Integer.MAX_VALUE,
            Integer.MAX_VALUE,
            Budget.UNLIMITED,
            Integer.getInteger("performance.minutes", 60));

    /** To see that everything still runs. */
    static final Effort BRIEF = new Effort(1, 0.2, 1, 1, Budget.ofEvaluations(12), 1);

    static Effort of(String word) {
        return switch (word) {
            case "thorough" -> THOROUGH;
            case "brief" -> BRIEF;
            default -> throw new IllegalArgumentException("no effort " + word);
        };
    }

    int groupsOf(Demo demo) {
        return Math.min(groups, demo.groups().size());
    }
}

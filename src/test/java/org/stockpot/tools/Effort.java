package org.stockpot.tools;

/**
 * How much is measured.
 *
 * @param rounds repetitions of something short
 * @param seconds for something that is repeated as often as possible
 * @param groups how many of the demo's layer groups
 * @param networks how many of the networks
 */
record Effort(int rounds, double seconds, int groups, int networks) {
    /** For figures that are worth writing down. */
    static final Effort THOROUGH = new Effort(7, 4, Integer.MAX_VALUE, Integer.MAX_VALUE);

    /** To see that everything still runs. */
    static final Effort BRIEF = new Effort(1, 0.2, 1, 1);

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

package org.stockpot.engine;

import java.util.HashMap;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.function.LongFunction;
import org.stockpot.data.PreparedSet;

/**
 * The sets whose activations may be kept: those asked for lately, and those asked for now and then, such as the easy images
 * of a race, as long as they are in nobody's way.
 */
final class SetsAsked {
    /** Changes of the network's weights since a set was asked for. */
    private static final int LATELY = 4;

    private static final int LONG_AGO = 100;

    private final Map<PreparedSet, Integer> lastAsked = new HashMap<>();

    /**
     * A set is about to be run.
     *
     * @param now changes so far
     * @return whether it is not among the others yet
     */
    boolean ask(PreparedSet set, int now) {
        return lastAsked.put(set, now) == null;
    }

    boolean contains(PreparedSet set) {
        return lastAsked.containsKey(set);
    }

    /**
     * Plans for all sets, if that keeps what a plan for those asked for lately would; otherwise the others are forgotten.
     * Those that nobody has asked for in a long time are forgotten anyway.
     *
     * @param now changes so far
     * @param best the best plan for a number of images
     */
    Keeping plan(int now, LongFunction<Keeping> best) {
        lastAsked.values().removeIf(asked -> now - asked > LONG_AGO);
        long late = images(asked -> now - asked <= LATELY);
        long all = images(asked -> true);
        Keeping forLate = best.apply(late);
        if (all == late || best.apply(all).isSameAs(forLate)) {
            return forLate;
        }
        lastAsked.values().removeIf(asked -> now - asked > LATELY);
        return forLate;
    }

    private long images(IntPredicate counts) {
        return lastAsked.entrySet().stream()
                .filter(set -> counts.test(set.getValue()))
                .mapToLong(set -> set.getKey().size())
                .sum();
    }

    void clear() {
        lastAsked.clear();
    }
}

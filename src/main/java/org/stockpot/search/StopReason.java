package org.stockpot.search;

import org.stockpot.tensor.Told;

/** Why a search has ended, as a part of a sentence. */
public enum StopReason implements Told.Wording {
    FINISHED("finished"),
    /** {0} evaluations were allowed. */
    BUDGET("the budget of {0,choice,1#1 evaluation|1<{0} evaluations} is spent"),
    TIME("the time is up"),
    /** {0} evaluations gained {1} points, with a noise of {2}. */
    NOISE("the last {0} evaluations gained {1} points, and by chance alone the score is off by {2} points"),
    /** As above, without any gain. */
    NOTHING_BUT_NOISE("the last {0} evaluations gained nothing, and by chance alone the score is off by {1} points"),
    /** As above, where nothing is left to chance. */
    NOTHING("the last {0} evaluations gained nothing, so no more is expected");

    private final String pattern;

    StopReason(String pattern) {
        this.pattern = pattern;
    }

    @Override
    public String family() {
        return "stop";
    }

    @Override
    public String pattern() {
        return pattern;
    }
}

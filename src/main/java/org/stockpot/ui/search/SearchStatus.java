package org.stockpot.ui.search;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.stockpot.search.Goal;
import org.stockpot.search.Score;

/**
 * What is shown of a search.
 *
 * @param title of the plan; empty before the first search
 * @param goal what it maximises
 * @param phase what it does now, or how it ended
 * @param evaluations made
 * @param best score, for {@link Goal#format}; NaN before the first
 * @param remaining time, once it can be told
 * @param points every evaluation
 * @param decisions sentences, oldest first
 */
public record SearchStatus(
        String title,
        Goal goal,
        String phase,
        int evaluations,
        double best,
        double fraction,
        Optional<Duration> remaining,
        List<Point> points,
        List<String> decisions) {
    /** No search yet. */
    public static final SearchStatus IDLE =
            new SearchStatus("", Goal.ACCURACY, "", 0, Double.NaN, 0, Optional.empty(), List.of(), List.of());

    /** One evaluation of a search: its number, its score, whole or estimated, and the best whole score by then. */
    public record Point(int number, Score score, double best) {}
}

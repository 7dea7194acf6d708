package org.stockpot.ui.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.stockpot.evaluate.Interval;
import org.stockpot.search.Score;
import org.stockpot.ui.chart.Measurement;
import org.stockpot.ui.chart.TrialPoint;
import org.stockpot.ui.text.Texts;

/** The evaluations of a search as points of a chart. Pure functions. */
final class SearchPoints {
    private static final Texts TEXTS = Texts.of(SearchPoints.class);

    private SearchPoints() {}

    /**
     * Every evaluation, by its number; intervals as if every score were the share of some images that are right.
     *
     * @param images of all validation sets together, 0 where that is not known
     */
    static List<TrialPoint> of(SearchStatus status, int images) {
        List<TrialPoint> points = new ArrayList<>();
        for (SearchStatus.Point point : status.points()) {
            boolean stopped = point.score() instanceof Score.Estimated;
            long seen = point.score() instanceof Score.Estimated estimated ? estimated.images() : images;
            double score = Math.max(0, Math.min(1, point.score().value()));
            long worth = point.score() instanceof Score.Estimated estimated ? estimated.worth(images) : images;
            Interval interval = worth > 0
                    ? Interval.wilson((int) Math.round(score * worth), (int) worth)
                    : new Interval(score, score);
            points.add(new TrialPoint(
                    points.size() + 1,
                    TEXTS.get(stopped ? "point.estimated" : "point", status.title(), point.number()),
                    Optional.of(new Measurement(score, interval.low(), interval.high(), seen)),
                    Optional.empty(),
                    Optional.empty()));
        }
        return points;
    }
}

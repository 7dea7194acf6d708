package org.stockpot.ui.chart;

import java.util.Optional;
import javafx.scene.paint.Color;
import org.stockpot.session.chart.MarkerShape;
import org.stockpot.ui.text.Texts;
import org.stockpot.ui.theme.Palette;
import org.stockpot.ui.theme.Theme;

/**
 * What was measured in one trial.
 *
 * @param trial number, counted from 1
 * @param name for people, such as the phase of a search; may be empty
 * @param key what a selection knows it by, the caller's own number; −1 if it cannot be selected
 */
public record TrialPoint(
        int trial,
        String name,
        int key,
        Optional<Measurement> validation,
        Optional<Measurement> test,
        Optional<Measurement> ood) {
    /** A trial that cannot be selected. */
    public TrialPoint(
            int trial,
            String name,
            Optional<Measurement> validation,
            Optional<Measurement> test,
            Optional<Measurement> ood) {
        this(trial, name, PointChart.NO_KEY, validation, test, ood);
    }

    /** The measurement of one series. */
    Optional<Measurement> of(Series series) {
        return switch (series) {
            case VALIDATION -> validation;
            case TEST -> test;
            case OOD -> ood;
        };
    }

    /** The curves of the chart. */
    public enum Series {
        VALIDATION("series.validation", 0, MarkerShape.CIRCLE),
        TEST("series.test", 1, MarkerShape.SQUARE),
        OOD("series.ood", 2, MarkerShape.TRIANGLE);

        private static final Texts TEXTS = Texts.of(TrialPoint.class);

        private final String title;
        private final int palette;
        private final MarkerShape shape;

        Series(String title, int palette, MarkerShape shape) {
            this.title = title;
            this.palette = palette;
            this.shape = shape;
        }

        Color colour(Theme theme) {
            return Palette.colour(palette, theme);
        }

        MarkerShape shape() {
            return shape;
        }

        public String title() {
            return TEXTS.get(title);
        }
    }
}

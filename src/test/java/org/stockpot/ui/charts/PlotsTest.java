package org.stockpot.ui.charts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.stockpot.data.DataRef;
import org.stockpot.data.Role;
import org.stockpot.evaluate.Evaluation;
import org.stockpot.evaluate.Hits;
import org.stockpot.fuse.FusionMethod;
import org.stockpot.fuse.Granularity;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.fuse.Recipe;
import org.stockpot.search.Goal;
import org.stockpot.search.Score;
import org.stockpot.session.Session;
import org.stockpot.session.Source;
import org.stockpot.session.Trial;
import org.stockpot.ui.chart.HeadlineNumbers;
import org.stockpot.ui.chart.HeadlineNumbers.Change;
import org.stockpot.ui.live.Reading;
import org.stockpot.ui.search.SearchStatus;

class PlotsTest {
    private static final Source INGREDIENT = new Source("alone", Path.of("alone.safetensors"), "a".repeat(64));
    private static final DataRef VALIDATION = DataRef.of(Role.VALIDATION, Path.of("validation"));

    @Test
    void aSmallDifferenceThatIsAlwaysTheSameWayIsNoNoiseAlthoughTheIntervalsOverlap() {
        Hits alone = hits(0, 800, 1000);
        Hits mix = hits(0, 812, 1000);
        Change change = headline(alone, mix).validation().change().orElseThrow();
        assertThat(change.gain()).isEqualTo(0.012);
        assertThat(change.significant()).isTrue();
    }

    @Test
    void aDifferenceThatGoesBothWaysIsNoise() {
        Hits alone = hits(100, 800, 1000);
        Hits mix = hits(0, 712, 1000);
        Change change = headline(alone, mix).validation().change().orElseThrow();
        assertThat(change.gain()).isEqualTo(0.012);
        assertThat(change.significant()).isFalse();
    }

    @Test
    void anUnfinishedMeasurementIsComparedOnTheImagesThatBothHaveSeen() {
        Hits alone = hits(200, 1000, 1000);
        Hits mix = hits(0, 200, 250);
        Change change = headline(alone, mix).validation().change().orElseThrow();
        assertThat(change.gain()).isEqualTo((200 - 50) / 250.0);
    }

    @Test
    void aTrialOfAFileWhoseImagesCameInAnotherOrderIsNotCompared() {
        Hits alone = new Hits(hits(0, 800, 1000).bits(), 1000, 1);
        assertThat(headline(alone, hits(0, 812, 1000)).validation().change()).isEmpty();
    }

    @Test
    void aSearchForSomethingElseShowsTheValidationAccuracyThatItSawOrNothing() {
        var points = List.of(
                new SearchStatus.Point(1, new Score.Whole(0.6, List.of(0.8, 0.4)), 0.6),
                new SearchStatus.Point(2, new Score.Estimated(0.5, 30, 100, 0.1), 0.6));
        assertThat(Plots.history(Session.EMPTY, status(Goal.SHIFT_AWARE, points)))
                .extracting(point -> point.validation().orElseThrow().value())
                .containsExactly(0.8);
        assertThat(Plots.history(Session.EMPTY, status(Goal.ACCURACY, points)))
                .extracting(point -> point.validation().orElseThrow().value())
                .containsExactly(0.6, 0.5);
        assertThat(Plots.history(Session.EMPTY, status(Goal.ACCURACY, points)))
                .as("of how many images the first is, is not known")
                .element(0)
                .satisfies(point -> assertThat(point.validation().orElseThrow().low())
                        .isEqualTo(point.validation().orElseThrow().high()));
        assertThat(Plots.history(Session.EMPTY, status(Goal.NEGATIVE_CROSS_ENTROPY, points)))
                .isEmpty();
    }

    private static SearchStatus status(Goal goal, List<SearchStatus.Point> points) {
        return new SearchStatus("Search", goal, "", 2, 0.6, 0, Optional.empty(), points, List.of());
    }

    /** Right on the images from…to. */
    private static Hits hits(int from, int to, int total) {
        var bits = new BitSet();
        bits.set(from, to);
        return new Hits(bits, total);
    }

    private static HeadlineNumbers headline(Hits alone, Hits mix) {
        var recipe = new Recipe(
                new FusionMethod.WeightedAverage(), new Granularity.WholeModel(), MixingWeights.only(0, 1, 1));
        var trial = new Trial(
                "ingredient",
                recipe,
                List.of(INGREDIENT.sha256().orElseThrow()),
                0,
                List.of(new Evaluation(VALIDATION.name(), Role.VALIDATION, alone)),
                "CPU",
                1,
                Instant.EPOCH);
        Session session = Session.EMPTY
                .withIngredients(List.of(INGREDIENT))
                .withData(List.of(VALIDATION))
                .withTrial(trial);
        var reading = new Reading(
                List.of(new Evaluation(VALIDATION.name(), Role.VALIDATION, mix)), Reading.State.PARTIAL, 1, "CPU");
        return Plots.headline(session, reading);
    }
}

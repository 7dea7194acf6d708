package org.stockpot.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.stockpot.data.Role;
import org.stockpot.evaluate.Evaluation;
import org.stockpot.evaluate.Hits;
import org.stockpot.session.TrialComparison.Obstacle;
import org.stockpot.session.TrialComparison.SetPair;

class TrialComparisonTest {
    private final Session session = TrialSamples.session();
    private final Trial sliders = session.trials().get(2);
    private final Trial search = session.trials().get(3);

    @Test
    void namesTheImagesThatTheSecondGainsAndLoses() {
        TrialComparison comparison = TrialComparison.of(sliders, search);
        assertThat(comparison.sets()).extracting(SetPair::set).containsExactly("validation", "test", "fog");
        SetPair test = comparison.sets().get(1);
        assertThat(test.gained()).isEqualTo(IntStream.range(812, 903).boxed().toList());
        assertThat(test.lost()).isEqualTo(IntStream.range(0, 100).boxed().toList());
        assertThat(test.paired().orElseThrow().gain()).isEqualTo(-0.009);
        assertThat(test.paired().orElseThrow().isSignificant()).isFalse();
        SetPair back = TrialComparison.of(search, sliders).sets().get(1);
        assertThat(back.gained()).isEqualTo(test.lost());
        assertThat(back.lost()).isEqualTo(test.gained());
    }

    @Test
    void saysWhyTwoResultsAreNotComparedImageByImage() {
        Evaluation whole = sliders.evaluations().get(0);
        Evaluation half =
                new Evaluation("validation", Role.VALIDATION, whole.hits().first(500));
        Evaluation older = new Evaluation(
                "validation", Role.VALIDATION, new Hits(whole.hits().bits(), 1000, 1));
        assertThat(pair(whole, half)).isEqualTo(Optional.of(Obstacle.OTHER_IMAGES));
        assertThat(pair(whole, older)).isEqualTo(Optional.of(Obstacle.OTHER_ORDER));
        SetPair onlyOne = new SetPair("test", Role.TEST, Optional.of(whole), Optional.empty());
        assertThat(onlyOne.obstacle()).contains(Obstacle.ONE_SIDED);
        assertThat(onlyOne.paired()).isEmpty();
        assertThat(onlyOne.gained()).isEmpty();
    }

    @Test
    void weightsAreComparedAsSharesOfTheIngredientsOfBoth() {
        WeightShift shift = WeightShift.of(session.trials().get(0), search).orElseThrow();
        assertThat(shift.ingredients())
                .isEqualTo(List.of(
                        TrialSamples.ONE.sha256().orElseThrow(),
                        TrialSamples.TWO.sha256().orElseThrow()));
        assertThat(shift.shares()).isTrue();
        assertThat(shift.difference(0, 0)).isEqualTo(-0.8);
        assertThat(shift.difference(1, 0)).isEqualTo(0.8);
        assertThat(shift.largest()).isEqualTo(0.8);
    }

    @Test
    void oneColumnStandsForAllGroupsAndEqualColumnsAreOne() {
        Trial groups = TrialSamples.trial(
                "groups", List.of(TrialSamples.ONE, TrialSamples.TWO), new double[][] {{0.5, 1}, {0.5, 3}}, 0, 10, 5);
        WeightShift shift = WeightShift.of(sliders, groups).orElseThrow();
        assertThat(shift.groups()).isEqualTo(2);
        assertThat(shift.difference(0, 0)).isZero();
        assertThat(shift.difference(0, 1)).isEqualTo(-0.25);
        assertThat(shift.compact()).isSameAs(shift);
        assertThat(WeightShift.of(groups, groups).orElseThrow().largest()).isZero();
        Trial even = TrialSamples.trial(
                "even", List.of(TrialSamples.ONE, TrialSamples.TWO), new double[][] {{1, 1}, {3, 3}}, 0, 10, 6);
        assertThat(WeightShift.of(sliders, even).orElseThrow().compact().groups())
                .isEqualTo(1);
        Trial three = TrialSamples.trial(
                "three", List.of(TrialSamples.ONE, TrialSamples.TWO), new double[][] {{1, 1, 1}, {3, 3, 3}}, 0, 10, 7);
        assertThat(WeightShift.of(groups, three)).isEmpty();
    }

    private static Optional<Obstacle> pair(Evaluation first, Evaluation second) {
        return new SetPair("validation", Role.VALIDATION, Optional.of(first), Optional.of(second)).obstacle();
    }
}

package org.stockpot.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Races over images that come in several copies, such as shifted ones. */
class WeightedRaceTest {
    private static final int IMAGES = 1000;

    /** What two mixes make of all copies of all images. */
    private record Run(List<Hits> challenger, List<Hits> incumbent) {
        double score(List<Double> weights) {
            return IntStream.range(0, incumbent.size())
                    .mapToDouble(copy -> weights.get(copy) * incumbent.get(copy).correct() / IMAGES)
                    .sum();
        }
    }

    /**
     * Images in random order; on some the challenger is better, on others worse, in each case in all copies at once or in
     * one of them.
     */
    private static Run run(int copies, int better, int worse, boolean together, Random random) {
        List<Integer> order = new ArrayList<>(IntStream.range(0, IMAGES).boxed().toList());
        Collections.shuffle(order, random);
        var challenger = IntStream.range(0, copies).mapToObj(copy -> new BitSet()).toList();
        var incumbent = IntStream.range(0, copies).mapToObj(copy -> new BitSet()).toList();
        for (int place = 0; place < IMAGES; place++) {
            int image = order.get(place);
            for (int copy = 0; copy < copies; copy++) {
                boolean differs = together || place % copies == copy;
                challenger.get(copy).set(image, place < better || (place >= better + worse || !differs));
                incumbent.get(copy).set(image, !differs || place >= better);
            }
        }
        return new Run(
                challenger.stream().map(bits -> new Hits(bits, IMAGES)).toList(),
                incumbent.stream().map(bits -> new Hits(bits, IMAGES)).toList());
    }

    private static double thrownAway(int copies, boolean together, List<Double> weights) {
        var random = new Random(1);
        int lost = 0;
        for (int trial = 0; trial < 1000; trial++) {
            Run run = run(copies, 30, 30, together, random);
            var race = new Race(run.incumbent(), weights, run.score(weights), Race.ERROR_RATE);
            lost += race.isLost(run.challenger()) ? 1 : 0;
        }
        return lost / 1000.0;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aTieIsThrownAwayWithAtMostTheErrorRateHoweverAlikeTheCopiesAre(boolean together) {
        assertThat(thrownAway(3, together, List.of(0.5, 0.25, 0.25))).isBetween(0.001, 0.05);
    }

    @Test
    void copiesThatCountedAsImagesOfTheirOwnWouldBreakTheErrorRate() {
        var random = new Random(1);
        int lost = 0;
        for (int trial = 0; trial < 1000; trial++) {
            Run run = run(3, 30, 30, true, random);
            double score = run.score(List.of(1 / 3.0, 1 / 3.0, 1 / 3.0));
            lost += new Race(run.incumbent(), score, Race.ERROR_RATE).isLost(run.challenger()) ? 1 : 0;
        }
        assertThat(lost / 1000.0).isGreaterThan(0.06);
    }

    @Test
    void onlyTheProportionsOfTheWeightsMatter() {
        Run run = run(2, 20, 90, false, new Random(2));
        List<Double> weights = List.of(0.75, 0.25);
        List<Double> larger = List.of(3.0, 1.0);
        var race = new Race(run.incumbent(), weights, run.score(weights), Race.ERROR_RATE);
        var scaled = new Race(run.incumbent(), larger, run.score(larger), Race.ERROR_RATE);
        assertThat(race.isLost(run.challenger())).isTrue();
        assertThat(scaled.isLost(run.challenger())).isTrue();
        assertThat(race.images()).isBetween(50, 900).isEqualTo(scaled.images());
        assertThat(scaled.estimate()).isCloseTo(4 * race.estimate(), within(1e-12));
        assertThat(race.estimate()).isLessThan(run.score(weights));
    }

    @Test
    void theEstimateOfAWholeRaceIsTheWeightedScore() {
        Run run = run(2, 20, 30, false, new Random(3));
        List<Double> weights = List.of(0.75, 0.25);
        var race = new Race(run.incumbent(), weights, run.score(weights) - 0.1, Race.ERROR_RATE);
        assertThat(race.isLost(run.challenger())).isFalse();
        assertThat(race.images()).isEqualTo(IMAGES);
        double score = IntStream.range(0, 2)
                .mapToDouble(copy -> weights.get(copy) * run.challenger().get(copy).correct() / IMAGES)
                .sum();
        assertThat(race.estimate()).isCloseTo(score, within(1e-12));
    }

    @Test
    void anImageIsSeenWhenAllItsCopiesAre() {
        Run run = run(2, 20, 30, true, new Random(4));
        List<Hits> known =
                List.of(run.challenger().get(0).first(100), run.challenger().get(1).first(40));
        var race = new Race(run.incumbent(), List.of(0.5, 0.5), 0.1, Race.ERROR_RATE);
        assertThat(race.isLost(known)).isFalse();
        assertThat(race.images()).isEqualTo(40);
    }

    @Test
    void refusesCopiesOfUnequalSizes() {
        var copies = List.of(new Hits(new BitSet(), 10), new Hits(new BitSet(), 9));
        assertThatThrownBy(() -> new Race(copies, List.of(0.5, 0.5), 0.5, 0.05))
                .isInstanceOf(IllegalArgumentException.class);
    }
}

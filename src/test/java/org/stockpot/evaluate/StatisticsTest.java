package org.stockpot.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Fixtures: {@code src/test/python/make_statistics_fixtures.py}. */
class StatisticsTest {
    private static List<Double> doubles(String text) {
        return Arrays.stream(text.split(" ", -1)).map(Double::valueOf).toList();
    }

    /** So many images, the first of them right. */
    private static Hits hits(int correct, int total) {
        var bits = new BitSet();
        bits.set(0, correct);
        return new Hits(bits, total);
    }

    @ParameterizedTest
    @CsvFileSource(resources = "holm.csv", useHeadersInDisplayName = true)
    void holmCorrectsAsStatsmodelsDoes(String p, String adjusted) {
        List<Double> found = Holm.adjusted(doubles(p));
        List<Double> expected = doubles(adjusted);
        assertThat(found).hasSameSizeAs(expected);
        for (int test = 0; test < expected.size(); test++) {
            assertThat(found.get(test)).isEqualTo(expected.get(test), within(1e-14));
        }
    }

    @Test
    void holmCorrectsNothingWhereNothingWasTested() {
        assertThat(Holm.adjusted(List.of())).isEmpty();
    }

    @ParameterizedTest
    @CsvFileSource(resources = "robustness.csv", useHeadersInDisplayName = true, maxCharsPerColumn = 10_000)
    void theLineOfOtherModelsIsThatOfSciPy(
            String test, String ood, double slope, double intercept, double newTest, double newOod, double robustness) {
        List<EffectiveRobustness.Point> points = new ArrayList<>();
        for (int model = 0; model < doubles(test).size(); model++) {
            points.add(new EffectiveRobustness.Point(
                    doubles(test).get(model), doubles(ood).get(model)));
        }
        EffectiveRobustness line = EffectiveRobustness.line(points).orElseThrow();
        assertThat(line.slope()).isCloseTo(slope, offset(1e-10));
        assertThat(line.intercept()).isCloseTo(intercept, offset(1e-10));
        assertThat(line.models()).isEqualTo(points.size());
        assertThat(line.of(new EffectiveRobustness.Point(newTest, newOod)).orElseThrow())
                .isCloseTo(robustness, offset(1e-10));
    }

    @Test
    void thereIsNoLineThroughFewModelsOrOnesThatAreEquallyGoodOrPerfect() {
        var one = new EffectiveRobustness.Point(0.8, 0.5);
        var other = new EffectiveRobustness.Point(0.9, 0.6);
        var perfect = new EffectiveRobustness.Point(1, 0.6);
        var hopeless = new EffectiveRobustness.Point(0.7, 0);
        assertThat(EffectiveRobustness.line(List.of(one, other))).isEmpty();
        assertThat(EffectiveRobustness.line(List.of(one, other, perfect, hopeless)))
                .isEmpty();
        assertThat(EffectiveRobustness.line(List.of(one, one, one))).isEmpty();
        EffectiveRobustness line = EffectiveRobustness.line(
                        List.of(one, other, new EffectiveRobustness.Point(0.85, 0.5), perfect))
                .orElseThrow();
        assertThat(line.models()).isEqualTo(3);
        assertThat(line.of(perfect)).isEmpty();
    }

    @ParameterizedTest
    @CsvFileSource(resources = "bootstrap.csv", useHeadersInDisplayName = true)
    void theBootstrapSpreadsAsWideAsSciPys(String correct, String total, double low, double high) {
        List<Hits> sets = new ArrayList<>();
        for (int set = 0; set < doubles(correct).size(); set++) {
            sets.add(hits(
                    doubles(correct).get(set).intValue(),
                    doubles(total).get(set).intValue()));
        }
        Interval interval = new Bootstrap(20_000, 5).mean(sets);
        // What chance leaves of the ends after so many draws, or one image where the sets are small.
        double smallest = Collections.min(doubles(total));
        double chance = Math.max(0.03 * (high - low), 1.000001 / (sets.size() * smallest));
        assertThat(interval.low()).isCloseTo(low, offset(chance));
        assertThat(interval.high()).isCloseTo(high, offset(chance));
    }

    @Test
    void theSameSeedDrawsTheSameAndAnotherDoesNot() {
        List<Hits> sets = List.of(hits(300, 1000), hits(41, 100));
        Interval interval = new Bootstrap(200, 1).mean(sets);
        assertThat(new Bootstrap(200, 1).mean(sets)).isEqualTo(interval);
        assertThat(new Bootstrap(200, 2).mean(sets)).isNotEqualTo(interval);
        assertThatThrownBy(() -> new Bootstrap(0, 1)).hasMessage("0 resamples");
    }

    @Test
    void aDifferenceIsDrawnInPairsSoEqualMixesHaveNone() {
        List<Hits> some = List.of(hits(500, 1000));
        List<Hits> others = List.of(hits(480, 1000));
        assertThat(Bootstrap.USUAL.gain(some, some)).isEqualTo(new Interval(0, 0));
        Interval gain = Bootstrap.USUAL.gain(some, others);
        // 20 images of 1,000 differ, all one way: the spread is that of a binomial of 0.02.
        assertThat(gain.low()).isBetween(0.010, 0.014);
        assertThat(gain.high()).isBetween(0.027, 0.031);
        assertThatThrownBy(() -> Bootstrap.USUAL.gain(some, List.of(hits(1, 2))))
                .hasMessage("a paired difference needs the same images in the same order");
    }
}

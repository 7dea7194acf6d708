package org.stockpot.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Fixtures: {@code src/test/python/make_statistics_fixtures.py}. */
class McNemarTest {
    @ParameterizedTest
    @CsvFileSource(resources = "mcnemar.csv", useHeadersInDisplayName = true)
    void agreesWithSciPy(int onlyFirst, int onlySecond, double p) {
        assertThat(McNemar.p(onlyFirst, onlySecond)).isCloseTo(p, withinPercentage(1e-7));
    }

    @Test
    void countsOnlyTheImagesOnWhichTheTwoDiffer() {
        var first = new Hits(bits("1110000011"), 10);
        var second = new Hits(bits("1000000100"), 10);
        PairedComparison comparison = McNemar.exact(first, second);
        assertThat(comparison.onlyFirst()).isEqualTo(4);
        assertThat(comparison.onlySecond()).isEqualTo(1);
        assertThat(comparison.p()).isCloseTo(0.375, within(1e-12));
        assertThat(comparison).hasToString("+30.00 points (4 better, 1 worse of 10), p = 0.38, within the noise");
        assertThat(McNemar.exact(second, first).gain()).isEqualTo(-0.3);
    }

    @Test
    void marksNoNoiseWhereTheDifferenceIsReal() {
        assertThat(new PairedComparison(52, 12, 10_000, McNemar.p(52, 12)))
                .hasToString("+0.40 points (52 better, 12 worse of 10,000), p = 4.6e-07");
    }

    @Test
    void equalMixesDoNotDiffer() {
        var hits = new Hits(bits("1010"), 4);
        assertThat(McNemar.exact(hits, hits).p()).isEqualTo(1);
    }

    @Test
    void refusesDifferentImages() {
        assertThatThrownBy(() -> McNemar.exact(new Hits(new BitSet(), 3), new Hits(new BitSet(), 4)))
                .hasMessage("a paired comparison needs the same images, found 3 and 4");
        assertThatThrownBy(() -> McNemar.exact(new Hits(new BitSet(), 3, 1), new Hits(new BitSet(), 3, 2)))
                .hasMessage("a paired comparison needs the same order, found 1 and 2");
    }

    private static BitSet bits(String text) {
        var bits = new BitSet();
        for (int i = 0; i < text.length(); i++) {
            bits.set(i, text.charAt(i) == '1');
        }
        return bits;
    }

    @Test
    void testsSeveralSetsTogetherByTheSumOfTheirDifferingImages() {
        var one = new PairedComparison(9, 3, 100, 0.146);
        var other = new PairedComparison(12, 2, 300, 0.013);
        assertThat(McNemar.pooled(List.of(one, other))).isEqualTo(new PairedComparison(21, 5, 400, McNemar.p(21, 5)));
    }

    @Test
    void knowsWhatWasRightAmongTheFirstImages() {
        var bits = new BitSet();
        bits.set(2, 6);
        Hits all = new Hits(bits, 8);
        assertThat(all.first(4)).hasToString("2/4");
        assertThat(all.first(8)).isEqualTo(all);
        assertThatThrownBy(() -> all.first(9)).isInstanceOf(IllegalArgumentException.class);
    }
}

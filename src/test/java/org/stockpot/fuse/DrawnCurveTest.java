package org.stockpot.fuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class DrawnCurveTest {
    private static final DrawnCurve ROOF = new DrawnCurve(
            List.of(new DrawnCurve.Point(0.75, 0.5), new DrawnCurve.Point(0.25, 0), new DrawnCurve.Point(0.5, 1)));

    @Test
    void itGoesStraightFromPointToPointAndLevelBeyondThem() {
        assertThat(IntStream.rangeClosed(0, 8).mapToDouble(eighth -> ROOF.at(eighth / 8.0)))
                .containsExactly(0.0, 0.0, 0.0, 0.5, 1.0, 0.75, 0.5, 0.5, 0.5);
    }

    /** A curve that is taken from weights gives back the very weights. */
    @Property(tries = 200, seed = "1")
    void throughItsOwnDepthsItIsWhatItWasTakenFrom(@ForAll @IntRange(min = 1, max = 30) int groups, @ForAll long seed) {
        var random = new Random(seed);
        double[] depths = IntStream.range(0, groups)
                .mapToDouble(group -> group / Math.max(1.0, groups - 1))
                .toArray();
        double[] weights = random.doubles(groups, -1, 2).toArray();
        List<Integer> all = IntStream.range(0, groups).boxed().toList();

        DrawnCurve curve = DrawnCurve.through(depths, weights, all).orElseThrow();

        double largest = Arrays.stream(weights).map(Math::abs).max().orElseThrow();
        for (int group = 0; group < groups; group++) {
            assertThat(largest * curve.at(depths[group])).isCloseTo(weights[group], within(1e-12));
        }
    }

    @Test
    void groupsThatLieEquallyDeepHaveTheirMeanAndInertOnesDoNotCount() {
        double[] depths = {0, 1, 1, 1};
        DrawnCurve curve = DrawnCurve.through(depths, new double[] {0.5, 1, 0.5, 9}, List.of(0, 1, 2))
                .orElseThrow();
        assertThat(curve.points()).containsExactly(new DrawnCurve.Point(0, 0.5), new DrawnCurve.Point(1, 0.75));
        assertThat(DrawnCurve.through(depths, new double[4], List.of(0, 1))).isEmpty();
    }

    @Test
    void whatIsNoCurveIsRefused() {
        assertThatThrownBy(() -> new DrawnCurve(List.of())).hasMessage("a curve without points");
        assertThatThrownBy(() -> new DrawnCurve.Point(Double.NaN, 1)).hasMessage("a curve has height 1.0 at depth NaN");
    }
}

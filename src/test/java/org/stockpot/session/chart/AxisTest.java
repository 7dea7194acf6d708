package org.stockpot.session.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AxisTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            LINEAR      | PLAIN   | 0      | 10    | 5 | 0; 2; 4; 6; 8; 10
            LINEAR      | PLAIN   | -1     | 1     | 4 | -1.0; -0.5; 0.0; 0.5; 1.0
            LINEAR      | PERCENT | 0.8123 | 0.861 | 6 | 82 %; 83 %; 84 %; 85 %; 86 %
            LINEAR      | PERCENT | 0.8601 | 0.861 | 4 | 86.05 %; 86.10 %
            LINEAR      | COUNT   | 0.5    | 4.5   | 9 | 1; 2; 3; 4
            LINEAR      | COUNT   | 0      | 5000  | 5 | 0; 1,000; 2,000; 3,000; 4,000; 5,000
            LOGARITHMIC | PLAIN   | 0.002  | 0.3   | 8 | 0.002; 0.005; 0.01; 0.02; 0.05; 0.1; 0.2
            LOGARITHMIC | PLAIN   | 1e-6   | 1     | 4 | 1e-6; 0.0001; 0.01; 1
            LOGARITHMIC | PLAIN   | 0.031  | 0.042 | 5 | 0.031; 0.042
            """)
    void ticksAreRoundNumbers(Axis.Kind kind, Axis.Unit unit, double low, double high, int wanted, String expected) {
        String ticks = new Axis(low, high, kind, unit)
                .ticks(wanted).stream().map(Axis.Tick::text).collect(Collectors.joining("; "));
        assertThat(ticks).isEqualTo(expected);
    }

    @Property
    void sharesAndValuesAreInverse(
            @ForAll @DoubleRange(min = 0.01, max = 10) double low,
            @ForAll @DoubleRange(min = 0.1, max = 100) double span,
            @ForAll @DoubleRange(min = 0, max = 1) double share) {
        for (Axis.Kind kind : Axis.Kind.values()) {
            var axis = new Axis(low, low + span, kind, Axis.Unit.PLAIN);
            assertThat(Math.abs(axis.share(axis.value(share)) - share)).isLessThan(1e-9);
        }
    }

    @Property
    void ticksLieOnTheAxisAndAreFew(
            @ForAll @DoubleRange(min = -1000, max = 1000) double low,
            @ForAll @DoubleRange(min = 0.01, max = 1e6) double span,
            @ForAll @IntRange(min = 1, max = 12) int wanted) {
        var axis = new Axis(low, low + span, Axis.Kind.LINEAR, Axis.Unit.PLAIN);
        assertThat(axis.ticks(wanted))
                .hasSizeLessThanOrEqualTo(wanted + 1)
                .allSatisfy(tick -> assertThat(axis.share(tick.value())).isBetween(-1e-6, 1 + 1e-6));
    }

    @Test
    void equalValuesStillHaveAnAxis() {
        assertThat(Axis.around(0.85, 0.85, 0.08, Axis.Unit.PERCENT).share(0.85)).isEqualTo(0.5);
        assertThat(Axis.logarithmic(0.1, 0.1, Axis.Unit.PLAIN).share(0.1)).isBetween(0.4, 0.6);
        assertThat(Axis.linear(3, 3, Axis.Unit.COUNT).share(3)).isEqualTo(0);
    }

    @Test
    void aLogarithmicAxisNeedsPositiveEnds() {
        assertThatThrownBy(() -> new Axis(0, 1, Axis.Kind.LOGARITHMIC, Axis.Unit.PLAIN))
                .hasMessage("LOGARITHMIC axis from 0.0 to 1.0");
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "0.0312, 0.0312", "0.5, 0.5", "3.14159, 3.14", "0.00002, 2e-5", "1234567, 1.2e6", "NaN, –"})
    void numbersKeepThreeDigits(double value, String text) {
        assertThat(Axis.significant(value)).isEqualTo(text);
    }
}

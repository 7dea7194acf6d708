package org.stockpot.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Fixture: {@code src/test/python/make_race_fixtures.py}. */
class WagerTest {
    @ParameterizedTest
    @CsvFileSource(resources = "wager.csv", useHeadersInDisplayName = true, maxCharsPerColumn = 40_000)
    void hasTheCapitalThatNumPyComputes(double total, String differences, String logCapitals) {
        var wager = new Wager(differences.length(), total);
        var found = new ArrayList<Double>();
        for (int i = 0; i < differences.length(); i++) {
            wager.see("-0+".indexOf(differences.charAt(i)) - 1);
            if (i % 5 == 4) {
                found.add(wager.logCapital());
            }
        }
        double[] expected = Arrays.stream(logCapitals.split(" "))
                .mapToDouble(Double::parseDouble)
                .toArray();
        assertThat(found).hasSize(expected.length);
        for (int i = 0; i < expected.length; i++) {
            assertThat(found.get(i)).as("after %d", 5 * i + 5).isCloseTo(expected[i], within(1e-12));
        }
    }

    @ParameterizedTest
    @CsvFileSource(resources = "wager-weighted.csv", useHeadersInDisplayName = true, maxCharsPerColumn = 40_000)
    void hasTheCapitalThatNumPyComputesForWeightedMeansToo(double total, String differences, String logCapitals) {
        double[] numbers = numbers(differences);
        double[] expected = numbers(logCapitals);
        var wager = new Wager(numbers.length, total);
        for (int i = 0; i < numbers.length; i++) {
            wager.see(numbers[i]);
            assertThat(wager.logCapital()).as("after %d", i + 1).isCloseTo(expected[i], within(1e-12));
        }
    }

    private static double[] numbers(String text) {
        return Arrays.stream(text.split(" ")).mapToDouble(Double::parseDouble).toArray();
    }

    /** The defining property, exactly: over all orders of a population that just meets the claim, no gain is expected. */
    @ParameterizedTest
    @ValueSource(strings = {"+-", "+-00", "++--0", "++---0", "+0000", "----", "+++-0"})
    void hasNoExpectedGainWhereTheClaimIsTrue(String population) {
        int total = population.chars().map(one -> "-0+".indexOf(one) - 1).sum();
        for (double claim : new double[] {total, total - 0.5, total - 2}) {
            for (int drawn = 1; drawn <= population.length(); drawn++) {
                assertThat(meanCapital(claim, population, "", drawn)).isLessThanOrEqualTo(1 + 1e-12);
            }
        }
    }

    @Test
    void gainsWhereTheClaimIsFalse() {
        assertThat(meanCapital(0, "+---0", "", 5)).isGreaterThan(1.5);
    }

    private static double meanCapital(double claim, String left, String drawn, int more) {
        if (more == 0) {
            var wager = new Wager(left.length() + drawn.length(), claim);
            drawn.chars().forEach(one -> wager.see("-0+".indexOf(one) - 1));
            return Math.exp(wager.logCapital());
        }
        double sum = 0;
        for (int i = 0; i < left.length(); i++) {
            sum += meanCapital(claim, left.substring(0, i) + left.substring(i + 1), drawn + left.charAt(i), more - 1);
        }
        return sum / left.length();
    }
}

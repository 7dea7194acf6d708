package org.stockpot.session.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TableTest {
    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1+1", "-1+1", "@SUM(1)", "\t=1", "\r=1", "\n=1", "\"=1+1\"", "-"})
    void textThatASpreadsheetWouldEvaluateGetsAnApostrophe(String text) {
        var table = new Table(List.of(text), List.of(List.of(text)));
        assertThat(table.csv())
                .isEqualTo(new Table(List.of("'" + text), List.of(List.of("'" + text))).csv())
                .contains("'");
    }

    @Test
    void numbersAndPlainTextHaveNoApostrophe() {
        var table = new Table(List.of("a", "b", "c", "d"), List.of(List.of("-0.25", "-1.2e-07", "a=b", "-Infinity")));
        assertThat(table.csv()).isEqualTo("a,b,c,d\r\n-0.25,-1.2e-07,a=b,-Infinity\r\n");
    }

    @Test
    void cellsWithCommasQuotesAndBreaksAreQuoted() {
        var table =
                new Table(List.of("name", "note"), List.of(List.of("a,b", "say \"no\""), List.of("two\nlines", "")));
        assertThat(table.csv()).isEqualTo("name,note\r\n\"a,b\",\"say \"\"no\"\"\"\r\n\"two\nlines\",\r\n");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            0.85,     0.85
            3,        3
            0.1,      0.1
            1.2e-7,   1.2e-07
            -0.25,    -0.25
            """)
    void numbersHaveAPointAndNoZerosTooMany(double value, String written) {
        assertThat(Table.number(value)).isEqualTo(written);
    }

    @Test
    void whatWasNotMeasuredIsEmpty() {
        assertThat(Table.number(Double.NaN)).isEmpty();
    }

    @Test
    void refusesRowsOfAnotherLength() {
        var refusal =
                assertThrows(IllegalArgumentException.class, () -> new Table(List.of("a", "b"), List.of(List.of("1"))));
        assertThat(refusal).hasMessage("1 cells for 2 columns");
    }
}

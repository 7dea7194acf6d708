package org.stockpot.session.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableTest {
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

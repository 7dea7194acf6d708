package org.stockpot.ui.mix;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WeightTextTest {
    @ParameterizedTest
    @CsvSource(textBlock = """
            0.3, 0.3
            '0,3', 0.3
            .5, 0.5
            30%, 0.3
            30 %, 0.3
            1/4, 0.25
            -0.2, -0.2
            ' 1 ', 1
            """)
    void readsWhatPeopleType(String text, double weight) {
        assertThat(WeightText.parse(text)).hasValue(weight);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a lot", "1/0", "0.3.3", "NaN", "1e400%", "1/2/3"})
    void anythingElseIsNoWeight(String text) {
        assertThat(WeightText.parse(text)).isEmpty();
    }
}

package org.stockpot.ui;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FuzzyTest {
    @ParameterizedTest
    @CsvSource({
        "mm, Measure the mix, true",
        "MEAS, Measure the mix, true",
        "m x, Measure the mix, true",
        "xm, Measure the mix, false",
        "'', Anything, true",
        "ö, Sitzung öffnen, true"
    })
    void lettersFitInTheirOrder(String typed, String text, boolean fits) {
        assertThat(Fuzzy.fit(typed, text).isPresent()).isEqualTo(fits);
    }

    @Test
    void startsOfWordsAndLettersSideBySideFitBest() {
        assertThat(fit("mm", "Measure the mix")).isGreaterThan(fit("mm", "Summary"));
        assertThat(fit("exp", "Export")).isGreaterThan(fit("exp", "Next step"));
        assertThat(fit("re", "Report")).isGreaterThan(fit("re", "Measure"));
    }

    private static int fit(String typed, String text) {
        return Fuzzy.fit(typed, text).orElseThrow();
    }
}

package org.stockpot.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ForecastTest {
    private static final Duration EACH = Duration.ofMillis(1500);
    private static final Duration AFTER = Duration.ofSeconds(10);

    @Test
    void isAsLongAsAllEvaluationsAndTheMeasurementOfTheResult() {
        var forecast = new Forecast(Optional.of(200L), EACH, AFTER, Optional.empty(), true);
        assertThat(forecast.most()).contains(Duration.ofSeconds(310));
        assertThat(forecast)
                .hasToString(
                        "At most about 5 min: one evaluation takes about 1.5 s, there are at most 200; it is usually"
                                + " less, because hopeless evaluations end early.");
    }

    @Test
    void aLimitOfTimeHoldsWhereItIsShorter() {
        var forecast = new Forecast(Optional.of(200L), EACH, AFTER, Optional.of(Duration.ofMinutes(1)), false);
        assertThat(forecast)
                .hasToString(
                        "At most about 70 s: one evaluation takes about 1.5 s, there are at most 200, the search ends"
                                + " after 60 s.");
        assertThat(new Forecast(Optional.of(2L), EACH, AFTER, Optional.of(Duration.ofMinutes(1)), false).most())
                .contains(Duration.ofSeconds(13));
    }

    @Test
    void saysSoWhereNobodyKnows() {
        var forecast = new Forecast(Optional.empty(), EACH, AFTER, Optional.empty(), true);
        assertThat(forecast.most()).isEmpty();
        assertThat(forecast)
                .hasToString("How long it takes is not known: one evaluation takes about 1.5 s, and the method ends by"
                        + " itself; set a budget to be sure.");
    }
}

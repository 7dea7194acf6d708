package org.stockpot.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static final long SECOND = 1_000_000_000L;

    private long now;
    private final Pace pace = new Pace(() -> now);

    private void step(long seconds, long done, long total) {
        now += seconds * SECOND;
        pace.at(new Progress("cooking", done, total));
    }

    @Test
    void saysNothingBeforeItHasSeenThreeStepsAndASecond() {
        step(0, 0, 100);
        step(1, 1, 100);
        step(1, 2, 100);
        assertThat(pace.left()).isEmpty();
        step(1, 3, 100);
        assertThat(pace.left()).contains(Duration.ofSeconds(97));
    }

    @Test
    void tellsHowManyStepsItTakesInASecond() {
        step(0, 0, 100);
        step(1, 8, 100);
        assertThat(pace.perSecond()).hasValue(8);
        step(1, 12, 100);
        assertThat(pace.perSecond()).hasValue(6);
        pace.restart();
        assertThat(pace.perSecond()).isEmpty();
    }

    @Test
    void forgetsASlowStart() {
        step(0, 0, 1000);
        step(600, 1, 1000);
        for (int done = 2; done <= 50; done++) {
            step(1, done, 1000);
        }
        assertThat(pace.left()).contains(Duration.ofSeconds(950));
    }

    @Test
    void countsDownBetweenSteps() {
        for (int done = 0; done <= 4; done++) {
            step(10, done, 10);
        }
        now += 4 * SECOND;
        assertThat(pace.left()).contains(Duration.ofSeconds(56));
        now += 1000 * SECOND;
        assertThat(pace.left()).contains(Duration.ZERO);
    }

    @Test
    void isNeverNegativeWhenTheClockGoesBack() {
        for (int done = 0; done <= 4; done++) {
            step(10, done, 10);
        }
        now -= 3600 * SECOND;
        assertThat(pace.left()).contains(Duration.ofSeconds(60));
        step(0, 5, 10);
        assertThat(pace.left()).isEmpty();
        for (int done = 6; done <= 8; done++) {
            step(2, done, 10);
        }
        assertThat(pace.left()).contains(Duration.ofSeconds(4));
    }

    @Test
    void anotherTotalIsAnotherJob() {
        for (int done = 0; done <= 4; done++) {
            step(10, done, 10);
        }
        step(1, 0, 500);
        assertThat(pace.left()).isEmpty();
    }
}

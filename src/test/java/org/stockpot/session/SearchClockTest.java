package org.stockpot.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.stockpot.job.JobContext;
import org.stockpot.job.Progress;

class SearchClockTest {
    private long now = -5_000_000_000L;
    private final List<String> said = new ArrayList<>();
    private final SearchClock clock = new SearchClock(new JobContext() {
        @Override
        public void checkpoint() {}

        @Override
        public void progress(Progress progress) {
            said.add(progress.phase());
        }

        @Override
        public long workedNanos() {
            return now;
        }
    });

    @Test
    void countsWhatEarlierRunsHaveSpentAndNotTheReplay() {
        now += 1_000_000_000L;
        clock.replayed(2.5, true);
        now += 700_000_000L;
        clock.replayed(1.5, false);
        assertThat(clock.seconds()).isEqualTo(4);
        now += 250_000_000L;
        assertThat(clock.lap()).isEqualTo(0.25);
        now += 500_000_000L;
        assertThat(clock.seconds()).isEqualTo(4.75);
    }

    @Test
    void isNeverNegativeWhenTheClockGoesBack() {
        now -= 3_600_000_000_000L;
        assertThat(clock.seconds()).isZero();
        assertThat(clock.lap()).isZero();
        now += 1_000_000_000L;
        assertThat(clock.lap()).isEqualTo(1);
        clock.replayed(-3, false);
        assertThat(clock.seconds()).isEqualTo(1);
    }

    @Test
    void isSilentWhileItReplays() {
        clock.replayed(1, true);
        clock.progress(new Progress("replayed", 1, 10));
        clock.replayed(1, false);
        clock.progress(new Progress("measured", 2, 10));
        assertThat(said).containsExactly("measured");
    }
}

package org.stockpot.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BarrierTest {
    private static Barrier of(int total, int... correct) {
        List<Barrier.Point> points = IntStream.range(0, correct.length)
                .mapToObj(point -> new Barrier.Point(point / (correct.length - 1.0), correct[point], total))
                .toList();
        return new Barrier("one", "two", points);
    }

    @Test
    void itsHeightIsMeasuredFromTheLineBetweenTheEnds() {
        Barrier barrier = of(1000, 800, 700, 400, 650, 900);
        assertThat(barrier.height()).isCloseTo(0.85 - 0.4, within(1e-12));
        assertThat(barrier.deepest().share()).isEqualTo(0.5);
        assertThat(barrier)
                .hasToString(
                        "Between one and two there is a barrier of 45.0 points: with 50 % of two accuracy is 40.0 %"
                                + " [37.0, 43.1], where the line between the two is at 85.0 %.");
    }

    @Test
    void aMixBetterThanBothIsNoBarrier() {
        Barrier barrier = of(1000, 800, 850, 840);
        assertThat(barrier.height()).isZero();
        assertThat(barrier.isReal()).isFalse();
    }

    @Test
    void aDipThatChanceMayMakeIsCalledSo() {
        Barrier barrier = of(100, 80, 76, 80);
        assertThat(barrier.isReal()).isFalse();
        assertThat(barrier)
                .hasToString("Between one and two there is no barrier: no mix of the two falls below the line between"
                        + " them by more than chance may make it (at most 4.0 points).");
        assertThat(of(100_000, 80_000, 76_000, 80_000).isReal()).isTrue();
    }
}

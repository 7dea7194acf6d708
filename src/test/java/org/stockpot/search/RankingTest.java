package org.stockpot.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.stockpot.fuse.MixingWeights;

class RankingTest {
    private static final double FAR = Double.POSITIVE_INFINITY;

    private static Mix mix(double score, double... parts) {
        List<Double> numbers = new ArrayList<>();
        for (double part : parts) {
            numbers.add(part);
        }
        return new Mix(MixingWeights.uniform(1, 1), new Score.Whole(score, numbers), List.of(0));
    }

    @Test
    void onePointDominatesAnotherIfItIsNowhereWorseAndSomewhereBetter() {
        assertThat(Ranking.dominates(List.of(1.0, 2.0), List.of(1.0, 1.0))).isTrue();
        assertThat(Ranking.dominates(List.of(1.0, 1.0), List.of(1.0, 1.0))).isFalse();
        assertThat(Ranking.dominates(List.of(2.0, 0.0), List.of(1.0, 1.0))).isFalse();
    }

    @Test
    void sortsIntoFronts() {
        assertThat(Ranking.fronts(List.of(
                        List.of(0.0, 5.0),
                        List.of(3.0, 3.0),
                        List.of(2.0, 2.0),
                        List.of(5.0, 0.0),
                        List.of(2.0, 2.0),
                        List.of(1.0, 1.0),
                        List.of(0.0, 4.0))))
                .containsExactly(List.of(0, 1, 3), List.of(2, 4, 6), List.of(5));
    }

    @Test
    void aPointHasTheRoomBetweenItsNeighbours() {
        double[] room =
                Ranking.crowding(List.of(List.of(0.0, 10.0), List.of(4.0, 2.0), List.of(1.0, 8.0), List.of(10.0, 0.0)));
        assertThat(room).containsExactly(FAR, 0.9 + 0.8, 0.4 + 0.8, FAR);
        assertThat(Ranking.crowding(List.of(List.of(1.0, 1.0), List.of(1.0, 1.0), List.of(1.0, 1.0)))[1])
                .as("no range, no room")
                .isZero();
        assertThat(Ranking.crowding(List.of())).isEmpty();
    }

    @Test
    void theFrontHoldsWhatNothingThatWasOfferedDominates() {
        var random = new Random(1);
        var front = new Front();
        List<Mix> offered = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            Mix mix = mix(0, random.nextInt(40) / 40.0, random.nextInt(40) / 40.0);
            offered.add(mix);
            front.offer(mix);
        }
        List<Mix> members = front.members(1000);
        assertThat(members)
                .hasSizeGreaterThan(3)
                .allSatisfy(member ->
                        assertThat(offered).noneMatch(other -> Ranking.dominates(other.parts(), member.parts())));
        assertThat(members.stream().map(Mix::parts)).doesNotHaveDuplicates();
        assertThat(offered.stream()
                        .filter(one ->
                                offered.stream().noneMatch(other -> Ranking.dominates(other.parts(), one.parts())))
                        .map(Mix::parts)
                        .distinct())
                .hasSameSizeAs(members);
    }

    @Test
    void tooLongAFrontKeepsItsEndsAndTheBestScoreAndSpreads() {
        var front = new Front();
        for (int i = 0; i <= 20; i++) {
            front.offer(mix(i == 3 ? 1 : 0, i, 20 - i));
        }
        List<Mix> kept = front.members(5);
        assertThat(kept).hasSize(5);
        assertThat(kept.get(0).parts()).containsExactly(20.0, 0.0);
        assertThat(kept.get(4).parts()).containsExactly(0.0, 20.0);
        assertThat(kept).anyMatch(one -> one.score() == 1);
        for (int i = 1; i < 5; i++) {
            assertThat(kept.get(i - 1).parts().get(0) - kept.get(i).parts().get(0))
                    .isBetween(1.0, 10.0);
        }
    }

    @Test
    void whatHasNoPartsIsOnNoFront() {
        var front = new Front();
        front.offer(mix(1));
        front.offer(new Mix(MixingWeights.uniform(1, 1), new Score.Estimated(1, 1, 2, 0), List.of(0)));
        assertThat(front.members(5)).isEmpty();
    }
}

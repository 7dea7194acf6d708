package org.stockpot.fuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.stockpot.fuse.ShareRule.Answer;
import org.stockpot.fuse.ShareRule.Stop;

class ShareRuleTest {
    private static final ShareRule.Lock NONE = ingredient -> false;

    @Test
    void freeWeightsLeaveTheOthersAlone() {
        Answer answer = ShareRule.FREE.move(new double[] {0.5, 0.5}, Map.of(0, 1.7), NONE);
        assertWeights(answer, 1.7, 0.5);
        assertThat(answer.stop()).isEmpty();
    }

    @Test
    void theRestIsSharedInProportion() {
        Answer answer = ShareRule.SUM.move(new double[] {0.4, 0.2, 0.4}, Map.of(0, 0.7), NONE);
        assertWeights(answer, 0.7, 0.1, 0.2);
    }

    @Test
    void lockedWeightsKeepTheirsWhileTheOthersShareTheRest() {
        Answer answer = ShareRule.CONVEX.move(new double[] {0.4, 0.2, 0.4}, Map.of(0, 0.7), only(1));
        assertWeights(answer, 0.7, 0.2, 0.1);
        assertThat(answer.stop()).isEmpty();
    }

    @Test
    void whereAllOthersAreZeroTheyGetEqualShares() {
        assertWeights(ShareRule.CONVEX.move(new double[] {1, 0, 0}, Map.of(0, 0.4), NONE), 0.4, 0.3, 0.3);
    }

    @Test
    void aConvexWeightStopsWhereTheLockedOnesLeaveNoMore() {
        Answer answer = ShareRule.CONVEX.move(new double[] {0.4, 0.4, 0.2}, Map.of(0, 0.9), only(1));
        assertWeights(answer, 0.6, 0.4, 0);
        assertThat(answer.stop()).contains(Stop.LIMIT);
        assertThat(ShareRule.CONVEX
                        .move(new double[] {0.4, 0.6}, Map.of(0, -0.1), NONE)
                        .stop())
                .contains(Stop.LIMIT);
    }

    @Test
    void aWeightStaysWhereNothingElseMayMove() {
        Answer answer = ShareRule.SUM.move(new double[] {0.4, 0.6}, Map.of(0, 0.9), only(1));
        assertWeights(answer, 0.4, 0.6);
        assertThat(answer.stop()).contains(Stop.OTHERS_LOCKED);
        Answer zero = ShareRule.SUM.move(new double[] {0.4, 0.6}, Map.of(0, 0.0), only(1));
        assertWeights(zero, 0.4, 0.6);
        assertThat(zero.stop()).contains(Stop.OTHERS_LOCKED);
    }

    @Test
    void aLockedWeightStays() {
        Answer answer = ShareRule.FREE.move(new double[] {0.4, 0.6}, Map.of(1, 0.9), only(1));
        assertWeights(answer, 0.4, 0.6);
        assertThat(answer.stop()).contains(Stop.LOCKED);
    }

    @Test
    void aSumOfOneMayHaveWeightsBeyondIt() {
        assertWeights(ShareRule.SUM.move(new double[] {0.5, 0.5}, Map.of(0, 1.4), NONE), 1.4, -0.4);
    }

    @Test
    void withoutAMoveWeightsAreBroughtToTheRule() {
        assertWeights(ShareRule.SUM.move(new double[] {1, 3}, Map.of(), NONE), 0.25, 0.75);
        assertWeights(ShareRule.CONVEX.move(new double[] {-1, 0, 3}, Map.of(), NONE), 0, 0, 1);
    }

    @Test
    void whateverIsMovedTheRuleHolds() {
        var random = new Random(5);
        for (int round = 0; round < 2000; round++) {
            int count = 2 + random.nextInt(5);
            double[] start = MixingWeights.random(count, 1, round, false).column(0);
            boolean[] locked = new boolean[count];
            for (int ingredient = 0; ingredient < count; ingredient++) {
                locked[ingredient] = random.nextInt(3) == 0;
            }
            int moved = random.nextInt(count);
            ShareRule rule = random.nextBoolean() ? ShareRule.CONVEX : ShareRule.SUM;
            double wanted = 3 * random.nextDouble() - 1;
            Answer answer = rule.move(start, Map.of(moved, wanted), ingredient -> locked[ingredient]);
            double[] end = answer.weights().column(0);
            assertThat(Arrays.stream(end).sum()).isCloseTo(1, within(1e-9));
            for (int ingredient = 0; ingredient < count; ingredient++) {
                if (locked[ingredient]) {
                    assertThat(end[ingredient]).isEqualTo(start[ingredient]);
                }
                if (rule == ShareRule.CONVEX) {
                    assertThat(end[ingredient]).isBetween(-1e-9, 1 + 1e-9);
                }
            }
            if (answer.stop().isEmpty()) {
                assertThat(end[moved]).isEqualTo(wanted);
            }
        }
    }

    @Test
    void linkedGroupsAndIngredientsMoveInProportion() {
        var start = MixingWeights.of(new double[][] {{0.25, 0.5, 0.75}, {0.125, 0.375, 0.5}});
        var groups = new Moves(ShareRule.FREE, (ingredient, group) -> false, Set.of(0, 1), Set.of());
        assertThat(groups.move(start, 0, 0, 0.5).weights().rows().get(0)).containsExactly(0.5, 1.0, 0.75);
        assertThat(groups.move(start, 0, 2, 0.25).weights().rows().get(0)).containsExactly(0.25, 0.5, 0.25);
        var strips = new Moves(ShareRule.FREE, (ingredient, group) -> false, Set.of(), Set.of(0, 1));
        assertThat(strips.moveAll(start, 0, 0.5, 1).weights().toMatrix())
                .isDeepEqualTo(new double[][] {{0.5, 1, 1.5}, {0.25, 0.75, 1}});
    }

    @Test
    void whatComesFromZeroCannotTakeAlongWhatDoesNot() {
        var start = MixingWeights.of(new double[][] {{0, 0.4, 0}, {1, 1, 1}});
        var linked = new Moves(ShareRule.FREE, (ingredient, group) -> false, Set.of(0, 1, 2), Set.of());
        Moves.Moved moved = linked.move(start, 0, 0, 0.3);
        assertThat(moved.weights().rows().get(0)).containsExactly(0.3, 0.4, 0.3);
        assertThat(moved.stop()).contains(Stop.ZERO);
        assertThat(moved.where()).hasValue(1);
    }

    @Test
    void aStopInOneGroupDoesNotHoldUpTheOthers() {
        var start = MixingWeights.of(new double[][] {{0.5, 0.5}, {0.5, 0.5}});
        var moves = new Moves(ShareRule.CONVEX, (ingredient, group) -> group == 0, Set.of(), Set.of());
        Moves.Moved moved = moves.moveAll(start, 0, 0.5, 0.8);
        assertThat(moved.weights().toMatrix()[0]).containsExactly(0.5, 0.8);
        assertThat(moved.stop()).isEqualTo(Optional.of(Stop.LOCKED));
        assertThat(moved.where()).hasValue(0);
    }

    @Test
    void aRandomMixIsTheSameForTheSameSeed() {
        MixingWeights mix = MixingWeights.random(3, 4, 7, false);
        assertThat(mix)
                .isEqualTo(MixingWeights.random(3, 4, 7, false))
                .isNotEqualTo(MixingWeights.random(3, 4, 8, false));
        for (int group = 0; group < 4; group++) {
            assertThat(mix.columnSum(group)).isCloseTo(1, within(1e-12));
        }
        assertThat(mix.column(0)).isNotEqualTo(mix.column(1));
        assertThat(MixingWeights.random(3, 4, 7, true).column(0))
                .isEqualTo(MixingWeights.random(3, 4, 7, true).column(3));
    }

    @Test
    void curvesGoThroughTheDepthAsTheyAreCalled() {
        assertThat(values(DepthCurve.RISING)).containsExactly(0, 0.5, 1);
        assertThat(values(DepthCurve.FALLING)).containsExactly(1, 0.5, 0);
        assertThat(values(DepthCurve.EARLY)).containsExactly(1, 0, 0);
        assertThat(values(DepthCurve.LATE)).containsExactly(0, 1, 1);
        assertThat(values(DepthCurve.VALLEY)).containsExactly(1, 0, 1);
        assertThat(values(DepthCurve.BELL)[0]).isLessThan(0.05);
        assertThat(values(DepthCurve.BELL)[1]).isEqualTo(1);
    }

    private static double[] values(DepthCurve curve) {
        return new double[] {curve.at(0), curve.at(0.5), curve.at(1)};
    }

    private static ShareRule.Lock only(int locked) {
        return ingredient -> ingredient == locked;
    }

    private static void assertWeights(Answer answer, double... expected) {
        assertThat(answer.weights().column(0)).containsExactly(expected, within(1e-12));
    }
}

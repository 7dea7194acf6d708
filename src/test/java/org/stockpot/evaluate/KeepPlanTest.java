package org.stockpot.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KeepPlanTest {
    /** Five stages of a million multiplications each; every boundary holds a hundred floats. */
    private static final List<Stage> EVEN = IntStream.range(0, 5)
            .mapToObj(i -> new Stage("s" + i, Set.of("w" + i), 1_000_000, 100, 100))
            .toList();

    private static final double[] ALIKE = {0.2, 0.2, 0.2, 0.2, 0.2};

    @Test
    void keepsAllBoundariesWhereThereIsRoom() {
        KeepPlan plan = KeepPlan.best(EVEN, ALIKE, 1000, 1L << 30, 0);

        assertThat(plan.boundaries()).containsExactly(1, 2, 3, 4);
        // 0.2 · (1 + 2 + 3 + 4) million, less 20 a float for 0.2, 0.4, 0.6 and 0.8 times a hundred floats.
        assertThat(plan.saved()).isCloseTo(2_000_000 - 20 * 100 * 2, within(1e-6));
    }

    @Test
    void withRoomForOneTakesTheBoundaryThatSavesMost() {
        // 400,000 bytes a boundary: the middle saves 0.6 · 2 or 0.4 · 3 million, the ends 0.8 · 1 or 0.2 · 4.
        assertThat(KeepPlan.best(EVEN, ALIKE, 1000, 400_000, 0).boundaries()).containsExactly(2);
        assertThat(KeepPlan.best(EVEN, new double[] {0, 0, 0, 0, 1}, 1000, 400_000, 0)
                        .boundaries())
                .containsExactly(4);
        assertThat(KeepPlan.best(EVEN, new double[] {0, 1, 0, 0, 0}, 1000, 400_000, 0)
                        .boundaries())
                .containsExactly(1);
    }

    @Test
    void whatMemoryHasNoRoomForGoesToTheDiskIfReadingCostsLessThanRunning() {
        KeepPlan plan = KeepPlan.best(EVEN, ALIKE, 1000, 400_000, 800_000);

        assertThat(plan.boundaries()).containsExactly(2);
        assertThat(plan.onDisk()).containsExactly(1, 3);
        // 0.2 · (1 + 2 + 3 + 3) million, less reading a hundred floats for stages 1, 3 and 4, and keeping them thrice.
        assertThat(plan.saved())
                .isCloseTo(0.2 * 9_000_000 - 20 * 100 * (0.2 + 0.4) - 20 * 100 * (0.2 + 0.4 + 0.6), within(1e-6));
        assertThat(KeepPlan.best(EVEN, ALIKE, 1000, 400_000, 0).onDisk()).isEmpty();
        assertThat(KeepPlan.best(EVEN, ALIKE, 1000, 0, 400_000).onDisk()).containsExactly(2);
        List<Stage> wide =
                List.of(new Stage("cheap", Set.of(), 1000, 100, 1), new Stage("rest", Set.of(), 1_000_000, 10, 1));
        assertThat(KeepPlan.best(wide, new double[] {0, 1}, 10, 1L << 30, 0).boundaries())
                .containsExactly(1);
        assertThat(KeepPlan.best(wide, new double[] {0, 1}, 10, 0, 1L << 30).onDisk())
                .isEmpty();
    }

    @Test
    void keepsNothingWithoutRoomOrUse() {
        assertThat(KeepPlan.best(EVEN, ALIKE, 1000, 0, 0).boundaries()).isEmpty();
        assertThat(KeepPlan.best(EVEN, ALIKE, 1000, 399_999, 0).boundaries()).isEmpty();
        assertThat(KeepPlan.best(EVEN, ALIKE, 0, 1 << 20, 0).boundaries()).isEmpty();
        assertThat(KeepPlan.best(EVEN, new double[] {1, 0, 0, 0, 0}, 1000, 1L << 30, 0)
                        .boundaries())
                .isEmpty();
        assertThat(KeepPlan.best(EVEN.subList(0, 1), new double[] {1}, 1000, 1L << 30, 0)
                        .boundaries())
                .isEmpty();
    }

    @Test
    void keepsNoActivationsThatCostMoreThanTheyReplace() {
        List<Stage> wide = List.of(
                new Stage("cheap", Set.of(), 1000, 1_000_000, 1), new Stage("rest", Set.of(), 1_000_000, 10, 1));

        assertThat(KeepPlan.best(wide, new double[] {0.5, 0.5}, 10, 1L << 30, 0).boundaries())
                .isEmpty();
    }

    @Test
    void isAsGoodAsTryingEverySet() {
        var random = new Random(7);
        for (int round = 0; round < 200; round++) {
            var stages = new ArrayList<Stage>();
            var chances = new double[6];
            for (int i = 0; i < chances.length; i++) {
                // Sizes are whole units of the budget, so rounding up changes nothing.
                stages.add(new Stage("s" + i, Set.of(), 1 + random.nextInt(1000), 1L << (4 + random.nextInt(5)), 1));
                chances[i] = random.nextDouble();
            }
            long budget = KeepPlan.UNITS * (long) Float.BYTES * (1 + random.nextInt(4));

            KeepPlan plan = KeepPlan.best(stages, chances, 1, budget, 0);

            assertThat(plan.saved()).isCloseTo(bestOfAll(stages, chances, budget), within(1e-9));
            assertThat(plan.boundaries().stream()
                            .mapToLong(b -> stages.get(b - 1).values() * Float.BYTES)
                            .sum())
                    .isLessThanOrEqualTo(budget);
        }
    }

    private static double bestOfAll(List<Stage> stages, double[] chances, long budget) {
        double best = 0;
        for (int set = 0; set < 1 << (stages.size() - 1); set++) {
            double saved = 0;
            long bytes = 0;
            long work = 0;
            double before = 0;
            long kept = 0;
            for (int stage = 0; stage < stages.size(); stage++) {
                if (stage > 0 && (set >> (stage - 1) & 1) == 1) {
                    kept = work;
                    bytes += stages.get(stage - 1).values() * Float.BYTES;
                    saved -= 20 * stages.get(stage - 1).values() * before;
                }
                saved += chances[stage] * kept;
                work += stages.get(stage).work();
                before += chances[stage];
            }
            if (bytes <= budget) {
                best = Math.max(best, saved);
            }
        }
        return best;
    }

    @Test
    void wantsOneChancePerStage() {
        assertThatThrownBy(() -> KeepPlan.best(EVEN, new double[] {1}, 1, 1, 0)).hasMessage("1 chances for 5 stages");
    }
}

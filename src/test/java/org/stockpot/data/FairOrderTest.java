package org.stockpot.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FairOrderTest {
    /** Classes of very different sizes: a geometric distribution, some classes empty. */
    private static int[] uneven(int size, int classes, long seed) {
        var random = new Random(seed);
        double skew = 0.05 + random.nextDouble();
        return IntStream.range(0, size)
                .map(image -> (int) (classes * Math.pow(random.nextDouble(), 1 / skew)))
                .toArray();
    }

    private static void assertFair(int[] labels, int[] order) {
        int size = labels.length;
        int classes = Arrays.stream(labels).max().orElse(-1) + 1;
        long[] all = new long[classes];
        for (int label : labels) {
            all[label]++;
        }
        long[] seen = new long[classes];
        for (int n = 1; n <= size; n++) {
            seen[labels[order[n - 1]]]++;
            for (int one = 0; one < classes; one++) {
                // |seen − n·all/N| < 1, without rounding
                assertThat(Math.abs(seen[one] * size - n * all[one]))
                        .as("class %d after %d images", one, n)
                        .isLessThan(size);
            }
        }
    }

    @Property(tries = 300, seed = "1")
    void everyClassHasItsShareWithinOneImageInEveryBeginning(
            @ForAll @IntRange(min = 0, max = 400) int size,
            @ForAll @IntRange(min = 1, max = 60) int classes,
            @ForAll long seed) {
        int[] labels = uneven(size, classes, seed);
        int[] order = FairOrder.of(labels);

        assertThat(Arrays.stream(order).sorted().toArray())
                .isEqualTo(IntStream.range(0, size).toArray());
        assertFair(labels, order);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 10, 1000})
    void equalClassesTakeTurns(int classes) {
        int[] labels = IntStream.range(0, 5000).map(image -> image % classes).toArray();
        int[] order = FairOrder.of(labels);

        assertFair(labels, order);
        for (int round = 0; round < 5000; round += classes) {
            assertThat(Arrays.stream(order, round, round + classes)
                            .map(image -> labels[image])
                            .distinct())
                    .hasSize(classes);
        }
    }

    @Test
    void theOrderOfClassesAndOfTheImagesOfAClassIsRandom() {
        int[] labels = IntStream.range(0, 4000).map(image -> image / 400).toArray();
        int[] order = FairOrder.of(labels);
        long late = Arrays.stream(order, 0, 2000)
                .filter(image -> image % 400 >= 200)
                .count();
        long first = IntStream.range(0, 400)
                .filter(round -> labels[order[10 * round]] < 5)
                .count();

        // Standard deviations: √(10 · 400/4 · ¼) ≈ 16 and √(400/4) = 10.
        assertThat(late).isBetween(940L, 1060L);
        assertThat(first).isBetween(165L, 235L);
    }

    @Test
    void rareClassesDoNotComeLate() {
        // 500 classes of one image, 250 of two: the twos' windows close first.
        int[] labels = IntStream.range(0, 1000)
                .map(image -> image < 500 ? image : 500 + (image - 500) / 2)
                .toArray();
        int[] order = FairOrder.of(labels);
        long early = Arrays.stream(order, 0, 250).filter(image -> image < 500).count();

        assertThat(early).isBetween(95L, 155L);
    }

    @Test
    void followsTheLabelsAlone() {
        int[] labels = uneven(300, 7, 5);

        assertThat(FairOrder.of(labels.clone())).isEqualTo(FairOrder.of(labels));
        assertThat(FairOrder.of(uneven(300, 7, 6))).isNotEqualTo(FairOrder.of(labels));
    }

    /** Whoever changes this changes {@link PreparedSet#ORDER} too: results in files follow the order. */
    @Test
    void isTheOrderThatItsNumberStandsFor() {
        assertThat(PreparedSet.ORDER).isEqualTo(2);
        assertThat(FairOrder.of(new int[] {0, 0, 0, 0, 0, 0, 1, 1, 1, 2}))
                .containsExactly(0, 6, 1, 5, 8, 9, 2, 3, 7, 4);
    }
}

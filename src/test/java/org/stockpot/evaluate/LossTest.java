package org.stockpot.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.stockpot.data.ClassMap;
import org.stockpot.data.ImageSet;
import org.stockpot.data.Pixels;
import org.stockpot.data.PreparedSet;
import org.stockpot.data.Preprocessing;
import org.stockpot.data.Role;
import org.stockpot.job.JobContext;
import org.stockpot.tensor.StockpotException;

class LossTest {
    private static final float[] LOGITS = {0.5f, -1, 2, 0.25f, 1, 3, -2, 0.75f};

    static List<Loss> losses() {
        return List.of(new Loss.CrossEntropy(1), new Loss.CrossEntropy(0.5), new Loss.Entropy());
    }

    @ParameterizedTest
    @MethodSource("losses")
    void slopesAreThoseOfSmallSteps(Loss loss) throws StockpotException {
        for (Optional<ClassMap> map :
                List.of(Optional.<ClassMap>empty(), Optional.of(new ClassMap(List.of(List.of(0, 2), List.of(3)))))) {
            PreparedSet set = set(map);
            var slopes = new float[8];

            Loss.Reading reading = loss.sum(set, 0, LOGITS, 4, slopes);

            for (int i = 0; i < 8; i++) {
                float[] more = LOGITS.clone();
                float[] less = LOGITS.clone();
                more[i] += 0.01f;
                less[i] -= 0.01f;
                double slope = (value(loss, set, more) - value(loss, set, less)) / 0.02;
                assertThat(slopes[i]).isCloseTo((float) slope, within(2e-4f));
            }
            double byFactor = (value(loss, set, times(1.01f)) - value(loss, set, times(0.99f))) / 0.02;
            assertThat(reading.byFactor()).isCloseTo(byFactor, within(1e-3));
        }
    }

    @Test
    void crossEntropyIsTheLogarithmOfAllRightClassesTogether() throws StockpotException {
        // The first image belongs to classes 0 and 2 of 0, 2 and 3, the second to 3.
        PreparedSet set = set(Optional.of(new ClassMap(List.of(List.of(0, 2), List.of(3)))));
        double first = Math.log((e(0.5) + e(2)) / (e(0.5) + e(2) + e(0.25)));
        double second = Math.log(e(0.75) / (e(1) + e(-2) + e(0.75)));

        assertThat(value(new Loss.CrossEntropy(1), set, LOGITS)).isCloseTo(-first - second, within(1e-6));
    }

    @Test
    void theEntropyOfAnEvenGuessIsTheLogarithmOfTheClasses() throws StockpotException {
        assertThat(value(new Loss.Entropy(), set(Optional.empty()), new float[8]))
                .isCloseTo(2 * Math.log(4), within(1e-12));
    }

    @Test
    void hopelessLogitsGiveFiniteSlopes() throws StockpotException {
        var slopes = new float[8];
        float[] extreme = {-3e4f, 3e4f, 0, 0, 3e4f, -3e4f, 0, 0};
        for (Loss loss : losses()) {
            Loss.Reading reading = loss.sum(set(Optional.empty()), 0, extreme, 4, slopes);
            assertThat(reading.value()).isFinite();
            for (float slope : slopes) {
                assertThat(slope).isFinite();
            }
        }
    }

    @Test
    void classesThatDoNotCountHaveNoProbability() {
        var counted = new BitSet();
        counted.set(0);
        counted.set(2);
        double[] log = Softmax.log(LOGITS, 0, 4, 1, Optional.of(counted));
        assertThat(log[1]).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(Math.exp(log[0]) + Math.exp(log[2])).isCloseTo(1, within(1e-12));
    }

    @Test
    void aSampleTakesOfEverySetInProportion() throws StockpotException {
        List<PreparedSet> sets = List.of(pattern(30), pattern(10), pattern(20));
        assertThat(ImageBatch.sample(sets, 12).stream().map(ImageBatch::count)).containsExactly(6, 2, 4);
        assertThat(ImageBatch.sample(sets, 1000).stream().map(ImageBatch::count))
                .containsExactly(30, 10, 20);
        assertThat(ImageBatch.sample(sets, 1).stream()
                        .mapToInt(ImageBatch::count)
                        .sum())
                .isEqualTo(1);
        assertThat(ImageBatch.cut(sets, 20).stream().map(ImageBatch::count)).containsExactly(20, 10, 10, 20);
    }

    private static double e(double exponent) {
        return Math.exp(exponent);
    }

    private static float[] times(float factor) {
        float[] scaled = LOGITS.clone();
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] *= factor;
        }
        return scaled;
    }

    private static double value(Loss loss, PreparedSet set, float[] logits) {
        return loss.sum(set, 0, logits, 4, new float[8]).value();
    }

    private static PreparedSet pattern(int images) throws StockpotException {
        return prepared(images, Optional.empty());
    }

    /** Two images; the first one in the set's order has the label 0, the second the label 1. */
    private static PreparedSet set(Optional<ClassMap> map) throws StockpotException {
        PreparedSet set = prepared(2, map);
        assertThat(set.label(0)).isZero();
        return set;
    }

    private static PreparedSet prepared(int images, Optional<ClassMap> map) throws StockpotException {
        return PreparedSet.prepare(
                "dots", Role.VALIDATION, new Dots(images, map), Preprocessing.plain(1, 1), JobContext.detached());
    }

    private record Dots(int size, Optional<ClassMap> classMap) implements ImageSet {
        @Override
        public String name() {
            return "dots";
        }

        @Override
        public List<String> classes() {
            return IntStream.range(0, classMap.isPresent() ? 2 : 4)
                    .mapToObj(Integer::toString)
                    .toList();
        }

        @Override
        public int label(int index) {
            return index % 2;
        }

        @Override
        public Pixels image(int index) {
            return new Pixels(1, 1, 1, new byte[1]);
        }
    }
}

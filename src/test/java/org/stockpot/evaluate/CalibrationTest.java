package org.stockpot.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.api.Assertions.within;

import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.stockpot.data.ClassMap;
import org.stockpot.data.PreparedSet;
import org.stockpot.tensor.StockpotException;

/** Fixture: {@code src/test/python/make_statistics_fixtures.py}. */
class CalibrationTest {
    /** Gives a sink the rows of a set in two batches, as an evaluation does. */
    private static <T extends LogitSink> T fed(T sink, PreparedSet set, float[] logits, int classes) {
        int middle = set.size() / 3;
        sink.accept(set, 0, LabelledRows.of(set, logits, 0, middle, classes));
        sink.accept(set, middle, LabelledRows.of(set, logits, middle, set.size(), classes));
        return sink;
    }

    private static float[] floats(String text) {
        String[] words = text.split(" ", -1);
        var values = new float[words.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = Float.parseFloat(words[i]);
        }
        return values;
    }

    @ParameterizedTest
    @CsvFileSource(resources = "calibration.csv", useHeadersInDisplayName = true, maxCharsPerColumn = 40_000)
    void agreesWithNumPyAndSciPy(
            int images,
            int classes,
            String values,
            double crossEntropy,
            double brier,
            double error,
            double temperature,
            double cooled,
            double cooledError)
            throws StockpotException {
        PreparedSet set = LabelledRows.set(images, classes, Optional.empty());
        float[] logits = floats(values);
        Predictions plain = fed(new Predictions(set, classes, 1), set, logits, classes);
        assertThat(plain.crossEntropy()).isCloseTo(crossEntropy, offset(1e-12));
        assertThat(plain.brier()).isCloseTo(brier, offset(1e-12));
        assertThat(plain.reliability().error()).isCloseTo(error, offset(1e-12));
        assertThat(plain.reliability().images()).isEqualTo(images);
        double found = fed(new TemperatureFit(classes), set, logits, classes)
                .temperature()
                .orElseThrow();
        assertThat(found).isCloseTo(temperature, within(1e-5 * temperature));
        Predictions after = fed(new Predictions(set, classes, temperature), set, logits, classes);
        assertThat(after.crossEntropy()).isCloseTo(cooled, offset(1e-10));
        assertThat(after.reliability().error()).isCloseTo(cooledError, offset(1e-10));
        Interval interval = plain.calibrationInterval(new Bootstrap(300, 1));
        assertThat(interval.low()).isLessThan(interval.high());
        assertThat(interval.high()).isGreaterThan(error);
    }

    @Test
    void binsAreClosedAbove() {
        assertThat(Reliability.bin(0)).isZero();
        assertThat(Reliability.bin(1.0 / 15)).isZero();
        assertThat(Reliability.bin(Math.nextUp(1.0 / 15))).isEqualTo(1);
        assertThat(Reliability.bin(1)).isEqualTo(14);
    }

    @Test
    void countsWhatEveryClassIsTakenFor() throws StockpotException {
        PreparedSet set = LabelledRows.set(6, 3, Optional.empty());
        float[] logits = {
            9, 0, 0, 0, 9, 0, 0, 0, 9, //
            0, 9, 0, 0, 9, 0, 9, 0, 0
        };
        Predictions seen = fed(new Predictions(set, 3, 1), set, logits, 3);
        assertThat(seen.confusion()).isDeepEqualTo(new int[][] {{1, 1, 0}, {0, 2, 0}, {1, 0, 1}});
        var correct = new BitSet();
        for (int position = 0; position < 6; position++) {
            correct.set(position, List.of(0, 1, 2, 4).contains(set.order(position)));
        }
        List<ClassScore> scores = ClassScore.all(set, new Hits(correct, 6));
        assertThat(scores)
                .containsExactly(new ClassScore("0", 1, 2), new ClassScore("1", 2, 2), new ClassScore("2", 1, 2));
        assertThat(scores.get(0).accuracy()).isEqualTo(0.5);
        assertThat(scores.get(0).interval()).isEqualTo(Interval.wilson(1, 2));
    }

    @Test
    void classesThatTheSetMapsToSeveralOfTheModelAreOne() throws StockpotException {
        var map = new ClassMap(List.of(List.of(1, 3), List.of(2)));
        PreparedSet set = LabelledRows.set(2, 2, Optional.of(map));
        float[] logits = {90, 1, 1, 1, 90, 2, 1, 2};
        Predictions seen = fed(new Predictions(set, 4, 1), set, logits, 4);
        assertThat(seen.confusion()).isDeepEqualTo(new int[][] {{1, 0}, {1, 0}});
        double wrong = 2 * Math.exp(1) / (Math.exp(1) + 2 * Math.exp(1));
        double half = Math.exp(1) / (2 * Math.exp(2) + Math.exp(1));
        double first = (1 - wrong) * (1 - wrong) * 2;
        double second = (1 - half) * (1 - half) + 2 * Math.pow(Math.exp(2) / (2 * Math.exp(2) + Math.exp(1)), 2);
        assertThat(seen.brier()).isCloseTo((first + second) / 2, offset(1e-12));
    }

    @Test
    void aModelThatIsAlwaysRightWouldBeSurerWithoutEnd() throws StockpotException {
        PreparedSet set = LabelledRows.set(4, 2, Optional.empty());
        float[] right = {1, 0, 0, 1, 1, 0, 0, 1};
        float[] wrong = {0, 1, 1, 0, 0, 1, 1, 0};
        assertThat(fed(new TemperatureFit(2), set, right, 2).temperature().orElseThrow())
                .isLessThan(0.01);
        assertThat(fed(new TemperatureFit(2), set, wrong, 2).temperature().orElseThrow())
                .isCloseTo(1000, offset(1e-9));
        assertThat(new TemperatureFit(2).temperature()).isEmpty();
    }

    @Test
    void otherSetsAreNotSeen() throws StockpotException {
        PreparedSet set = LabelledRows.set(4, 2, Optional.empty());
        var seen = new Predictions(set, 2, 1);
        seen.accept(LabelledRows.set(4, 2, Optional.empty()), 0, new float[8]);
        assertThat(seen.size()).isZero();
    }
}

package org.stockpot.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.stockpot.data.ClassMap;
import org.stockpot.data.ImageSet;
import org.stockpot.data.Pixels;
import org.stockpot.data.PreparedSet;
import org.stockpot.data.Preprocessing;
import org.stockpot.data.Role;
import org.stockpot.job.JobContext;
import org.stockpot.tensor.StockpotException;

/** Fixture: {@code src/test/python/make_cross_entropy_fixtures.py}. */
class CrossEntropyTest {
    /** Images without content, labelled in turns. */
    private record Blank(int size, List<String> classes, Optional<ClassMap> classMap) implements ImageSet {
        static Blank of(int size, int classes, Optional<ClassMap> map) {
            return new Blank(
                    size,
                    IntStream.range(0, classes).mapToObj(Integer::toString).toList(),
                    map);
        }

        @Override
        public String name() {
            return "blank";
        }

        @Override
        public int label(int index) {
            return index % classes.size();
        }

        @Override
        public Pixels image(int index) {
            return new Pixels(1, 1, 1, new byte[1]);
        }

        @Override
        public Optional<String> fingerprint() {
            return Optional.empty();
        }
    }

    private static PreparedSet prepared(ImageSet images) throws StockpotException {
        return PreparedSet.prepare("set", Role.TEST, images, Preprocessing.clip(1, 1), JobContext.detached());
    }

    private static Optional<ClassMap> map(String text) {
        return text == null
                ? Optional.empty()
                : Optional.of(new ClassMap(Arrays.stream(text.split(" "))
                        .map(one ->
                                Arrays.stream(one.split("\\+")).map(Integer::valueOf).toList())
                        .toList()));
    }

    /** The rows of the next images of a set. */
    private static float[] rows(PreparedSet set, float[] logits, int from, int to, int classes) {
        var rows = new float[(to - from) * classes];
        for (int position = from; position < to; position++) {
            System.arraycopy(logits, set.order(position) * classes, rows, (position - from) * classes, classes);
        }
        return rows;
    }

    @ParameterizedTest
    @CsvFileSource(resources = "cross-entropy.csv", useHeadersInDisplayName = true, maxCharsPerColumn = 40_000)
    void isWhatPyTorchComputes(int images, int classes, String map, String values, double loss)
            throws StockpotException {
        String[] texts = values.split(" ");
        var logits = new float[texts.length];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = Float.parseFloat(texts[i]);
        }
        Optional<ClassMap> means = map(map);
        PreparedSet set = prepared(
                Blank.of(images, means.map(one -> one.targets().size()).orElse(classes), means));
        var tally = new Tally(set);
        assertThat(tally.evaluation().crossEntropy()).isEmpty();
        tally.see("mix", rows(set, logits, 0, 4, classes), 4, classes);
        tally.see("mix", rows(set, logits, 4, images, classes), images - 4, classes);
        assertThat(tally.evaluation().total()).isEqualTo(images);
        assertThat(tally.evaluation().crossEntropy().orElseThrow()).isCloseTo(loss, within(1e-12 * Math.max(1, loss)));
    }

    @Test
    void countsTheImagesSeenSoFar() throws StockpotException {
        var tally = new Tally(prepared(Blank.of(10, 2, Optional.empty())));
        tally.see("mix", new float[6], 3, 2);
        assertThat(tally.evaluation().crossEntropy().orElseThrow()).isCloseTo(Math.log(2), within(1e-15));
        assertThat(tally.evaluation().total()).isEqualTo(3);
    }
}

package org.stockpot.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.stockpot.data.ClassMap;
import org.stockpot.data.PreparedSet;
import org.stockpot.tensor.StockpotException;

/** Fixture: {@code src/test/python/make_cross_entropy_fixtures.py}. */
class CrossEntropyTest {
    private static Optional<ClassMap> map(String text) {
        return text == null
                ? Optional.empty()
                : Optional.of(new ClassMap(Arrays.stream(text.split(" ", -1))
                        .map(one -> Arrays.stream(one.split("\\+", -1))
                                .map(Integer::valueOf)
                                .toList())
                        .toList()));
    }

    @ParameterizedTest
    @CsvFileSource(resources = "cross-entropy.csv", useHeadersInDisplayName = true, maxCharsPerColumn = 40_000)
    void isWhatPyTorchComputes(int images, int classes, String map, String values, double loss)
            throws StockpotException {
        String[] texts = values.split(" ", -1);
        var logits = new float[texts.length];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = Float.parseFloat(texts[i]);
        }
        Optional<ClassMap> means = map(map);
        PreparedSet set =
                LabelledRows.set(images, means.map(one -> one.targets().size()).orElse(classes), means);
        var tally = new Tally(set);
        assertThat(tally.evaluation().crossEntropy()).isEmpty();
        tally.see("mix", LabelledRows.of(set, logits, 0, 4, classes), 4, classes);
        tally.see("mix", LabelledRows.of(set, logits, 4, images, classes), images - 4, classes);
        assertThat(tally.evaluation().total()).isEqualTo(images);
        assertThat(tally.evaluation().crossEntropy().orElseThrow()).isCloseTo(loss, within(1e-12 * Math.max(1, loss)));
    }

    @Test
    void countsTheImagesSeenSoFar() throws StockpotException {
        var tally = new Tally(LabelledRows.set(10, 2, Optional.empty()));
        tally.see("mix", new float[6], 3, 2);
        assertThat(tally.evaluation().crossEntropy().orElseThrow()).isCloseTo(Math.log(2), within(1e-15));
        assertThat(tally.evaluation().total()).isEqualTo(3);
    }
}

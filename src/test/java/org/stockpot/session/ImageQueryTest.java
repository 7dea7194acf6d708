package org.stockpot.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stockpot.data.ImageSet;
import org.stockpot.data.Pixels;
import org.stockpot.data.PreparedSet;
import org.stockpot.data.Preprocessing;
import org.stockpot.data.Role;
import org.stockpot.evaluate.GuessCollector;
import org.stockpot.evaluate.Guesses;
import org.stockpot.job.JobContext;

class ImageQueryTest {
    /** Labels 0, 1, 0, 1; the second and third image are wrong, and of the third the mix is surer. */
    private static final int[] LABELS = {0, 1, 0, 1};

    private record Blank() implements ImageSet {
        @Override
        public String name() {
            return "blank";
        }

        @Override
        public int size() {
            return LABELS.length;
        }

        @Override
        public List<String> classes() {
            return List.of("no", "yes");
        }

        @Override
        public int label(int index) {
            return LABELS[index];
        }

        @Override
        public Pixels image(int index) {
            return new Pixels(1, 1, 1, new byte[1]);
        }
    }

    private static Guesses guesses() throws Exception {
        var set = PreparedSet.prepare("set", Role.TEST, new Blank(), Preprocessing.plain(1, 1), JobContext.detached());
        var collector = new GuessCollector(set, 2);
        float[][] logits = {{1, 0}, {2, 0}, {0, 3}, {0, 4}};
        for (int position = 0; position < set.size(); position++) {
            collector.accept(set, position, logits[set.number(position)]);
        }
        return collector.guesses();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            STORED,             , ANY,   0 1 2 3
            CLASS,              , ANY,   0 2 1 3
            WRONG_FIRST,        , ANY,   1 2 0 3
            SUREST_WRONG_FIRST, , ANY,   2 1 0 3
            STORED,            1, ANY,   1 3
            STORED,             , WRONG, 1 2
            STORED,            0, RIGHT, 0
            """)
    void imagesComeInTheOrderAskedFor(
            ImageQuery.Order order, Integer label, ImageQuery.Outcome outcome, String expected) throws Exception {
        var query = new ImageQuery(order, label == null ? OptionalInt.empty() : OptionalInt.of(label), outcome);
        int[] images = query.images(LABELS.length, image -> LABELS[image], Optional.of(guesses()));
        assertThat(Arrays.toString(images)).isEqualTo("[" + expected.replace(" ", ", ") + "]");
    }

    @Test
    void beforeAnythingIsMeasuredNothingIsWrong() {
        assertThat(ImageQuery.ALL
                        .only(ImageQuery.Outcome.WRONG)
                        .images(LABELS.length, image -> LABELS[image], Optional.empty()))
                .isEmpty();
        assertThat(ImageQuery.ALL
                        .in(ImageQuery.Order.SUREST_WRONG_FIRST)
                        .images(LABELS.length, image -> LABELS[image], Optional.empty()))
                .containsExactly(0, 1, 2, 3);
    }
}

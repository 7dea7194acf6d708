package org.stockpot.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.stockpot.job.Doing;
import org.stockpot.job.JobContext;
import org.stockpot.job.Progress;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.Told;

class PreparedSetTest {
    @Test
    void holdsEveryImageOnceInAFixedOrderWithItsLabel() throws StockpotException {
        PreparedSet set = prepare(200, 10);
        var seen = new BitSet();
        for (int position = 0; position < set.size(); position++) {
            int image = set.order(position);
            seen.set(image);
            assertThat(set.label(position)).isEqualTo(image % 10);
            float[] batch = set.batch(position, position + 1);
            assertThat(batch).containsOnly((image / 255f - 0.5f) / 0.5f);
        }
        assertThat(seen.cardinality()).isEqualTo(200);
        assertThat(prepare(200, 10).order(17)).isEqualTo(set.order(17));
    }

    @Test
    void aPrefixIsAFairSampleOfTheLabels() throws StockpotException {
        PreparedSet set = prepare(200, 2);
        int ones = 0;
        int late = 0;
        for (int position = 0; position < 100; position++) {
            ones += set.label(position);
            late += set.order(position) >= 100 ? 1 : 0;
        }
        assertThat(ones).isEqualTo(50);
        assertThat(late).isBetween(38, 62);
    }

    @Test
    void batchesArePlanesOfNormalisedChannels() throws StockpotException {
        var pixel = new Pixels(2, 1, 3, new byte[] {0, 51, 102, (byte) 255, (byte) 204, (byte) 153});
        var square = new Pixels(2, 2, 3, repeat(pixel.samples()));
        var preprocessing =
                new Preprocessing(2, 2, Preprocessing.Filter.BILINEAR, List.of(0.0, 0.5, 0.25), List.of(1.0, 0.5, 2.0));
        PreparedSet set = PreparedSet.prepare("one", Role.TEST, new One(square), preprocessing, JobContext.detached());
        assertThat(set.batch(0, 1))
                .containsExactly(
                        0,
                        1,
                        0,
                        1,
                        (51 / 255f - 0.5f) / 0.5f,
                        (204 / 255f - 0.5f) / 0.5f,
                        (51 / 255f - 0.5f) / 0.5f,
                        (204 / 255f - 0.5f) / 0.5f,
                        (102 / 255f - 0.25f) / 2,
                        (153 / 255f - 0.25f) / 2,
                        (102 / 255f - 0.25f) / 2,
                        (153 / 255f - 0.25f) / 2);
    }

    @Test
    void reportsProgressAndStopsWhenCancelled() {
        var reports = new ArrayList<Progress>();
        var context = new JobContext() {
            @Override
            public void checkpoint() {
                if (reports.size() == 2) {
                    throw new CancellationException();
                }
            }

            @Override
            public void progress(Progress progress) {
                reports.add(progress);
            }
        };
        assertThatThrownBy(() -> PreparedSet.prepare(
                        "flat",
                        Role.TEST,
                        new FlatImages(1000, 2, 1, Optional.empty()),
                        Preprocessing.clip(1, 1),
                        context))
                .isInstanceOf(CancellationException.class);
        Told preparing = Told.of(Doing.PREPARING, "flat");
        assertThat(reports).containsExactly(new Progress(preparing, 0, 1000), new Progress(preparing, 64, 1000));
    }

    @Test
    void refusesASetThatDoesNotFitIntoMemory() {
        assertThatThrownBy(() -> PreparedSet.prepare(
                        "huge",
                        Role.TEST,
                        new FlatImages(2_000_000, 2, 1, Optional.empty()),
                        Preprocessing.clip(224, 3),
                        JobContext.detached()))
                .isInstanceOf(StockpotException.class)
                .hasMessageStartingWith("huge: 2000000 prepared images need 287")
                .hasMessageEndingWith("use fewer with count=, or give Java more with -Xmx");
    }

    @Test
    void refusesANeedleThatCannotBeResized() {
        var needle = new Pixels(100_000, 1, 1, new byte[100_000]);
        assertThatThrownBy(() -> PreparedSet.prepare(
                        "one", Role.TEST, new One(needle), Preprocessing.clip(224, 1), JobContext.detached()))
                .isInstanceOf(StockpotException.class)
                .isInstanceOf(BrokenImagesException.class)
                .hasMessageContaining("100000 × 1 pixels is too narrow to be resized to a shorter side of 224");
    }

    private static byte[] repeat(byte[] row) {
        var twice = new byte[2 * row.length];
        System.arraycopy(row, 0, twice, 0, row.length);
        System.arraycopy(row, 0, twice, row.length, row.length);
        return twice;
    }

    private static PreparedSet prepare(int size, int classes) throws StockpotException {
        return PreparedSet.prepare(
                "flat",
                Role.TEST,
                new FlatImages(size, classes, 3, Optional.empty()),
                Preprocessing.clip(3, 1),
                JobContext.detached());
    }

    /** A set of one image. */
    private record One(Pixels pixels) implements ImageSet {
        @Override
        public String name() {
            return "one";
        }

        @Override
        public int size() {
            return 1;
        }

        @Override
        public List<String> classes() {
            return List.of("all");
        }

        @Override
        public int label(int index) {
            return 0;
        }

        @Override
        public Pixels image(int index) {
            return pixels;
        }
    }
}

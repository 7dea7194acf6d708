package org.stockpot.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stockpot.data.Preparation;
import org.stockpot.engine.DjlBackend;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.job.QueueLane;
import org.stockpot.search.Budget;
import org.stockpot.search.Score;
import org.stockpot.search.SearchListener;
import org.stockpot.search.SearchPlan;
import org.stockpot.tensor.StockpotException;

/** A session is measured with the same numbers and the same care, whether its weights stay in memory or are read again. */
@Timeout(120)
@Tag("vectors")
class MeasuredFromMemoryTest {
    private static final long ONE_FILE = 300_000;

    @TempDir
    Path folder;

    private static Workbench workbench(long residentBytes) {
        return new Workbench(
                new DjlBackend(),
                new QueueLane("device", Runnable::run),
                new QueueLane("io", Runnable::run),
                Clock.systemUTC(),
                Preparation.inMemory(),
                residentBytes);
    }

    private static Session mixed(Session session, double... shares) {
        int groups = session.recipe().weights().groups();
        var matrix = new double[shares.length][groups];
        for (int row = 0; row < shares.length; row++) {
            for (int group = 0; group < groups; group++) {
                matrix[row][group] = shares[row] + 0.1 * (group % 2);
            }
        }
        return session.withRecipe(session.recipe().withWeights(MixingWeights.of(matrix)));
    }

    private List<byte[]> logits(Session session, long residentBytes) throws StockpotException, IOException {
        List<byte[]> all = new ArrayList<>();
        try (Workbench workbench = workbench(residentBytes)) {
            Session open = workbench.io().call(workbench.open(session)).session();
            for (double[] shares : new double[][] {{1, 0, 0}, {0.2, 0.5, 0.1}, {0, 0.4, 0.6}, {0.2, 0.5, 0.1}}) {
                Path file = folder.resolve("logits.npy");
                workbench.device().call(workbench.logits(mixed(open, shares), file));
                all.add(Files.readAllBytes(file));
                Files.delete(file);
            }
        }
        return all;
    }

    @Test
    void logitsAreTheSameBitsWhateverStaysInMemory() throws Exception {
        Session session;
        try (Workbench workbench = workbench(0)) {
            session = new TinyKitchen(folder).session(workbench, 40);
        }
        List<byte[]> read = logits(session, 0);
        List<byte[]> some = logits(session, ONE_FILE);
        List<byte[]> all = logits(session, 1L << 30);

        for (int mix = 0; mix < read.size(); mix++) {
            assertThat(some.get(mix)).as("mix %s", mix).isEqualTo(read.get(mix));
            assertThat(all.get(mix)).as("mix %s", mix).isEqualTo(read.get(mix));
        }
        assertThat(read.get(1)).isEqualTo(read.get(3)).isNotEqualTo(read.get(0));
    }

    @ParameterizedTest
    @CsvSource({
        "deleted, 0, cannot be read any more (NoSuchFileException): put the file back",
        "deleted, 1000000000, cannot be read any more (NoSuchFileException): put the file back",
        "truncated, 0, has changed since it was opened: remove it",
        "truncated, 1000000000, has changed since it was opened: remove it",
        "replaced, 0, has changed since it was opened: remove it",
        "replaced, 1000000000, has changed since it was opened: remove it"
    })
    void aFileThatChangesDuringASearchEndsItByName(String what, long residentBytes, String message) throws Exception {
        try (Workbench workbench = workbench(residentBytes)) {
            var kitchen = new TinyKitchen(folder);
            Session session = kitchen.session(workbench, 40);
            Path file = session.ingredients().get(1).path();
            Path other = kitchen.checkpoint("other", 99);
            var order = new SearchOrder(SearchPlan.standard("manifold"), Budget.ofEvaluations(40), 1);
            var listener = new SearchListener() {
                @Override
                public void trial(int number, MixingWeights weights, Score score, String phase) {
                    if (number == 4) {
                        change(what, file, other);
                    }
                }
            };

            assertThatThrownBy(() -> workbench.device().call(workbench.search(session, order, listener)))
                    .isInstanceOf(StockpotException.class)
                    .hasMessageStartingWith(file + " " + message);
        }
    }

    private static void change(String what, Path file, Path other) {
        try {
            switch (what) {
                case "deleted" -> Files.delete(file);
                case "replaced" -> Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
                default -> {
                    try (FileChannel open = FileChannel.open(file, StandardOpenOption.WRITE)) {
                        open.truncate(open.size() / 2);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

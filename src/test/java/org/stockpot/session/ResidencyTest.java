package org.stockpot.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.checkpoint.Checkpoint;
import org.stockpot.checkpoint.Checkpoints;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSpec;

/** Files come and go by what was measured last, and never more than the budget is in memory. */
class ResidencyTest {
    private static final String LARGE = "model.visual.transformer.resblocks.0.attn.in_proj_weight";
    private static final String SMALL = "model.visual.proj";

    /** Bytes of {@link #LARGE} and {@link #SMALL}. */
    private static final long BOTH = (3 * 64 * 64 + 64 * 32) * Float.BYTES;

    @TempDir
    Path folder;

    private final List<CachedSource> open = new ArrayList<>();
    private TinyKitchen kitchen;

    @BeforeEach
    void findKitchen() {
        kitchen = new TinyKitchen(folder);
    }

    @AfterEach
    void closeFiles() {
        open.forEach(CachedSource::close);
    }

    private CachedSource source(String name, Residency residency) throws StockpotException {
        Checkpoint file = Checkpoints.open(kitchen.checkpoint(name, name.hashCode()));
        var source = new CachedSource(file, Stamp.of(file.files()), residency);
        open.add(source);
        return source;
    }

    private static boolean keeps(CachedSource source, String tensor) throws StockpotException {
        return source.resident(tensor).isPresent();
    }

    @Test
    void keepsWhatIsMeasuredWithinTheBudget() throws StockpotException {
        var residency = new Residency(BOTH);
        CachedSource one = source("one", residency);
        CachedSource two = source("two", residency);
        residency.measured(List.of(one, two));

        assertThat(keeps(one, LARGE)).isTrue();
        assertThat(keeps(two, LARGE)).isFalse();
        assertThat(keeps(two, SMALL)).isTrue();
        assertThat(keeps(one, LARGE)).isTrue();
        assertThat(residency.taken()).isEqualTo(BOTH);
    }

    @Test
    void aFileThatIsNotMeasuredIsReadEachTime() throws StockpotException {
        var residency = new Residency(BOTH);
        CachedSource one = source("one", residency);

        assertThat(keeps(one, SMALL)).isFalse();
        assertThat(residency.taken()).isZero();
    }

    @Test
    void theSessionMeasuredLeastRecentlyMakesRoomAsAWhole() throws StockpotException {
        var residency = new Residency(2 * BOTH);
        CachedSource one = source("one", residency);
        CachedSource two = source("two", residency);
        CachedSource three = source("three", residency);
        for (CachedSource each : List.of(one, two)) {
            residency.measured(List.of(each));
            keeps(each, LARGE);
            keeps(each, SMALL);
        }
        // Measured again, so the other one is the oldest.
        residency.measured(List.of(one));
        residency.measured(List.of(three));

        assertThat(keeps(three, SMALL)).isTrue();
        assertThat(two.kept(LARGE)).isEmpty();
        assertThat(two.kept(SMALL)).isEmpty();
        assertThat(one.kept(LARGE)).isPresent();
        assertThat(keeps(two, SMALL)).as("room that is left").isTrue();
        assertThat(keeps(two, LARGE))
                .as("room of those that were measured later")
                .isFalse();
    }

    @Test
    void closingAFileGivesItsRoomBack() throws StockpotException {
        var residency = new Residency(BOTH);
        CachedSource one = source("one", residency);
        CachedSource two = source("two", residency);
        residency.measured(List.of(one, two));
        keeps(one, LARGE);
        one.close();

        assertThat(residency.taken()).isZero();
        assertThat(one.resident(SMALL)).isEmpty();
        assertThat(keeps(two, LARGE)).isTrue();
    }

    @Test
    void readsFromMemoryWhatIsThereAndFromTheFileWhatIsNot() throws StockpotException {
        var residency = new Residency(BOTH);
        CachedSource one = source("one", residency);
        ByteBuffer file = one.read(LARGE, 100, 1000);
        residency.measured(List.of(one));
        assertThat(keeps(one, LARGE)).isTrue();

        assertThat(one.read(LARGE, 100, 1000)).isEqualTo(file);
        ByteBuffer direct = ByteBuffer.allocateDirect(4000);
        one.read(LARGE, 100, direct);
        assertThat(direct.flip()).isEqualTo(file);
        assertThat(one.floats(LARGE)).hasSize(3 * 64 * 64);
        assertThatThrownBy(() -> one.read(LARGE, 3 * 64 * 64 - 1, 2)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aFileThatChangesWhileItIsTakenIntoMemoryIsRefused() throws StockpotException {
        Path path = kitchen.checkpoint("one", 1);
        Checkpoint file = new Meddled(Checkpoints.open(path));
        var residency = new Residency(BOTH);
        var one = new CachedSource(file, Stamp.of(file.files()), residency);
        open.add(one);
        residency.measured(List.of(one));

        assertThatThrownBy(() -> one.resident(LARGE))
                .isInstanceOf(StockpotException.class)
                .hasMessage(path + " has changed since it was opened: remove it from the session and add it again.");
        assertThat(one.kept(LARGE)).isEmpty();
        assertThat(residency.taken()).isZero();
    }

    @Test
    void aFileThatChangedIsNotTakenIntoMemory() throws StockpotException, IOException {
        var residency = new Residency(BOTH);
        CachedSource one = source("one", residency);
        residency.measured(List.of(one));
        Path path = folder.resolve("one.safetensors");
        Path other = kitchen.checkpoint("other", 5);
        Files.move(other, path, StandardCopyOption.REPLACE_EXISTING);

        assertThatThrownBy(() -> one.resident(LARGE))
                .isInstanceOf(StockpotException.class)
                .hasMessageStartingWith("one.safetensors: was changed while it was open");
        Files.setLastModifiedTime(path, FileTime.fromMillis(0));
        assertThatThrownBy(one::requireUnchanged)
                .hasMessage(path + " has changed since it was opened: remove it from the session and add it again.");
        assertThat(residency.taken()).isZero();
    }

    /** A checkpoint whose file somebody touches after every read. */
    private record Meddled(Checkpoint file) implements Checkpoint {
        @Override
        public Path path() {
            return file.path();
        }

        @Override
        public String format() {
            return file.format();
        }

        @Override
        public Map<String, String> metadata() {
            return file.metadata();
        }

        @Override
        public List<String> warnings() {
            return file.warnings();
        }

        @Override
        public Map<String, TensorSpec> specs() {
            return file.specs();
        }

        @Override
        public ByteBuffer read(String tensor, long first, int count) throws StockpotException {
            ByteBuffer read = file.read(tensor, first, count);
            try {
                Files.setLastModifiedTime(path(), FileTime.fromMillis(1));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return read;
        }

        @Override
        public void close() {
            file.close();
        }
    }
}

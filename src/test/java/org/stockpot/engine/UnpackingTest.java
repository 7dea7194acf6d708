package org.stockpot.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.engine.Unpacking.Library;
import org.stockpot.job.Doing;
import org.stockpot.job.JobContext;
import org.stockpot.job.Progress;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.Told;

class UnpackingTest {
    private static final int LARGE = 3_500_000;

    @TempDir
    private Path temporary;

    private Path cache;
    private final List<Progress> reports = new ArrayList<>();
    private final JobContext context = watching(Integer.MAX_VALUE);

    @BeforeEach
    void pack() throws IOException {
        Path jar = Files.createDirectories(temporary.resolve("jar"));
        Files.write(jar.resolve("libtorch.so"), new byte[] {1, 2, 3});
        Files.write(jar.resolve("libtorch_cpu.so"), new byte[LARGE]);
        cache = temporary.resolve("cache/pytorch");
    }

    @Test
    void unpacksOnceAndCountsMegabytes() throws Exception {
        Unpacking unpacking = unpacking(LARGE);
        assertThat(unpacking.packedBytes()).isEqualTo(LARGE + 3);

        unpacking.run(Told.of(Doing.UNPACKING), context);

        assertThat(cache.resolve("2.7.1-cpu/libtorch.so")).hasBinaryContent(new byte[] {1, 2, 3});
        assertThat(cache.resolve("2.7.1-cpu/libtorch_cpu.so")).hasSize(LARGE);
        assertThat(cache).isDirectoryNotContaining("glob:**stockpot-engine-*");
        assertThat(reports).contains(new Progress(Doing.UNPACKING, 1, 3)).endsWith(new Progress(Doing.UNPACKING, 3, 3));
        assertThat(unpacking.packedBytes()).isZero();
        reports.clear();
        unpacking.run(Told.of(Doing.UNPACKING), context);
        assertThat(reports).isEmpty();
    }

    @Test
    void leavesNothingBehindWhenCancelledHalfway() {
        Unpacking unpacking = unpacking(LARGE);
        assertThatThrownBy(() -> unpacking.run(Told.of(Doing.UNPACKING), watching(2)))
                .isInstanceOf(CancellationException.class);
        assertThat(cache).isEmptyDirectory();
        assertThat(unpacking.packedBytes()).isEqualTo(LARGE + 3);
    }

    @Test
    void takesUpWhatAKilledProgramLeft() throws Exception {
        // No process has this number: it is beyond what any system gives.
        Path left = Files.createDirectories(cache.resolve("stockpot-engine-999999999-abc"));
        Files.write(left.resolve("libtorch_cpu.so"), new byte[10]);
        Path half = Files.createDirectories(cache.resolve("2.7.1-cpu"));
        Files.write(half.resolve("libtorch_cpu.so"), new byte[10]);

        unpacking(LARGE).run(Told.of(Doing.UNPACKING), context);

        assertThat(left).doesNotExist();
        assertThat(half.resolve("libtorch_cpu.so")).hasSize(LARGE);
    }

    @Test
    void saysHowMuchRoomItNeedsBeforeItFillsTheDisk() throws IOException {
        long free = Files.getFileStore(temporary).getUsableSpace();
        assertThatThrownBy(() -> unpacking(free).run(Told.of(Doing.UNPACKING), context))
                .isInstanceOf(StockpotException.class)
                .hasMessageMatching("The engine cannot be unpacked to \\Q" + cache
                        + "\\E \\(\\d+ MB are free\\): it takes " + (free + 3) / 1_000_000
                        + " MB there, once; free some space, make the folder writable, or name another one with"
                        + " DJL_CACHE_DIR\\.");
        assertThat(cache).isEmptyDirectory();
    }

    @Test
    void saysWhereItCannotWrite() throws IOException {
        Files.createDirectories(temporary.resolve("cache"));
        Files.writeString(cache, "a file where the folder should be");
        assertThatThrownBy(() -> unpacking(LARGE).run(Told.of(Doing.UNPACKING), context))
                .isInstanceOf(StockpotException.class)
                .hasMessageStartingWith("The engine cannot be unpacked to " + cache + " (")
                .hasMessageContaining("make the folder writable");
    }

    /** @param claimed size of the larger library, as its jar says */
    private Unpacking unpacking(long claimed) {
        return new Unpacking(
                cache.resolve("2.7.1-cpu"), List.of(library("libtorch.so", 3), library("libtorch_cpu.so", claimed)));
    }

    private Library library(String name, long bytes) {
        try {
            return new Library(
                    name, temporary.resolve("jar").resolve(name).toUri().toURL(), bytes);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @param blocks after which the job is cancelled */
    private JobContext watching(int blocks) {
        return new JobContext() {
            @Override
            public void checkpoint() {
                throw new AssertionError("nobody may come in between");
            }

            @Override
            public void endIfCancelled() {
                if (reports.size() >= blocks) {
                    throw new CancellationException();
                }
            }

            @Override
            public void progress(Progress progress) {
                reports.add(progress);
            }
        };
    }
}

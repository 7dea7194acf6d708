package org.stockpot.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stockpot.job.JobContext;
import org.stockpot.job.Progress;
import org.stockpot.tensor.StockpotException;

class TensorCacheTest {
    private static final Preprocessing PREPROCESSING = Preprocessing.clip(3, 1);

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void aSecondOpeningDecodesNothingAndGivesTheSame(int threads) throws StockpotException, IOException {
        var images = new Counted(200, "a", -1);
        PreparedSet first = prepare(images, threads);
        assertThat(images.decoded).hasValue(200);
        PreparedSet second = prepare(images, threads);
        assertThat(images.decoded).hasValue(200);
        PreparedSet plain =
                Preparation.inMemory().prepare("set", Role.TEST, images, PREPROCESSING, false, JobContext.detached());
        for (PreparedSet set : List.of(first, second)) {
            assertThat(set.batch(0, 200)).isEqualTo(plain.batch(0, 200));
            assertThat(set.sha256()).isEqualTo(plain.sha256());
            assertThat(set.identity()).isEqualTo(plain.identity());
        }
        assertThat(cached()).hasSize(1);
    }

    @Test
    void otherContentAndOtherPreprocessingAreOtherFiles() throws StockpotException, IOException {
        prepare(new Counted(5, "a", -1), 1);
        prepare(new Counted(5, "b", -1), 1);
        preparation(1L << 30, 1)
                .prepare(
                        "set",
                        Role.TEST,
                        new Counted(5, "a", -1),
                        new Preprocessing(3, 4, Preprocessing.Filter.BICUBIC, List.of(0.5), List.of(0.5)),
                        false,
                        JobContext.detached());
        assertThat(cached()).hasSize(3);
    }

    @Test
    void remembersBrokenImagesToo() throws StockpotException {
        var images = new Counted(200, "a", 7);
        assertThat(prepare(images, 2).skipped()).containsExactly("image 7 is broken");
        PreparedSet again = prepare(images, 2);
        assertThat(images.decoded).as("the broken one is tried again").hasValue(201);
        assertThat(again.size()).isEqualTo(199);
        assertThat(again.skipped()).containsExactly("image 7 is broken");
        for (int position = 0; position < again.size(); position++) {
            int image = again.order(position) + (again.order(position) >= 7 ? 1 : 0);
            assertThat(again.batch(position, position + 1)).containsOnly((image / 255f - 0.5f) / 0.5f);
            assertThat(again.label(position)).isEqualTo(image % 4);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void anImageThatCanBeReadAgainBelongsToTheSetAgain(int threads) throws StockpotException {
        var images = new Counted(300, "a", 7);
        assertThat(prepare(images, threads).size()).isEqualTo(299);
        images.broken = -1;
        images.decoded.set(0);
        PreparedSet mended = prepare(images, threads);
        assertThat(images.decoded).as("the others come from the old file").hasValueLessThan(5);
        PreparedSet whole = Preparation.inMemory()
                .prepare("set", Role.TEST, new Counted(300, "a", -1), PREPROCESSING, false, JobContext.detached());
        assertThat(mended.skipped()).isEmpty();
        assertThat(mended.batch(0, 300)).isEqualTo(whole.batch(0, 300));
        images.decoded.set(0);
        assertThat(prepare(images, threads).batch(0, 300)).isEqualTo(whole.batch(0, 300));
        assertThat(images.decoded).hasValue(0);
    }

    @Test
    void whatIsWrongWithABrokenImageIsSaidAsItIsToday() throws StockpotException {
        var images = new Counted(200, "a", 7);
        prepare(images, 1);
        images.problem = "cut";
        assertThat(prepare(images, 1).skipped()).containsExactly("image 7 is cut");
    }

    @Test
    void aSetWithTooManyBrokenImagesIsNotKept() throws IOException {
        assertThatThrownBy(() -> prepare(new Counted(10, "a", 7), 1)).isInstanceOf(BrokenImagesException.class);
        assertThat(cached()).isEmpty();
    }

    @Test
    void anyWrongByteMakesItAnew() throws StockpotException, IOException {
        var images = new Counted(3, "a", -1);
        float[] expected = prepare(images, 1).batch(0, 3);
        Path file = cached().get(0);
        byte[] whole = Files.readAllBytes(file);
        var places = new ArrayList<Integer>();
        for (int at = 0; at < 64; at += 3) {
            places.add(at);
        }
        for (int at = CacheFile.HEAD; at < whole.length; at += 5) {
            places.add(at);
        }
        for (int at : places) {
            images.decoded.set(0);
            byte[] damaged = whole.clone();
            damaged[at] ^= 1;
            Files.write(file, damaged);
            boolean unused = at >= 60 && at < CacheFile.HEAD;
            assertThat(prepare(images, 1).batch(0, 3)).isEqualTo(expected);
            assertThat(images.decoded).as("byte %d", at).hasValue(unused ? 0 : 3);
            assertThat(Files.readAllBytes(file)).isEqualTo(unused ? damaged : whole);
        }
        for (int length : new int[] {0, 100, CacheFile.HEAD, whole.length - 1}) {
            images.decoded.set(0);
            Files.write(file, Arrays.copyOf(whole, length));
            assertThat(prepare(images, 1).batch(0, 3)).isEqualTo(expected);
            assertThat(images.decoded).hasValue(3);
        }
    }

    @Test
    void cancellingLeavesNothingAndTheLeftoversOfTheDeadAreRemoved() throws IOException, StockpotException {
        var context = new JobContext() {
            private int reports;

            @Override
            public void checkpoint() {
                if (reports > 1) {
                    throw new CancellationException();
                }
            }

            @Override
            public void progress(Progress progress) {
                reports++;
            }
        };
        assertThatThrownBy(() -> preparation(1L << 30, 1)
                        .prepare("set", Role.TEST, new Counted(1000, "a", -1), PREPROCESSING, false, context))
                .isInstanceOf(CancellationException.class);
        Path dead = Files.write(folder.resolve("0".repeat(64) + ".x.unfinished"), new byte[9]);
        assertThat(names()).containsExactlyInAnyOrder("lock", dead.getFileName().toString());
        prepare(new Counted(5, "a", -1), 1);
        assertThat(dead).doesNotExist();
    }

    @Test
    void theLeastRecentlyUsedGoesWhenThereIsTooMuch() throws StockpotException, IOException {
        long room = 2 * (CacheFile.HEAD + 5 * 13L);
        for (String content : List.of("a", "b")) {
            preparation(room, 1)
                    .prepare(
                            "set", Role.TEST, new Counted(5, content, -1), PREPROCESSING, false, JobContext.detached());
        }
        for (Path file : cached()) {
            Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000));
        }
        var used = new Counted(5, "a", -1);
        preparation(room, 1).prepare("set", Role.TEST, used, PREPROCESSING, false, JobContext.detached());
        preparation(room, 1)
                .prepare("set", Role.TEST, new Counted(5, "c", -1), PREPROCESSING, false, JobContext.detached());
        preparation(room, 1).prepare("set", Role.TEST, used, PREPROCESSING, false, JobContext.detached());
        assertThat(used.decoded).hasValue(0);
        assertThat(cached()).hasSize(2);
        var large = new Counted(500, "d", -1);
        preparation(room, 1).prepare("set", Role.TEST, large, PREPROCESSING, false, JobContext.detached());
        assertThat(cached()).hasSize(2);
        assertThat(large.decoded).hasValue(500);
    }

    @Test
    void waitsForAnotherRunThatPreparesTheSame() throws StockpotException, IOException {
        var images = new Counted(5, "a", -1);
        prepare(images, 1);
        String name = cached().get(0).getFileName().toString();
        Files.delete(cached().get(0));
        images.decoded.set(0);
        var waits = new AtomicInteger();
        try (FileChannel other = FileChannel.open(folder.resolve("lock"), StandardOpenOption.WRITE)) {
            var lock = other.lock(Long.parseLong(name.substring(0, 15), 16), 1, false);
            var context = new JobContext() {
                @Override
                public void checkpoint() {
                    try {
                        if (waits.incrementAndGet() == 3) {
                            lock.release();
                        }
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                }

                @Override
                public void progress(Progress progress) {}
            };
            preparation(1L << 30, 1).prepare("set", Role.TEST, images, PREPROCESSING, false, context);
        }
        assertThat(waits.get()).isGreaterThanOrEqualTo(3);
        assertThat(images.decoded).hasValue(5);
    }

    @Test
    void withoutAWritableFolderImagesStayInMemory() throws StockpotException, IOException {
        Path file = Files.writeString(folder.resolve("file"), "no folder");
        var preparation = new Preparation(Optional.of(new TensorCache(file.resolve("cache"), 1 << 30)), 1);
        PreparedSet set = preparation.prepare(
                "set", Role.TEST, new Counted(5, "a", -1), PREPROCESSING, false, JobContext.detached());
        assertThat(set.size()).isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource({
        "Linux, , /home/me/.cache/stockpot/images",
        "Linux, /var/c, /var/c/stockpot/images",
        "Linux, relative, /home/me/.cache/stockpot/images",
        "Mac OS X, /var/c, /home/me/Library/Caches/Stockpot/images",
        "Windows 11, /var/c, /var/c/Stockpot/images",
        "Windows 11, , /home/me/AppData/Local/Stockpot/images"
    })
    void theFolderIsWhereTheSystemWantsIt(String system, String variable, Path expected) {
        assertThat(TensorCache.userFolder(name -> Optional.ofNullable(variable), system, Path.of("/home/me")))
                .isEqualTo(expected);
    }

    private PreparedSet prepare(ImageSet images, int threads) throws StockpotException {
        return preparation(1L << 30, threads)
                .prepare("set", Role.TEST, images, PREPROCESSING, false, JobContext.detached());
    }

    private Preparation preparation(long bytes, int threads) {
        return new Preparation(Optional.of(new TensorCache(folder, bytes)), threads);
    }

    private List<Path> cached() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".pixels"))
                    .sorted()
                    .toList();
        }
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    /** Image {@code i} has all samples {@code i}; counts how often it was asked for one. */
    private static final class Counted implements ImageSet {
        private final ImageSet flat;
        private final String content;
        private volatile int broken;
        private volatile String problem = "broken";
        private final AtomicInteger decoded = new AtomicInteger();

        Counted(int size, String content, int broken) {
            this.flat = new FlatImages(size, 4, 3, Optional.empty());
            this.content = content;
            this.broken = broken;
        }

        @Override
        public String name() {
            return "counted";
        }

        @Override
        public int size() {
            return flat.size();
        }

        @Override
        public List<String> classes() {
            return flat.classes();
        }

        @Override
        public int label(int index) {
            return flat.label(index);
        }

        @Override
        public Pixels image(int index) throws StockpotException {
            decoded.incrementAndGet();
            if (index == broken) {
                throw new StockpotException("image " + index + " is " + problem);
            }
            return flat.image(index);
        }

        @Override
        public Optional<String> fingerprint() {
            return Optional.of(content);
        }
    }
}

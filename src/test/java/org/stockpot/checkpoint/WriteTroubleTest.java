package org.stockpot.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.stockpot.checkpoint.Trouble.Operation;
import org.stockpot.tensor.DType;
import org.stockpot.tensor.Shape;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSpec;

/** Whatever goes wrong while a checkpoint is written, its name stands for the old one or the new one, whole. */
class WriteTroubleTest {
    @TempDir
    Path temporary;

    /** What is written, and by which name it is opened. */
    enum Kind {
        SAFETENSORS(OutputFormat.SAFETENSORS, OptionalLong.empty(), "m.out"),
        SHARDS(OutputFormat.SAFETENSORS, OptionalLong.of(50), "m.out.safetensors.index.json"),
        TORCH_ZIP(OutputFormat.TORCH_ZIP, OptionalLong.empty(), "m.out"),
        TORCHSCRIPT(OutputFormat.TORCHSCRIPT, OptionalLong.empty(), "m.out");

        private final OutputFormat format;
        private final OptionalLong shardBytes;
        private final String entry;

        Kind(OutputFormat format, OptionalLong shardBytes, String entry) {
            this.format = format;
            this.shardBytes = shardBytes;
            this.entry = entry;
        }

        /** Programs have hundreds of small members, so not every operation on them is tried. */
        int step() {
            return this == TORCHSCRIPT ? 29 : 1;
        }

        Optional<Path> template() throws Exception {
            return this == TORCHSCRIPT
                    ? Optional.of(TorchFixturesTest.fixture("torch_trace_2.7.pt"))
                    : Optional.empty();
        }

        /** Every byte of every tensor is the version. */
        Weights weights(float version) throws Exception {
            Map<String, TensorSpec> specs = Map.of(
                    "a", new TensorSpec(DType.F32, Shape.of(10)),
                    "b", new TensorSpec(DType.F32, Shape.of(2)),
                    "c", new TensorSpec(DType.I16, Shape.of(6, 1)));
            if (template().isPresent()) {
                try (Checkpoint read = Checkpoints.open(template().get())) {
                    specs = read.specs();
                }
            }
            var weights = new Weights();
            for (String name : new TreeSet<>(specs.keySet())) {
                TensorSpec spec = specs.get(name);
                var bytes = new byte[(int) spec.byteCount()];
                Arrays.fill(bytes, (byte) version);
                weights.with(name, spec.dtype(), bytes, spec.shape().toArray());
            }
            return weights;
        }

        void write(Path folder, float version, WriteProgress progress) throws Exception {
            var order = new WriteOrder(
                    folder.resolve("m.out"),
                    format,
                    Map.of("version", String.valueOf(version)),
                    shardBytes,
                    template(),
                    List.of());
            CheckpointWriter.write(weights(version), order, progress);
        }
    }

    /** The version that stands there, whole, or 0 if there is none. */
    private static float version(Path folder, Kind kind) throws Exception {
        Path entry = folder.resolve(kind.entry);
        if (!Files.exists(entry)) {
            return 0;
        }
        try (Checkpoint read = Checkpoints.open(entry)) {
            float version = Float.parseFloat(read.metadata().get("version"));
            Weights expected = kind.weights(version);
            assertThat(read.specs()).isEqualTo(expected.specs());
            for (String name : expected.specs().keySet()) {
                assertThat(Weights.allBytes(read, name, 100)).isEqualTo(expected.bytes(name));
            }
            return version;
        }
    }

    private Path folderWithVersion(Kind kind, int number, float version) throws Exception {
        Path folder = Files.createDirectory(temporary.resolve(kind + "-" + number));
        if (version != 0) {
            kind.write(unforced(folder), version, WriteProgress.NONE);
        }
        return folder;
    }

    /** Without trouble, and without waiting for the disk. */
    private static Path unforced(Path folder) {
        return new TroubledFiles(Trouble.NONE).path(folder);
    }

    private static List<String> files(Path folder) throws IOException {
        try (Stream<Path> list = Files.list(folder)) {
            return list.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    /** Fails the n-th operation, or that and all later ones. */
    private static final class FailAt implements Trouble {
        private final int at;
        private final boolean forEver;
        private int count;
        private @Nullable Operation failed;

        FailAt(int at, boolean forEver) {
            this.at = at;
            this.forEver = forEver;
        }

        @Override
        public void before(Operation operation, Path path) throws IOException {
            count++;
            if (count == at || (forEver && count > at)) {
                failed = failed == null ? operation : failed;
                throw new IOException("cable unplugged");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void anyOperationThatFailsLeavesTheOldFileAndOneSentence(Kind kind) throws Exception {
        var all = new FailAt(0, false);
        kind.write(new TroubledFiles(all).path(folderWithVersion(kind, 0, 1)), 2, WriteProgress.NONE);
        assertThat(all.count).isGreaterThan(30);
        int refused = 0;
        for (int at = 1; at <= all.count; at += kind.step()) {
            Path folder = folderWithVersion(kind, at, 1);
            List<String> before = files(folder);
            var trouble = new FailAt(at, false);
            float expected = 2;
            String as = "operation " + at;
            try {
                kind.write(new TroubledFiles(trouble).path(folder), 2, WriteProgress.NONE);
            } catch (StockpotException e) {
                refused++;
                as += ", " + trouble.failed + ": " + e.getMessage();
                assertThat(e).as(as).isInstanceOf(CheckpointException.class);
                assertThat(e.getMessage()).as(as).startsWith("m.out").doesNotContain("\n");
                expected = e.getMessage().contains("is complete and in place") ? 2 : 1;
            }
            assertThat(version(folder, kind)).as(as).isEqualTo(expected);
            if (expected == 1 && trouble.failed != Operation.DELETE) {
                assertThat(files(folder)).as(as).isEqualTo(before);
            }
        }
        assertThat(refused).isGreaterThan(all.count / kind.step() / 2);
    }

    @ParameterizedTest
    @EnumSource
    void aProcessThatDiesAtAnyOperationLeavesTheOldOrTheNewFile(Kind kind) throws Exception {
        for (int old = 0; old <= 1; old++) {
            var all = new FailAt(0, false);
            kind.write(new TroubledFiles(all).path(folderWithVersion(kind, old * 1000, old)), 2, WriteProgress.NONE);
            int fresh = 0;
            for (int at = 1; at <= all.count; at += kind.step()) {
                Path folder = folderWithVersion(kind, old * 1000 + at, old);
                try {
                    kind.write(new TroubledFiles(new FailAt(at, true)).path(folder), 2, WriteProgress.NONE);
                } catch (StockpotException e) {
                    assertThat(e).as("dead at operation %d", at).isInstanceOf(CheckpointException.class);
                }
                float found = version(folder, kind);
                assertThat(found).as("dead at operation %d", at).isIn((float) old, 2f);
                fresh += found == 2 ? 1 : 0;
                // Nothing of what is left keeps the next writer from its work.
                kind.write(unforced(folder), 3, WriteProgress.NONE);
                assertThat(version(folder, kind)).isEqualTo(3);
            }
            assertThat(fresh).isBetween(kind == Kind.TORCHSCRIPT ? 0 : 1, 15);
        }
    }

    /** A disk that keeps another byte than it was given, in the file's data. */
    private static final class Lying implements Trouble {
        @Override
        public void before(Operation operation, Path path) {}

        @Override
        public void after(Operation operation, Path path, Path to) throws IOException {
            if (operation == Operation.FORCE && Files.isRegularFile(path) && Files.size(path) > 0) {
                byte[] bytes = Files.readAllBytes(path);
                bytes[bytes.length - 1] ^= 1;
                Files.write(path, bytes);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aDiskThatHoldsSomethingElseThanWasWrittenIsNoticedAndTheOldFileStays(Kind kind) throws Exception {
        Path folder = folderWithVersion(kind, 0, 1);
        List<String> before = files(folder);
        assertThatThrownBy(() -> kind.write(new TroubledFiles(new Lying()).path(folder), 2, WriteProgress.NONE))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("differs from what was written");
        assertThat(version(folder, kind)).isEqualTo(1);
        assertThat(files(folder)).isEqualTo(before);
    }

    /** A disk on which a number of writes fit; then it is full until something is deleted. */
    private static final class Full implements Trouble {
        private int left;
        private boolean struck;

        Full(int writes) {
            left = writes;
        }

        @Override
        public void before(Operation operation, Path path) throws IOException {
            if (operation == Operation.WRITE || operation == Operation.FOLDER) {
                left--;
                if (left < 0) {
                    struck = true;
                    throw new IOException("No space left on device");
                }
            }
        }

        @Override
        public long free(long really) {
            return struck ? 7 : really;
        }
    }

    @ParameterizedTest
    @EnumSource
    void aDiskThatIsFullAfterAnyWriteLeavesTheOldFileAndSaysHowMuchIsMissing(Kind kind) throws Exception {
        boolean struck = true;
        for (int writes = 1; struck; writes += kind.step()) {
            Path folder = folderWithVersion(kind, writes, 1);
            List<String> before = files(folder);
            var trouble = new Full(writes);
            String message = "";
            try {
                kind.write(new TroubledFiles(trouble).path(folder), 2, WriteProgress.NONE);
            } catch (CheckpointException e) {
                message = e.getMessage();
            }
            struck = trouble.struck;
            if (struck) {
                assertThat(message)
                        .matches("m\\.out.*: the disk is full: \\d+ more bytes are needed, 7 are free; what was there"
                                + " before is unchanged, make room and try again");
                assertThat(files(folder)).isEqualTo(before);
            }
            assertThat(version(folder, kind)).isEqualTo(struck ? 1 : 2);
        }
    }

    @ParameterizedTest
    @EnumSource
    void cancellingAtAnyMomentLeavesTheOldFile(Kind kind) throws Exception {
        Path folder = folderWithVersion(kind, 0, 1);
        List<String> before = files(folder);
        boolean cancelled = true;
        for (int last = 1; cancelled; last += kind.step()) {
            var left = new int[] {last};
            cancelled = false;
            try {
                kind.write(unforced(folder), 2, (done, total) -> {
                    assertThat(done).isBetween(1L, total);
                    if (--left[0] == 0) {
                        throw new CancellationException();
                    }
                });
            } catch (CancellationException e) {
                cancelled = true;
            }
            assertThat(version(folder, kind)).isEqualTo(cancelled ? 1 : 2);
            assertThat(files(folder)).hasSameSizeAs(before);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aPowerCutAtAnyOperationLeavesTheOldOrTheNewFile(Kind kind) throws Exception {
        var all = new FailAt(0, false);
        kind.write(new TroubledFiles(all).path(folderWithVersion(kind, 0, 1)), 2, WriteProgress.NONE);
        var random = new Random(3);
        List<Float> found = new ArrayList<>();
        for (int at = 1; at <= all.count + kind.step(); at += kind.step()) {
            Path folder = folderWithVersion(kind, at, 1);
            var disk = new UnsyncedDisk(folder, at);
            try {
                kind.write(new TroubledFiles(disk).path(folder), 2, WriteProgress.NONE);
            } catch (StockpotException e) {
                assertThat(e).as("power cut at operation %d", at).isInstanceOf(CheckpointException.class);
            }
            for (int outcome = 0; outcome < 8; outcome++) {
                Path after = Files.createDirectory(temporary.resolve(kind + "-" + at + "-after-" + outcome));
                disk.survivors(after, random);
                float version = version(after, kind);
                assertThat(version)
                        .as("power cut at operation %d, outcome %d", at, outcome)
                        .isIn(1f, 2f);
                found.add(version);
            }
        }
        assertThat(found).contains(1f, 2f).endsWith(2f, 2f, 2f, 2f, 2f, 2f, 2f, 2f);
    }
}

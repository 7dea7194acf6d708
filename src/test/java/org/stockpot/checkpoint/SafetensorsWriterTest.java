package org.stockpot.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.stockpot.tensor.DType;
import org.stockpot.tensor.Shape;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSource;
import org.stockpot.tensor.TensorSpec;

class SafetensorsWriterTest {
    @TempDir
    Path folder;

    private List<String> files() throws IOException {
        try (Stream<Path> list = Files.list(folder)) {
            return list.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void sortsByWidthThenNameAndAlignsTheData() throws Exception {
        Path target = folder.resolve("out.safetensors");
        var weights = new Weights()
                .with("z", new float[] {1, 2}, 2)
                .with("bytes", DType.U8, new byte[] {7, 8, 9}, 3)
                .with("half", DType.F16, new byte[] {1, 2}, 1)
                .with("a", new float[] {3}, 1)
                .with("wide", DType.I64, new byte[8], 1);
        String sha = SafetensorsWriter.write(weights, target, Map.of("made", "here"), WriteProgress.NONE);
        byte[] bytes = Files.readAllBytes(target);
        assertThat(sha)
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)))
                .isEqualTo(Sha256.of(target, WriteProgress.NONE));
        assertThat(ByteBuffer.wrap(bytes)
                                .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                                .getLong()
                        % 8)
                .isZero();
        try (Checkpoint read = Checkpoints.open(target)) {
            assertThat(read.specs().keySet()).containsExactly("wide", "a", "z", "half", "bytes");
            assertThat(read.metadata()).containsExactly(Map.entry("made", "here"));
            for (String name : weights.specs().keySet()) {
                assertThat(read.spec(name)).isEqualTo(weights.spec(name));
                assertThat(Weights.allBytes(read, name, 2)).isEqualTo(weights.bytes(name));
            }
        }
        assertThat(files()).containsExactly("out.safetensors");
    }

    @ParameterizedTest
    @EnumSource(names = {"SAFETENSORS", "TORCH_ZIP"})
    void anyStateDictComesBackBitForBit(OutputFormat format) throws Exception {
        var random = new Random(42);
        List<DType> dtypes = List.of(DType.values());
        String alphabet = "ab.\"\\/\n\u0000é\u2028漢😀 ";
        for (int round = 0; round < 300; round++) {
            var weights = new Weights();
            int tensors = random.nextInt(6) + (format == OutputFormat.TORCH_ZIP ? 1 : 0);
            for (int t = 0; t < tensors; t++) {
                var name = new StringBuilder();
                int[] points = alphabet.codePoints().toArray();
                for (int i = random.nextInt(8); i >= 0; i--) {
                    name.appendCodePoint(points[random.nextInt(points.length)]);
                }
                DType dtype = dtypes.get(random.nextInt(dtypes.size()));
                long[] shape = random.longs(random.nextInt(4), 0, 5).toArray();
                var bytes = new byte[(int) (Shape.of(shape).elementCount() * dtype.bytes())];
                random.nextBytes(bytes);
                weights.with(name.toString(), dtype, bytes, shape);
            }
            Map<String, String> metadata = round % 2 == 0 ? Map.of() : Map.of("k\"" + round, alphabet);
            Path target = folder.resolve("round" + format.ending());
            var order = new WriteOrder(target, format, metadata, OptionalLong.empty(), Optional.empty(), List.of());
            CheckpointWriter.write(weights, order, WriteProgress.NONE);
            try (Checkpoint read = Checkpoints.open(target)) {
                assertThat(read.specs()).isEqualTo(weights.specs());
                assertThat(read.metadata()).isEqualTo(metadata);
                for (String name : weights.specs().keySet()) {
                    assertThat(Weights.allBytes(read, name, 1 + random.nextInt(50)))
                            .isEqualTo(weights.bytes(name));
                }
            }
        }
    }

    @Test
    void cancellingAtAnyChunkLeavesTheOldFileAlone() throws Exception {
        Path target = Files.writeString(folder.resolve("out.safetensors"), "old");
        var weights = new Weights().with("a", new float[] {1}, 1).with("b", new float[] {2}, 1);
        var calls = new ArrayList<Long>();
        SafetensorsWriter.write(weights, folder.resolve("count"), Map.of(), (done, total) -> calls.add(done));
        Files.delete(folder.resolve("count"));
        assertThat(calls).hasSize(4).isSorted();
        for (int stop = 1; stop <= calls.size(); stop++) {
            var left = new int[] {stop};
            assertThatThrownBy(() -> SafetensorsWriter.write(weights, target, Map.of(), (done, total) -> {
                        if (--left[0] == 0) {
                            throw new CancellationException();
                        }
                    }))
                    .isInstanceOf(CancellationException.class);
            assertThat(files()).containsExactly("out.safetensors");
            assertThat(target).hasContent("old");
        }
    }

    @Test
    void aSourceThatFailsLeavesTheOldFileAlone() throws Exception {
        Path target = Files.writeString(folder.resolve("out.safetensors"), "old");
        var broken = new TensorSource() {
            @Override
            public String name() {
                return "broken";
            }

            @Override
            public Map<String, TensorSpec> specs() {
                return Map.of("w", new TensorSpec(DType.F32, Shape.of(1)));
            }

            @Override
            public ByteBuffer read(String tensor, long first, int count) throws StockpotException {
                throw new StockpotException("broken: disk unplugged");
            }

            @Override
            public void close() {}
        };
        assertThatThrownBy(() -> SafetensorsWriter.write(broken, target, Map.of(), WriteProgress.NONE))
                .hasMessage("broken: disk unplugged");
        assertThat(files()).containsExactly("out.safetensors");
        assertThat(target).hasContent("old");
    }

    @Test
    void refusesTargetsItMustNotOrCannotWrite() throws Exception {
        var weights = new Weights().with("a", new float[] {1}, 1);
        Path input = Files.writeString(folder.resolve("in.safetensors"), "input");
        assertThatThrownBy(() -> SafetensorsWriter.write(
                        weights, folder.resolve("./in.safetensors"), Map.of(), WriteProgress.NONE, List.of(input)))
                .hasMessage("in.safetensors: is one of the inputs and is not overwritten; choose another name");
        assertThatThrownBy(() -> SafetensorsWriter.write(weights, folder, Map.of(), WriteProgress.NONE))
                .hasMessageContaining("found a folder");
        assertThatThrownBy(() -> SafetensorsWriter.write(
                        weights, folder.resolve("none/out.safetensors"), Map.of(), WriteProgress.NONE))
                .hasMessageContaining("does not exist; create it first");
        assertThat(files()).containsExactly("in.safetensors");
    }

    @Test
    void saysHowMuchRoomIsMissingBeforeItStarts() {
        var huge = new TensorSource() {
            @Override
            public String name() {
                return "huge";
            }

            @Override
            public Map<String, TensorSpec> specs() {
                return Map.of("w", new TensorSpec(DType.U8, Shape.of(1L << 60)));
            }

            @Override
            public ByteBuffer read(String tensor, long first, int count) {
                throw new AssertionError("must not be read");
            }

            @Override
            public void close() {}
        };
        assertThatThrownBy(() -> SafetensorsWriter.write(huge, folder.resolve("out"), Map.of(), WriteProgress.NONE))
                .isInstanceOf(CheckpointException.class)
                .hasMessageMatching("out: needs \\d+ bytes on the disk, \\d+ are free; make room");
    }

    @Test
    void refusesNamesTheFormatCannotHold() {
        for (String name : List.of("__metadata__", "half \ud800")) {
            var weights = new Weights().with(name, new float[] {1}, 1);
            assertThatThrownBy(
                            () -> SafetensorsWriter.write(weights, folder.resolve("out"), Map.of(), WriteProgress.NONE))
                    .isInstanceOf(CheckpointException.class);
        }
    }

    @Test
    void tellsInWhichOrderItWillRead() throws Exception {
        var weights = new Weights()
                .with("z", new float[] {1, 2}, 2)
                .with("half", DType.F16, new byte[] {1, 2}, 1)
                .with("a", new float[] {3}, 1)
                .with("wide", DType.I64, new byte[8], 1);
        var reads = new ArrayList<String>();
        var watched = new TensorSource() {
            @Override
            public String name() {
                return "watched";
            }

            @Override
            public Map<String, TensorSpec> specs() {
                return weights.specs();
            }

            @Override
            public ByteBuffer read(String tensor, long first, int count) throws StockpotException {
                reads.add(tensor);
                return weights.read(tensor, first, count);
            }

            @Override
            public void close() {}
        };
        for (OutputFormat format : List.of(OutputFormat.SAFETENSORS, OutputFormat.TORCH_ZIP)) {
            for (OptionalLong shard : List.of(OptionalLong.empty(), OptionalLong.of(10))) {
                if (format == OutputFormat.TORCH_ZIP && shard.isPresent()) {
                    continue;
                }
                reads.clear();
                var order =
                        new WriteOrder(folder.resolve("ordered"), format, Map.of(), shard, Optional.empty(), List.of());
                CheckpointWriter.write(watched, order, WriteProgress.NONE);
                assertThat(reads).isEqualTo(CheckpointWriter.readingOrder(weights.specs(), order));
            }
        }
    }
}

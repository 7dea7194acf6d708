package org.stockpot.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSource;

class ShardsWriterTest {
    private static final String INDEX = "m.safetensors.index.json";

    @TempDir
    Path folder;

    private List<String> files() throws IOException {
        try (Stream<Path> list = Files.list(folder)) {
            return list.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    private WriteOrder order(OutputFormat format, long most, Path... inputs) {
        return new WriteOrder(
                folder.resolve("m.safetensors"),
                format,
                Map.of("format", "pt"),
                OptionalLong.of(most),
                Optional.empty(),
                List.of(inputs));
    }

    private Written write(TensorSource source, Path... inputs) throws StockpotException {
        return CheckpointWriter.write(source, order(OutputFormat.SAFETENSORS, 8, inputs), WriteProgress.NONE);
    }

    /** Three shards of at most 8 bytes: a and b, the large c, d. */
    private static Weights weights(float first) {
        return new Weights()
                .with("a", new float[] {first}, 1)
                .with("b", new float[] {2}, 1)
                .with("c", new float[] {3, 4, 5}, 3)
                .with("d", new float[] {6}, 1);
    }

    private void assertReadable(Weights expected) throws Exception {
        try (Checkpoint read = Checkpoints.open(folder.resolve(INDEX))) {
            assertThat(read.specs()).isEqualTo(expected.specs());
            assertThat(read.warnings()).isEmpty();
            for (String name : expected.specs().keySet()) {
                assertThat(Weights.allBytes(read, name, 2)).isEqualTo(expected.bytes(name));
            }
        }
    }

    @Test
    void writesTheNamesAndTheIndexOfHuggingFace() throws Exception {
        Written written = write(weights(1));
        assertThat(files())
                .containsExactly(
                        "m-00001-of-00003.safetensors",
                        "m-00002-of-00003.safetensors",
                        "m-00003-of-00003.safetensors",
                        INDEX);
        assertThat(folder.resolve(INDEX))
                .hasContent("{\"metadata\":{\"total_size\":24,\"format\":\"pt\"},\"weight_map\":{"
                        + "\"a\":\"m-00001-of-00003.safetensors\",\"b\":\"m-00001-of-00003.safetensors\","
                        + "\"c\":\"m-00002-of-00003.safetensors\",\"d\":\"m-00003-of-00003.safetensors\"}}");
        assertReadable(weights(1));
        assertThat(written.entry()).isEqualTo(folder.resolve(INDEX));
        assertThatThrownBy(() -> Checkpoints.open(folder.resolve("m.safetensors")))
                .hasMessage("m.safetensors: there is no such file, but " + INDEX
                        + " beside it tells of a checkpoint in several files; choose that");
        assertThat(written.files()).hasSize(4).allSatisfy(file -> {
            assertThat(Sha256.of(file.path(), WriteProgress.NONE)).isEqualTo(file.sha256());
            assertThat(Files.size(file.path())).isEqualTo(file.bytes());
        });
    }

    @Test
    void whatFitsInOneFileIsOneFile() throws Exception {
        Written written = CheckpointWriter.write(weights(1), order(OutputFormat.SAFETENSORS, 24), WriteProgress.NONE);
        assertThat(files()).containsExactly("m.safetensors");
        assertThat(written.entry()).isEqualTo(folder.resolve("m.safetensors"));
    }

    @Test
    void aNewSetTakesOtherNamesAndRemovesTheOldOne() throws Exception {
        write(weights(1));
        write(weights(9));
        assertReadable(weights(9));
        assertThat(files())
                .hasSize(4)
                .allMatch(
                        name -> name.equals(INDEX) || name.matches("m-[0-9a-f]{16}-0000[123]-of-00003\\.safetensors"));
        write(weights(1));
        assertReadable(weights(1));
        assertThat(files()).contains("m-00001-of-00003.safetensors").hasSize(4);
    }

    @Test
    void theSameSetWrittenTwiceStaysReadable() throws Exception {
        for (int round = 0; round < 4; round++) {
            write(weights(1));
            assertReadable(weights(1));
            assertThat(files()).hasSize(4);
        }
    }

    @Test
    void filesThatBelongToNoSetAreNeverTouched() throws Exception {
        Files.writeString(folder.resolve("m-00002-of-00003.safetensors"), "somebody's");
        Files.writeString(folder.resolve("n-00001-of-00003.safetensors"), "somebody's");
        write(weights(1));
        write(weights(2));
        assertReadable(weights(2));
        assertThat(folder.resolve("m-00002-of-00003.safetensors")).hasContent("somebody's");
        assertThat(folder.resolve("n-00001-of-00003.safetensors")).hasContent("somebody's");
        assertThat(files()).hasSize(6);
    }

    @Test
    void cancellingAtAnyChunkKeepsTheOldSet() throws Exception {
        write(weights(1));
        List<String> before = files();
        var calls = new int[1];
        for (int stop = 1; stop <= 10; stop++) {
            int last = stop;
            calls[0] = 0;
            assertThatThrownBy(() ->
                            CheckpointWriter.write(weights(2), order(OutputFormat.SAFETENSORS, 8), (done, total) -> {
                                if (++calls[0] == last) {
                                    throw new CancellationException();
                                }
                            }))
                    .isInstanceOf(CancellationException.class);
            assertThat(files()).isEqualTo(before);
            assertReadable(weights(1));
        }
    }

    @Test
    void neverReplacesAnInputOrAShardOfOne() throws Exception {
        write(weights(1));
        for (String input : List.of("", INDEX, "m-00002-of-00003.safetensors")) {
            assertThatThrownBy(() -> write(weights(2), folder.resolve(input)))
                    .isInstanceOf(CheckpointException.class)
                    .hasMessageEndingWith("is one of the inputs and is not overwritten; choose another name");
        }
        Path shard = folder.resolve("m-00003-of-00003.safetensors");
        assertThatThrownBy(() -> SafetensorsWriter.write(
                        weights(2), shard, Map.of(), WriteProgress.NONE, List.of(folder.resolve(INDEX))))
                .hasMessage("m-00003-of-00003.safetensors: is one of the inputs and is not overwritten;"
                        + " choose another name");
        assertReadable(weights(1));
    }

    @Test
    void onlySafetensorsCanBeCut() {
        assertThatThrownBy(
                        () -> CheckpointWriter.write(weights(1), order(OutputFormat.TORCH_ZIP, 8), WriteProgress.NONE))
                .hasMessage("m.safetensors: only safetensors can be written as several files; choose it, or one file");
    }
}

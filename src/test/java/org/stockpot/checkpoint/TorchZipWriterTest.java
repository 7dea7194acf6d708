package org.stockpot.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.stockpot.tensor.DType;
import org.stockpot.tensor.Shape;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSource;
import org.stockpot.tensor.TensorSpec;

/** Held against files of PyTorch 2.7.1, see make_writer_fixtures.py; check_written_files.py goes the other way. */
class TorchZipWriterTest {
    @TempDir
    Path folder;

    private Written write(TensorSource source, Map<String, String> metadata) throws StockpotException {
        var order = new WriteOrder(
                folder.resolve("out.pt"),
                OutputFormat.TORCH_ZIP,
                metadata,
                OptionalLong.empty(),
                Optional.empty(),
                List.of());
        return CheckpointWriter.write(source, order, WriteProgress.NONE);
    }

    @Test
    void writesTheVeryBytesOfTorchButForTheSerializationId() throws Exception {
        Path original = TorchFixturesTest.fixture("saved_by_torch.pt");
        try (Checkpoint read = Checkpoints.open(original)) {
            assertThat(read.specs().values().stream().map(TensorSpec::dtype).distinct())
                    .containsExactlyInAnyOrder(DType.values());
            write(read, Map.of());
        }
        byte[] expected = withoutId(Files.readAllBytes(original));
        byte[] written = withoutId(Files.readAllBytes(folder.resolve("out.pt")));
        assertThat(written).hasSameSizeAs(expected);
        assertThat(Arrays.mismatch(written, expected)).isEqualTo(-1);
    }

    /** Zeros for the id and its two checksums, in the descriptor behind it and in the directory. */
    private static byte[] withoutId(byte[] bytes) {
        String text = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1);
        String name = "archive/.data/serialization_id";
        int id = text.indexOf("PK\7\10", text.indexOf(name)) - 40;
        assertThat(text.substring(id, id + 40)).matches("[0-9]{40}");
        Arrays.fill(bytes, id, id + 48, (byte) 0);
        int entry = text.lastIndexOf(name) - 46;
        Arrays.fill(bytes, entry + 16, entry + 20, (byte) 0);
        return bytes;
    }

    /** {@code layers-N} has N tensors {@code layer.I.weight} of one float, {@code wide} one of 2.3 billion bytes. */
    @ParameterizedTest
    @CsvFileSource(resources = "/checkpoint/saved_by_torch.txt", delimiter = ' ')
    void picklesAsPythonDoes(String name, int size, String sha256) throws Exception {
        var specs = new LinkedHashMap<String, TensorSpec>();
        if (name.equals("wide")) {
            specs.put(name, new TensorSpec(DType.I8, Shape.of(70_000, 33_000)));
        } else {
            int count = Integer.parseInt(name.substring("layers-".length()));
            for (int i = 0; i < count; i++) {
                specs.put("layer." + i + ".weight", new TensorSpec(DType.F32, Shape.of(1)));
            }
        }
        byte[] pickle = StateDictPickle.of(List.copyOf(specs.entrySet()));
        assertThat(pickle).hasSize(size);
        assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(pickle)))
                .isEqualTo(sha256);
    }

    @Test
    void metadataTravelsInAMemberOfItsOwn() throws Exception {
        var weights = new Weights().with("w", new float[] {1, 2}, 2);
        Map<String, String> metadata = Map.of("stockpot", "{\"recipe\": \"é\u0000\"}", "format", "pt");
        write(weights, metadata);
        try (Checkpoint read = Checkpoints.open(folder.resolve("out.pt"))) {
            assertThat(read.metadata()).isEqualTo(metadata);
            assertThat(read.warnings()).isEmpty();
        }
    }

    @Test
    void theSameTensorsGiveTheSameBytesWhateverTheName() throws Exception {
        var weights = new Weights().with("w", new float[] {1, 2}, 2);
        byte[] first = Files.readAllBytes(write(weights, Map.of("a", "b")).entry());
        var order = new WriteOrder(
                folder.resolve("other.bin"),
                OutputFormat.TORCH_ZIP,
                Map.of("a", "b"),
                OptionalLong.empty(),
                Optional.empty(),
                List.of());
        Written second = CheckpointWriter.write(weights, order, WriteProgress.NONE);
        assertThat(Files.readAllBytes(second.entry())).isEqualTo(first);
        assertThat(second.bytes()).isEqualTo(first.length);
    }

    @Test
    void refusesWhatTheFormatCannotHold() {
        assertThatThrownBy(() -> write(new Weights(), Map.of()))
                .hasMessage("out.pt: weights in memory has 0 tensors, a PyTorch file holds 1 to 99900;"
                        + " write safetensors");
        assertThatThrownBy(() -> write(new Weights().with("half \ud800", new float[1], 1), Map.of()))
                .hasMessageStartingWith("out.pt: a name or text cannot be stored in a checkpoint: half ");
    }

    @Test
    void aHugeTensorAndAllBehindItGetTheirPlacesIn64Bits() throws Exception {
        // Only the headers are looked at: the bodies say nothing.
        long large = 5L << 30;
        var headers = new ArrayList<byte[]>();
        var zip = new ZipPlan(List.of(
                ZipPlan.Member.of("archive/data/0", large, sink -> skip(sink, large)),
                ZipPlan.Member.of("archive/version", "3\n")));
        zip.writeTo(data -> {
            if (data.remaining() < 1 << 20) {
                var copy = new byte[data.remaining()];
                data.get(copy);
                headers.add(copy);
            }
        });
        assertThat(headers.stream().mapToLong(part -> part.length).sum() + large)
                .isEqualTo(zip.size());
        assertThat(HexFormat.of().formatHex(headers.get(0))).contains("01001000" + "00000040010000000000004001000000");
        assertThat(headers.get(1)).as("descriptor").hasSize(24);
        assertThat(HexFormat.of().formatHex(headers.get(2))).contains("01000800" + "98000040" + "01000000");
    }

    private static void skip(Chunks.Sink sink, long bytes) throws StockpotException {
        var zeros = new byte[64 << 20];
        for (long left = bytes; left > 0; left -= zeros.length) {
            sink.take(java.nio.ByteBuffer.wrap(zeros));
        }
    }
}

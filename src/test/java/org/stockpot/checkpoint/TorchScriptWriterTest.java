package org.stockpot.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stockpot.tensor.Cast;
import org.stockpot.tensor.DType;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSource;
import org.stockpot.tensor.TensorSpec;

/** Templates made by torch.jit.save of PyTorch 1.13.1 and 2.7.1; check_written_files.py runs the results. */
class TorchScriptWriterTest {
    @TempDir
    Path folder;

    private Path write(TensorSource source, Path template, Map<String, String> metadata) throws StockpotException {
        var order = new WriteOrder(
                folder.resolve("out.pt"),
                OutputFormat.TORCHSCRIPT,
                metadata,
                OptionalLong.empty(),
                Optional.of(template),
                List.of());
        return CheckpointWriter.write(source, order, WriteProgress.NONE).entry();
    }

    /** The same tensors with all bits turned. */
    private static Weights turned(Checkpoint template) throws StockpotException {
        var weights = new Weights();
        for (var entry : template.specs().entrySet()) {
            TensorSpec spec = entry.getValue();
            byte[] bytes = Weights.allBytes(template, entry.getKey(), 1000);
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) (spec.dtype() == DType.BOOL ? bytes[i] ^ 1 : ~bytes[i]);
            }
            weights.with(entry.getKey(), spec.dtype(), bytes, spec.shape().toArray());
        }
        return weights;
    }

    private static Map<String, byte[]> members(Path path) throws Exception {
        var contents = new HashMap<String, byte[]>();
        try (InputFile file = InputFile.open(path)) {
            for (ZipMember member : ZipDirectory.read(file).values()) {
                member.verify(file);
                try (InputStream in = member.stream(file)) {
                    contents.put(member.name(), in.readAllBytes());
                }
            }
        }
        return contents;
    }

    @ParameterizedTest
    @ValueSource(strings = {"torch_script_1.13", "torch_script_2.7", "torch_trace_1.13", "torch_trace_2.7"})
    void theTemplatesOwnTensorsGiveTheVeryTemplate(String name) throws Exception {
        Path template = TorchFixturesTest.fixture(name + ".pt");
        try (Checkpoint read = Checkpoints.open(template)) {
            assertThat(write(read, template, Map.of())).hasSameBinaryContentAs(template);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"torch_script_1.13", "torch_script_2.7", "torch_trace_1.13", "torch_trace_2.7"})
    void otherTensorsChangeTheirStoragesAndNothingElse(String name) throws Exception {
        Path template = TorchFixturesTest.fixture(name + ".pt");
        Weights other;
        try (Checkpoint read = Checkpoints.open(template)) {
            other = turned(read);
        }
        Path written = write(other, template, Map.of("stockpot", "recipe"));
        try (Checkpoint read = Checkpoints.open(written)) {
            assertThat(read.isProgram()).isTrue();
            assertThat(read.metadata()).containsExactly(Map.entry("stockpot", "recipe"));
            assertThat(read.specs()).isEqualTo(other.specs());
            for (String tensor : other.specs().keySet()) {
                assertThat(Weights.allBytes(read, tensor, 1000)).as(tensor).isEqualTo(other.bytes(tensor));
            }
        }
        Map<String, byte[]> before = members(template);
        Map<String, byte[]> after = members(written);
        before.forEach((member, bytes) -> {
            if (!member.contains("/data/")) {
                assertThat(after.get(member)).as(member).isEqualTo(bytes);
            }
        });
        assertThat(after).hasSize(before.size() + 1);
        // An exported program is a template too, and its metadata is replaced.
        Path again = Files.move(written, folder.resolve("again.pt"));
        try (Checkpoint read = Checkpoints.open(again)) {
            write(read, again, Map.of("stockpot", "another"));
            assertThat(members(folder.resolve("out.pt"))).hasSize(after.size());
        }
    }

    @Test
    void refusesAnythingButTheTemplatesTensors() throws Exception {
        Path template = TorchFixturesTest.fixture("torch_trace_2.7.pt");
        try (Checkpoint read = Checkpoints.open(template);
                var half = new Cast(read, DType.F16)) {
            assertThatThrownBy(() -> write(half, template, Map.of()))
                    .isInstanceOf(CheckpointException.class)
                    .hasMessageMatching("torch_trace_2\\.7\\.pt: has .* as F32, torch_trace_2\\.7\\.pt has it as F16;"
                            + " a TorchScript program keeps its types because its code may depend on them, export"
                            + " without another type");
            assertThatThrownBy(() -> write(new Weights(), template, Map.of()))
                    .hasMessageContaining(", which weights in memory lacks; choose the ingredient");
            assertThatThrownBy(() -> write(turned(read).with("extra", new float[1], 1), template, Map.of()))
                    .hasMessage("torch_trace_2.7.pt: lacks the tensor extra of weights in memory; choose the ingredient"
                            + " that the names come from");
            assertThatThrownBy(() -> write(read, TorchFixturesTest.fixture("views.pt"), Map.of()))
                    .hasMessage("views.pt: is a PyTorch zip file, expected a TorchScript program as the template;"
                            + " choose an ingredient that is one, or export a state dict");
        }
    }

    @Test
    void neverReplacesTheTemplate() throws Exception {
        Path template = Files.copy(TorchFixturesTest.fixture("torch_trace_2.7.pt"), folder.resolve("out.pt"));
        try (Checkpoint read = Checkpoints.open(template)) {
            assertThatThrownBy(() -> write(read, template, Map.of()))
                    .hasMessage("out.pt: is one of the inputs and is not overwritten; choose another name");
        }
    }
}

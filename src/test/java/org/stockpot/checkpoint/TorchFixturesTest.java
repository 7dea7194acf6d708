package org.stockpot.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stockpot.tensor.DType;

/** Files made by PyTorch 1.13.1, see make_checkpoint_fixtures.py. */
class TorchFixturesTest {
    @TempDir
    Path folder;

    static Path fixture(String name) throws URISyntaxException {
        URI uri = Objects.requireNonNull(TorchFixturesTest.class.getResource("/checkpoint/" + name), name)
                .toURI();
        return Path.of(uri);
    }

    /** The second file holds what PyTorch says the tensors are, written by hand. */
    @ParameterizedTest
    @CsvSource({
        "dtypes, dtypes",
        "views, views",
        "nested, nested",
        "module_prefix, module_prefix",
        "parameters, parameters",
        "protocol4, protocol4",
        "leftovers, leftovers",
        "deflated, nested",
        "big, big"
    })
    void readsEveryTensorBitForBit(String torch, String expected) throws Exception {
        try (Checkpoint read = Checkpoints.open(fixture(torch + ".pt"));
                Checkpoint truth = Checkpoints.open(fixture(expected + ".safetensors"))) {
            assertThat(read.format()).isEqualTo("PyTorch zip");
            assertThat(read.specs()).isEqualTo(truth.specs());
            assertThat(read.specs().keySet())
                    .containsExactlyElementsOf(truth.specs().keySet());
            for (String name : truth.specs().keySet()) {
                byte[] want = Weights.allBytes(truth, name, 1000);
                for (int step : new int[] {1, 2, 3, 5, 7, 11, 1000}) {
                    assertThat(Weights.allBytes(read, name, step))
                            .as("%s in steps of %d", name, step)
                            .isEqualTo(want);
                }
            }
        }
    }

    @Test
    void knowsEveryTypeOfTheVocabularyThatTorchCanSave() throws Exception {
        try (Checkpoint read = Checkpoints.open(fixture("dtypes.pt"))) {
            assertThat(read.specs().values().stream().map(spec -> spec.dtype()).distinct())
                    .containsExactlyInAnyOrder(
                            DType.F64,
                            DType.F32,
                            DType.F16,
                            DType.BF16,
                            DType.I64,
                            DType.I32,
                            DType.I16,
                            DType.I8,
                            DType.U8,
                            DType.BOOL);
            assertThat(read.warnings()).isEmpty();
        }
    }

    @Test
    void saysWhatItLeftOut() throws Exception {
        try (Checkpoint read = Checkpoints.open(fixture("leftovers.pt"))) {
            assertThat(read.warnings())
                    .containsExactly(
                            "tensor z has type complex64, which Stockpot cannot mix; it was left out",
                            "2 entries that are no tensors were left out");
        }
    }

    @Test
    void aTorchFileSavedAsSafetensorsStaysTheSame() throws Exception {
        Path target = folder.resolve("saved.safetensors");
        try (Checkpoint read = Checkpoints.open(fixture("views.pt"))) {
            SafetensorsWriter.write(read, target, Map.of(), WriteProgress.NONE);
            try (Checkpoint saved = Checkpoints.open(target)) {
                assertThat(saved.specs()).isEqualTo(read.specs());
                for (String name : read.specs().keySet()) {
                    assertThat(Weights.allBytes(saved, name, 1000)).isEqualTo(Weights.allBytes(read, name, 1000));
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            whole_model.pt | holds a whole model (torch.nn.modules.linear.Linear), expected its weights alone; nothing was executed; load it where it was made and save model.state_dict()
            sparse.pt      | holds a sparse tensor; call to_dense() before saving (torch._utils._rebuild_sparse_tensor)
            quantised.pt   | holds a quantised tensor; save the model before quantisation (torch._utils._rebuild_qtensor)
            no_tensors.pt  | holds no tensors that can be mixed, expected a state_dict; save the model's state_dict()
            """)
    void refusesWhatIsNoStateDictWithAHint(String name, String message) {
        assertThatThrownBy(() -> Checkpoints.open(fixture(name)))
                .isInstanceOf(CheckpointException.class)
                .hasMessageStartingWith(name + ": ")
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dtypes.pt", "views.pt", "deflated.pt", "dtypes.safetensors"})
    void refusesAFileCutAnywhere(String name) throws Exception {
        byte[] whole = Files.readAllBytes(fixture(name));
        Path path = folder.resolve("cut.pt");
        for (int length = 0; length < whole.length; length += length < 600 ? 1 : 13) {
            Files.write(path, java.util.Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> Checkpoints.open(path))
                    .as("cut at %d", length)
                    .isInstanceOf(CheckpointException.class)
                    .hasMessageStartingWith("cut.pt: ");
        }
    }

    @Test
    void noticesADamagedStorageWhenItIsRead() throws Exception {
        Path path = folder.resolve("damaged.pt");
        Files.copy(fixture("views.pt"), path, StandardCopyOption.REPLACE_EXISTING);
        byte[] bytes = Files.readAllBytes(path);
        ZipMember member;
        try (InputFile file = InputFile.open(path)) {
            member = ZipDirectory.read(file).values().stream()
                    .filter(m -> m.name().endsWith("/data/0"))
                    .findFirst()
                    .orElseThrow();
        }
        bytes[(int) member.position() + 20] ^= 1;
        Files.write(path, bytes);
        try (Checkpoint read = Checkpoints.open(path)) {
            assertThatThrownBy(() -> read.read("base", 0, 1))
                    .isInstanceOf(CheckpointException.class)
                    .hasMessageMatching("damaged.pt: member views/data/0 has checksum [0-9a-f]{8}, the directory says"
                            + " [0-9a-f]{8}; the file is damaged, get it again");
        }
    }
}

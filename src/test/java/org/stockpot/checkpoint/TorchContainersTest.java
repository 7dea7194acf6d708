package org.stockpot.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs, old containers and training checkpoints made by PyTorch 1.13.1 and 2.7.1, see make_torch_fixtures.py. */
class TorchContainersTest {
    /** The second file holds what PyTorch says the tensors are, written by hand. */
    @ParameterizedTest
    @CsvSource({
        "torch_script_1.13, TorchScript",
        "torch_script_2.7, TorchScript",
        "torch_trace_1.13, TorchScript",
        "torch_trace_2.7, TorchScript",
        "torch_legacy_1.13, PyTorch legacy",
        "torch_legacy_2.7, PyTorch legacy",
        "torch_legacy_protocol3_2.7, PyTorch legacy",
        "torch_legacy_protocol4_2.7, PyTorch legacy",
        "torch_legacy_protocol5_2.7, PyTorch legacy",
        "torch_legacy_views, PyTorch legacy",
        "torch_tar, PyTorch tar",
        "torch_strangers_1.13, PyTorch zip",
        "torch_strangers_2.7, PyTorch zip"
    })
    void readsEveryTensorBitForBit(String name, String format) throws Exception {
        try (Checkpoint read = Checkpoints.open(TorchFixturesTest.fixture(name + ".pt"), Strangers.KEPT_INERT);
                Checkpoint truth = Checkpoints.open(TorchFixturesTest.fixture(name + ".safetensors"))) {
            assertThat(read.format()).isEqualTo(format);
            assertThat(read.isProgram()).isEqualTo(format.equals("TorchScript"));
            assertThat(read.specs()).containsExactlyInAnyOrderEntriesOf(truth.specs());
            for (String tensor : truth.specs().keySet()) {
                byte[] want = Weights.allBytes(truth, tensor, 1000);
                for (int step : new int[] {1, 3, 7, 1000}) {
                    assertThat(Weights.allBytes(read, tensor, step))
                            .as("%s in steps of %d", tensor, step)
                            .isEqualTo(want);
                }
            }
        }
    }

    @Test
    void theOldLegacyFixtureHoldsTheSameAsItsZip() throws Exception {
        try (Checkpoint read = Checkpoints.open(TorchFixturesTest.fixture("legacy.pt"));
                Checkpoint truth = Checkpoints.open(TorchFixturesTest.fixture("dtypes.safetensors"))) {
            assertThat(read.specs()).isEqualTo(truth.specs());
            for (String tensor : truth.specs().keySet()) {
                assertThat(Weights.allBytes(read, tensor, 1000)).isEqualTo(Weights.allBytes(truth, tensor, 1000));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"torch_script_1.13.pt", "torch_script_2.7.pt"})
    void saysThatCollectionsOfTensorsAreNoWeights(String name) throws Exception {
        try (Checkpoint read = Checkpoints.open(TorchFixturesTest.fixture(name))) {
            assertThat(read.warnings())
                    .containsExactly(
                            "2 attributes that are collections of tensors, neither parameters nor buffers, stay"
                                    + " as in the file");
        }
    }

    @Test
    void tiedTensorsOfAProgramShareTheirStorage() throws Exception {
        try (TorchCheckpoint read =
                (TorchCheckpoint) Checkpoints.open(TorchFixturesTest.fixture("torch_script_2.7.pt"))) {
            TorchTensor first = read.tensors().get("body.first.weight");
            assertThat(read.tensors().get("body.second.weight")).isEqualTo(first);
            assertThat(read.tensors().get("again.weight")).isEqualTo(first);
            assertThat(read.archive().orElseThrow().members()).containsValue(((ZipStorage) first.storage()).member());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.13", "2.7"})
    void namesTheStrangersOfATrainingCheckpoint(String version) throws Exception {
        String name = "torch_strangers_" + version + ".pt";
        boolean enums = version.equals("2.7");
        String numpy = version.equals("2.7") ? "numpy._core" : "numpy.core";
        assertThatThrownBy(() -> Checkpoints.open(TorchFixturesTest.fixture(name)))
                .isInstanceOfSatisfying(
                        StrangersException.class,
                        refusal -> assertThat(refusal.names())
                                .contains(
                                        "argparse.Namespace",
                                        "pathlib.PurePosixPath",
                                        numpy + ".multiarray.scalar",
                                        numpy + ".multiarray._reconstruct",
                                        "numpy.dtype",
                                        "numpy.ndarray",
                                        "datetime.datetime",
                                        "omegaconf.dictconfig.DictConfig",
                                        "trainer.meters.AverageMeter",
                                        "collections.defaultdict",
                                        "builtins.list",
                                        "builtins.frozenset",
                                        "torch.optim.sgd.SGD"))
                .hasMessage(
                        name + ": holds objects beside its weights that Stockpot does not build: argparse.Namespace,"
                                + " pathlib.PurePosixPath, " + numpy + ".multiarray.scalar and " + (enums ? 15 : 13)
                                + " more; nothing was executed; to"
                                + " leave them out, read its weights only");
        try (Checkpoint read = Checkpoints.open(TorchFixturesTest.fixture(name), Strangers.KEPT_INERT)) {
            assertThat(read.warnings())
                    .containsExactly("objects of other programs were left out unread: argparse.Namespace,"
                            + " pathlib.PurePosixPath, " + numpy + ".multiarray.scalar and " + (enums ? 15 : 13)
                            + " more");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            torch_model_1.13.pt        | holds a whole model (torch.nn.modules.container.Sequential), expected its weights alone; nothing was executed; load it where it was made and save model.state_dict()
            torch_model_2.7.pt         | holds a whole model (torch.nn.modules.container.Sequential), expected its weights alone; nothing was executed; load it where it was made and save model.state_dict()
            torch_legacy_model_1.13.pt | holds a whole model (torch.nn.modules.linear.Linear), expected its weights alone; nothing was executed; load it where it was made and save model.state_dict()
            torch_legacy_model_2.7.pt  | holds a whole model (torch.nn.modules.linear.Linear), expected its weights alone; nothing was executed; load it where it was made and save model.state_dict()
            torch_frozen_1.13.pt       | is a TorchScript program without parameters (its weights are constants of its code), expected weights to mix; save it before torch.jit.freeze
            torch_frozen_2.7.pt        | is a TorchScript program without parameters (its weights are constants of its code), expected weights to mix; save it before torch.jit.freeze
            torch_setstate_1.13.pt     | sets the state of a __torch__.Own from a tuple, which would need the program's own __setstate__; nothing was executed; save the model's state_dict() with torch.save
            torch_setstate_2.7.pt      | sets the state of a __torch__.Own from a tuple, which would need the program's own __setstate__; nothing was executed; save the model's state_dict() with torch.save
            """)
    void refusesWhatHoldsNoWeightsWithAHintEvenWhenStrangersAreWelcome(String name, String message) {
        for (Strangers strangers : Strangers.values()) {
            assertThatThrownBy(() -> Checkpoints.open(TorchFixturesTest.fixture(name), strangers))
                    .isInstanceOf(CheckpointException.class)
                    .isNotInstanceOf(StrangersException.class)
                    .hasMessageStartingWith(name + ": ")
                    .hasMessageEndingWith(message);
        }
    }
}

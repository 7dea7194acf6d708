package org.stockpot.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.tensor.Hint;

/** What honest people get told, word for word: the commonest reasons why a file is not what they think it is. */
class HintsTest {
    @TempDir
    Path folder;

    private void assertHint(byte[] bytes, String message) throws Exception {
        Path path = Files.write(folder.resolve("model.pt"), bytes);
        assertThatThrownBy(() -> Checkpoints.open(path))
                .isInstanceOf(CheckpointException.class)
                .hasMessage("model.pt: " + message);
    }

    private static byte[] fixture(String name) throws Exception {
        return Files.readAllBytes(TorchFixturesTest.fixture(name));
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void aWebPage() throws Exception {
        assertHint(
                text("<!DOCTYPE html><html><title>404 Not Found</title></html>"),
                "expected a checkpoint, found a web page; the download went wrong, probably for want of a login; download"
                        + " the file itself");
    }

    @Test
    void anLfsPointer() throws Exception {
        assertHint(
                text("version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n"),
                "expected a checkpoint, found a Git LFS pointer; the weights were not downloaded; run git lfs pull");
    }

    @Test
    void aCutDownload() throws Exception {
        byte[] zip = fixture("views.pt");
        assertHint(
                Arrays.copyOf(zip, zip.length / 2),
                "begins as a zip archive but ends without a directory; the file is cut short, get it again");
        byte[] legacy = fixture("torch_legacy_views.pt");
        assertHint(
                Arrays.copyOf(legacy, legacy.length - 10),
                "the file should hold 80 bytes of storage 11, 70 follow; the file is cut short, get it again");
    }

    @Test
    void aWholeModel() throws Exception {
        assertHint(
                fixture("torch_model_2.7.pt"),
                "holds a whole model (torch.nn.modules.container.Sequential), expected its weights alone; nothing was"
                        + " executed; load it where it was made and save model.state_dict()");
    }

    @Test
    void aProgramWithItsOwnWayOfLoading() throws Exception {
        assertHint(
                fixture("torch_setstate_2.7.pt"),
                "member torch_setstate_2.7/data.pkl sets the state of a __torch__.Own from a tuple, which would need the"
                        + " program's own __setstate__; nothing was executed; save the model's state_dict() with"
                        + " torch.save");
    }

    @Test
    void sparseAndQuantisedTensors() throws Exception {
        assertHint(
                fixture("sparse.pt"),
                "member sparse/data.pkl holds a sparse tensor; call to_dense() before saving"
                        + " (torch._utils._rebuild_sparse_tensor)");
        assertHint(
                fixture("quantised.pt"),
                "member quantised/data.pkl holds a quantised tensor; save the model before quantisation"
                        + " (torch._utils._rebuild_qtensor)");
    }

    @Test
    void noTensors() throws Exception {
        assertHint(
                fixture("no_tensors.pt"),
                "holds no tensors that can be mixed, expected a state_dict; save the model's state_dict()");
    }

    @Test
    void tensorsUnderOtherNames() throws Exception {
        assertHint(
                archive(Pickle.protocol(2).op('}').with(model("student")).op('.')),
                "expected a state_dict, alone or under a name like model or state_dict, found one under student; save it"
                        + " alone");
        assertHint(
                archive(Pickle.protocol(2)
                        .op('}')
                        .with(model("student"))
                        .with(model("teacher"))
                        .text("args")
                        .global("argparse", "Namespace")
                        .op(')', 0x81, '}', 'b', 's', '.')),
                "expected a state_dict, alone or under a name like model or state_dict, found 2 under student, teacher;"
                        + " save one of them alone");
    }

    private static Pickle model(String name) {
        return new Pickle()
                .text(name)
                .op('}')
                .text("w")
                .tensor("0", 8, 0, new long[] {8}, new long[] {1})
                .op('s', 's');
    }

    private byte[] archive(Pickle pickle) throws Exception {
        return Files.readAllBytes(Archive.of(pickle.bytes()).write(folder.resolve("archive")));
    }

    @Test
    void aQuantisedTypeBesideTheWeights() throws Exception {
        assertHint(
                archive(Pickle.protocol(2)
                        .op('}')
                        .text("dtype")
                        .global("torch", "quint8")
                        .op('s', '.')),
                "member archive/data.pkl holds a quantised tensor; save the model before quantisation (torch.quint8)");
    }

    @Test
    void aModelSpreadOverDevices() throws Exception {
        assertHint(
                archive(Pickle.protocol(2)
                        .global("torch.nn.parallel.data_parallel", "DataParallel")
                        .op(')', 0x81, '}')
                        .with(model("_parameters"))
                        .op('b', '.')),
                "holds a whole model (torch.nn.parallel.data_parallel.DataParallel), expected its weights alone; nothing"
                        + " was executed; load it where it was made and save model.state_dict()");
    }

    @Test
    void anErrorMessageInsteadOfTheFile() throws Exception {
        assertHint(
                text("Entry not found"),
                "expected a checkpoint, found a text file; look into it: where a download went wrong, it says why");
        assertHint(
                new byte[0],
                "expected a checkpoint, found an empty file; the download or the copy was cut short; get the file again");
    }

    @Test
    void strangersBesideTheWeights() throws Exception {
        byte[] pickle = Pickle.protocol(2)
                .op('}', '(')
                .text("args")
                .global("argparse", "Namespace")
                .op(')', 0x81, '}', 'b')
                .text("w")
                .tensor("0", 8, 0, new long[] {8}, new long[] {1})
                .op('u', '.')
                .bytes();
        Path path = Archive.of(pickle).write(folder.resolve("train.pt"));
        assertThatThrownBy(() -> Checkpoints.open(path))
                .isInstanceOf(StrangersException.class)
                .hasMessage(
                        "train.pt: holds objects beside its weights that Stockpot does not build: argparse.Namespace;"
                                + " nothing was executed; to leave them out, read its weights only")
                .isInstanceOfSatisfying(
                        StrangersException.class,
                        refusal -> assertThat(refusal.hints()).containsExactly(Hint.WEIGHTS_ONLY));
    }

    @Test
    void aFileOfAnotherLayout() throws Exception {
        Path path = new Archive().with("a.npy", "x").write(folder.resolve("a.npz"));
        assertHint(
                Files.readAllBytes(path),
                "is a NumPy archive (npz), expected a file made by torch.save; save the weights by name as safetensors");
    }
}

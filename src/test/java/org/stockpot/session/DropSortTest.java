package org.stockpot.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stockpot.data.DataRef;
import org.stockpot.data.Role;

class DropSortTest {
    private static final Path CHECKPOINTS = Path.of("src", "test", "resources", "checkpoint");

    @TempDir
    private Path folder;

    private Path write(String name, String latin) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, latin.getBytes(StandardCharsets.ISO_8859_1));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            images-idx3-ubyte       | \\0\\0\\b\\3xxxxxxxxxxxx                   | DATA
            t10k-images.idx.gz      | \\37\\213\\b\\0                           | DATA
            arrays                  | PK\\3\\4xxxxxxxxxxxxxxxxxxxxxx\\12\\0\\0\\0images.npy   | DATA
            weights                 | PK\\3\\4xxxxxxxxxxxxxxxxxxxxxx\\20\\0\\0\\0archive/data.pkl   | CHECKPOINT
            table.csv               | path,label                              | DATA
            rows                    | PAR1xxxx                                | DATA
            cut-short.safetensors   | x                                       | CHECKPOINT
            pointer.pt              | version https://git-lfs.github.com      | CHECKPOINT
            model.index.json        | {"weight_map": {}}                      | CHECKPOINT
            a-session.json          | {"abcd":{}}                             | SESSION
            photo                   | \\211PNG                                | SINGLE_IMAGE
            notes.txt               | nothing of interest                     | UNKNOWN
            empty                   | ''                                      | UNKNOWN
            """)
    void aFileIsWhatItsFirstBytesSayOrElseItsName(String name, String content, DropKind kind) throws IOException {
        assertThat(DropKind.of(write(name, content.translateEscapes()))).isEqualTo(kind);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "big.safetensors",
                "big.pt",
                "legacy.pt",
                "script.pt",
                "nested.pt",
                "sharded_safetensors",
                "sharded_bin",
                "torch_frozen_2.7.pt"
            })
    void realCheckpointsAreCheckpointsWhateverTheyAreCalled(String name) throws IOException {
        Path path = CHECKPOINTS.resolve(name);
        assertThat(DropKind.of(path)).isEqualTo(DropKind.CHECKPOINT);
        if (Files.isRegularFile(path)) {
            Path renamed = Files.copy(path, folder.resolve("renamed"));
            assertThat(DropKind.of(renamed)).isEqualTo(DropKind.CHECKPOINT);
        }
    }

    @Test
    void aFolderIsDataIfItsFoldersHoldImages() throws IOException {
        write("pets/cat/1.jpg", "");
        write("pets/dog/1.jpg", "");
        write("shards/000.tar", "");
        write("models/one.safetensors", "");
        write("texts/a/b.txt", "");
        assertThat(List.of("pets", "shards", "models", "texts"))
                .extracting(folder::resolve)
                .extracting(DropKind::of)
                .containsExactly(DropKind.DATA, DropKind.DATA, DropKind.CHECKPOINT, DropKind.UNKNOWN);
    }

    @Test
    void theSetsOfTheTestKitchenAreData() throws IOException {
        DataRef ref = new TinyKitchen(folder).images(Role.TEST, "test", 6);
        assertThat(DropKind.of(ref.path())).isEqualTo(DropKind.DATA);
    }

    @Test
    void whatIsOfNoUseIsNamedWithTheReasonAndTheRestIsKept() throws IOException {
        Path image = write("photo.png", "");
        Path text = write("notes.txt", "nothing");
        Path gone = folder.resolve("gone");
        Path data = write("table.csv", "path,label");
        DropSort sorted = DropSort.of(List.of(image, text, gone, data));
        assertThat(sorted.data()).containsExactly(data);
        assertThat(sorted.refused()).extracting(Refusal::file).containsExactly(image, text, gone);
        assertThat(sorted.refused().get(0).text())
                .isEqualTo(image + " is a single image; drop the folder that holds a folder of images per class.");
        assertThat(sorted.refused().get(1).text()).startsWith(text + " is neither a checkpoint");
        assertThat(sorted.refused().get(2).text()).startsWith(gone + " cannot be read: ");
    }
}

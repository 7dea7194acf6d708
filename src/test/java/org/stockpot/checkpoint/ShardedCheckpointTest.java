package org.stockpot.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stockpot.tensor.DType;

/** Fixtures made by PyTorch 2.7.1 and safetensors 0.8, see make_shard_fixtures.py. */
class ShardedCheckpointTest {
    @TempDir
    Path folder;

    /** One byte of type U8 per tensor name. */
    private Path shard(String file, String... tensors) throws IOException {
        String json = IntStream.range(0, tensors.length)
                .mapToObj(i -> "\"%s\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[%d,%d]}"
                        .formatted(tensors[i], i, i + 1))
                .collect(Collectors.joining(
                        ",", "{\"__metadata__\":{\"format\":\"pt\",\"from\":\"" + file + "\"},", "}"));
        return raw(file, json, tensors.length);
    }

    private Path raw(String file, String json, int dataBytes) throws IOException {
        byte[] text = json.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(8 + text.length + dataBytes).order(ByteOrder.LITTLE_ENDIAN);
        return Files.write(
                folder.resolve(file), bytes.putLong(text.length).put(text).array());
    }

    private Path index(String json) throws IOException {
        return Files.writeString(folder.resolve("m.safetensors.index.json"), json.replace('\'', '"'));
    }

    private void assertRefused(String message) {
        assertThatThrownBy(() -> Checkpoints.open(folder.resolve("m.safetensors.index.json")))
                .isInstanceOf(CheckpointException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            sharded_safetensors | model.safetensors.index.json   | safetensors, 3 shards | model-00001-of-00003.safetensors
            sharded_bin         | pytorch_model.bin.index.json   | PyTorch, 3 shards     | pytorch_model-00001-of-00003.bin
            """)
    void severalFilesAreOneCheckpoint(String folderName, String index, String format, String firstShard)
            throws Exception {
        Path place = TorchFixturesTest.fixture(folderName);
        for (Path path : new Path[] {place, place.resolve(index)}) {
            try (Checkpoint sharded = Checkpoints.open(path);
                    Checkpoint whole = Checkpoints.open(TorchFixturesTest.fixture("sharded.safetensors"))) {
                assertThat(sharded.format()).isEqualTo(format);
                assertThat(sharded.path()).isEqualTo(place.resolve(index));
                assertThat(sharded.name()).isEqualTo(index);
                assertThat(sharded.files()).hasSize(4).startsWith(place.resolve(index), place.resolve(firstShard));
                assertThat(sharded.warnings()).isEmpty();
                assertThat(sharded.specs()).isEqualTo(whole.specs());
                for (String name : whole.specs().keySet()) {
                    assertThat(Weights.allBytes(sharded, name, 3)).isEqualTo(Weights.allBytes(whole, name, 1000));
                }
                assertThatThrownBy(() -> sharded.read("blocks.0.bias", 3, 2))
                        .isInstanceOf(IllegalArgumentException.class);
                assertThatThrownBy(() -> sharded.read("no such", 0, 1)).isInstanceOf(IllegalArgumentException.class);
            }
        }
    }

    @Test
    void aFileThatIsNoShardedCheckpointConsistsOfItself() throws Exception {
        Path path = TorchFixturesTest.fixture("sharded.safetensors");
        try (Checkpoint whole = Checkpoints.open(path)) {
            assertThat(whole.files()).containsExactly(path);
        }
    }

    @Test
    void metadataOfAllPartsIsMergedAndTheIndexHasTheLastWord() throws Exception {
        shard("a", "x");
        shard("b", "y");
        Path index = index("{'weight_map':{'y':'b','x':'a'},'more':[{'deep':[[1,2.5,null,true]]}],"
                + "'metadata':{'total_size':2,'made':'here','from':'index','parameters':{'n':1}}}");
        try (Checkpoint sharded = Checkpoints.open(index)) {
            assertThat(sharded.metadata())
                    .containsExactlyInAnyOrderEntriesOf(Map.of("made", "here", "from", "index", "format", "pt"));
            assertThat(sharded.specs().keySet()).containsExactly("y", "x");
            assertThat(sharded.warnings()).isEmpty();
        }
    }

    @Test
    void warnsWhereTheIndexIsWrongAboutTheSizeAndReservesNothingForIt() throws Exception {
        shard("a", "x");
        Path index = index("{'metadata':{'total_size':999999999999999999},'weight_map':{'x':'a'}}");
        try (Checkpoint sharded = Checkpoints.open(index)) {
            assertThat(sharded.format()).isEqualTo("safetensors, 1 shard");
            assertThat(sharded.warnings())
                    .containsExactly("the index says that the tensors have 999999999999999999 bytes, they have 1");
        }
    }

    @Test
    void tensorsOfTypesItCannotReadAreLeftOutWithAWarning() throws Exception {
        raw(
                "a",
                "{\"c\":{\"dtype\":\"C64\",\"shape\":[1],\"data_offsets\":[0,8]},"
                        + "\"x\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[8,9]}}",
                9);
        Path index = index("{'metadata':{'total_size':9},'weight_map':{'x':'a','c':'a'}}");
        try (Checkpoint sharded = Checkpoints.open(index)) {
            assertThat(sharded.specs()).containsOnlyKeys("x");
            assertThat(sharded.warnings())
                    .containsExactly("a: tensor c has type C64, which Stockpot cannot mix; it was left out");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "weight_map is empty|{'weight_map':{}}",
                "JSON text without weight_map; choose the checkpoint file|{'model_type':'vit'}",
                "weight_map: expected an object, found a list|{'weight_map':[]}",
                "entry x: expected a text, found a whole number|{'weight_map':{'x':1}}",
                "the index is not strict JSON: Duplicate|{'weight_map':{'x':'a','\\u0078':'a'}}",
                "the index is not strict JSON: Duplicate|{'weight_map':{'x':'a'},'weight_map':{'x':'a'}}",
                "the index is not strict JSON: Duplicate|{'weight_map':{'x':'a'},'n':{'k':1,'k':2}}",
                "the index is not strict JSON|{'weight_map':{'x':'a'}/**/}",
                "the index is not strict JSON|{'weight_map':{'x':'a'},'n':NaN}",
                "the index is not strict JSON|{'weight_map':{'x':'a'}",
                "the index is not strict JSON|{'weight_map':{'x':'a'},'n':[[[[[[[[[1]]]]]]]]]}",
                "something follows the index|{'weight_map':{'x':'a'}}{}",
                "surrogate|{'weight_map':{'\\udc00':'a'}}",
                "found |{'weight_map':{'x':''}}",
                "plain name of a file beside the index, found .|{'weight_map':{'x':'.'}}",
                "plain name of a file beside the index, found ..|{'weight_map':{'x':'..'}}",
                "plain name of a file beside the index, found ../a|{'weight_map':{'x':'../a'}}",
                "plain name of a file beside the index, found /a|{'weight_map':{'x':'/a'}}",
                "plain name of a file beside the index, found s/a|{'weight_map':{'x':'s/a'}}",
                "plain name of a file beside the index, found s\\a|{'weight_map':{'x':'s\\\\a'}}",
                "plain name of a file beside the index, found C:a|{'weight_map':{'x':'C:a'}}",
                "plain name of a file beside the index, found a\\u0000|{'weight_map':{'x':'a\\u0000'}}",
                "says that tensor z is in a, which does not hold it|{'weight_map':{'x':'a','z':'a'}}",
                "found a JSON text|{'weight_map':{'x':'m.safetensors.index.json'}}",
            })
    void refusesAnIndexThatBreaksARule(String row) throws IOException {
        int bar = row.indexOf('|');
        shard("a", "x");
        index(row.substring(bar + 1));
        assertThatThrownBy(() -> Checkpoints.open(folder.resolve("m.safetensors.index.json")))
                .isInstanceOf(CheckpointException.class)
                .hasMessageStartingWith("m.safetensors.index.json: ")
                .hasMessageContaining(row.substring(0, bar));
    }

    @Test
    void refusesATensorInAnotherFileThanTheIndexStates() throws IOException {
        shard("a", "x");
        shard("b", "y", "x");
        index("{'weight_map':{'x':'a','y':'b'}}");
        assertRefused("b: holds tensor x, which m.safetensors.index.json places in a; get both files again");
        index("{'weight_map':{'x':'a'}}");
        shard("a", "x", "stowaway");
        assertRefused("a: holds tensor stowaway, which m.safetensors.index.json does not list; get both files again");
    }

    @Test
    void refusesAFileThatIsMissingOrIsNone() throws IOException {
        index("{'weight_map':{'x':'a'}}");
        assertRefused("a: there is no such file; check the path " + folder.resolve("a"));
        Files.createDirectory(folder.resolve("a"));
        assertRefused("a: expected a file, found a folder; choose the checkpoint file itself");
        Files.delete(folder.resolve("a"));
        Files.writeString(folder.resolve("a"), "<!DOCTYPE html><html>login</html>");
        assertRefused(
                "a: expected a safetensors or PyTorch file as a part of m.safetensors.index.json, found a web page;"
                        + " get the file again");
    }

    @Test
    void refusesLinks() throws IOException {
        assumeTrue(FileSystems.getDefault().supportedFileAttributeViews().contains("unix"));
        Path elsewhere = shard("elsewhere", "x");
        index("{'weight_map':{'x':'a'}}");
        Files.createSymbolicLink(folder.resolve("a"), elsewhere);
        assertRefused("a: expected a file, found a symbolic link; replace it by a copy of what it points to");
        Files.delete(folder.resolve("a"));
        Files.createLink(folder.resolve("a"), elsewhere);
        assertRefused("a: has 2 names (hard links), expected 1; make a copy of the file");
    }

    @Test
    void followsTheLinksOfAHuggingFaceCacheToItsBlobsAndNowhereElse() throws Exception {
        assumeTrue(FileSystems.getDefault().supportedFileAttributeViews().contains("unix"));
        Path blobs = Files.createDirectories(folder.resolve("models--cook--soup/blobs"));
        Path snapshot = Files.createDirectories(folder.resolve("models--cook--soup/snapshots/1a2b/text"));
        Files.move(shard("a", "x"), blobs.resolve("77aa"));
        Files.move(index("{'weight_map':{'x':'a'}}"), blobs.resolve("00ff"));
        Path index = snapshot.resolve("m.safetensors.index.json");
        Files.createSymbolicLink(index, Path.of("../../../blobs/00ff"));
        Path part = Files.createSymbolicLink(snapshot.resolve("a"), Path.of("../../../blobs/77aa"));
        try (Checkpoint sharded = Checkpoints.open(index)) {
            assertThat(sharded.read("x", 0, 1).remaining()).isEqualTo(1);
            assertThat(sharded.files()).containsExactly(index, part);
        }
        Path outside = shard("outside", "x");
        for (Path target :
                List.of(outside, Path.of("../../../blobs/deep/77aa"), Path.of("../../../blobs/../../outside"))) {
            Files.delete(part);
            Files.createSymbolicLink(part, target);
            assertThatThrownBy(() -> Checkpoints.open(index))
                    .as("link to %s", target)
                    .hasMessage("a: expected a file, found a symbolic link; replace it by a copy of what it points to");
        }
        Files.createSymbolicLink(blobs.resolve("again"), outside);
        Files.delete(part);
        Files.createSymbolicLink(part, Path.of("../../../blobs/again"));
        assertThatThrownBy(() -> Checkpoints.open(index))
                .as("blob that is a link")
                .isInstanceOf(CheckpointException.class);
    }

    @Test
    void refusesPartsOfDifferentFormats() throws Exception {
        shard("a", "x");
        Files.copy(TorchFixturesTest.fixture("big.pt"), folder.resolve("b"));
        index("{'weight_map':{'x':'a','y':'b'}}");
        assertRefused("b: is a PyTorch zip file, the other parts of m.safetensors.index.json are not; get the files"
                + " again");
    }

    @Test
    void aFolderMustHoldExactlyOneIndex() throws IOException {
        assertThatThrownBy(() -> Checkpoints.open(folder))
                .hasMessage(
                        folder.getFileName() + ": expected a file, found a folder; choose the checkpoint file itself");
        shard("a", "x");
        index("{'weight_map':{'x':'a'}}");
        Files.copy(folder.resolve("m.safetensors.index.json"), folder.resolve("n.bin.index.json"));
        assertThatThrownBy(() -> Checkpoints.open(folder))
                .isInstanceOf(CheckpointException.class)
                .hasMessage(folder.getFileName() + ": expected the index of one checkpoint, found 2"
                        + " (m.safetensors.index.json, n.bin.index.json); choose one of them");
    }

    @Test
    void refusesAnIndexThatNamesTooMuch() throws IOException {
        index(IntStream.rangeClosed(0, ShardIndex.MOST_SHARDS)
                .mapToObj(i -> "'t" + i + "':'s" + i + "'")
                .collect(Collectors.joining(",", "{'weight_map':{", "}}")));
        assertRefused("m.safetensors.index.json: names more than 1000 files");
        index(IntStream.rangeClosed(0, 2 * SafetensorsHeader.MOST_TENSORS)
                .mapToObj(i -> "'" + i + "':0")
                .collect(Collectors.joining(",", "{'x':{", "}}")));
        assertRefused("m.safetensors.index.json: has more than 200000 entries");
    }

    @Test
    void refusesAnIndexCutAtAnyByte() throws IOException {
        shard("a", "x");
        byte[] whole = Files.readAllBytes(index("{'metadata':{'total_size':1},'weight_map':{'x':'a'}}"));
        for (int length = 0; length < whole.length; length++) {
            Path path = Files.write(folder.resolve("m.safetensors.index.json"), Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> Checkpoints.open(path))
                    .as("cut at %d", length)
                    .isInstanceOf(CheckpointException.class);
        }
    }

    @Test
    void refusesToReadFromAShardThatWasReplaced() throws Exception {
        Path shard = shard("a", "x");
        shard("b", "y");
        try (Checkpoint sharded = Checkpoints.open(index("{'weight_map':{'x':'a','y':'b'}}"))) {
            Files.move(shard, folder.resolve("old"));
            assertThatThrownBy(() -> sharded.read("x", 0, 1))
                    .hasMessage("a: was deleted or moved while it was open; add it again");
            Files.createSymbolicLink(shard, folder.resolve("old"));
            assertThatThrownBy(() -> sharded.read("x", 0, 1))
                    .hasMessage("a: was changed while it was open; add it again");
            assertThat(sharded.read("y", 0, 1).remaining()).isEqualTo(1);
        }
    }

    @Test
    void everyBitOfAnEightBitFloatIsCopied() throws Exception {
        for (String fixture : new String[] {"float8.safetensors", "float8.pt"}) {
            Path copy = folder.resolve(fixture + ".safetensors");
            try (Checkpoint read = Checkpoints.open(TorchFixturesTest.fixture(fixture))) {
                assertThat(read.warnings()).isEmpty();
                assertThat(read.specs().values().stream().map(spec -> spec.dtype()))
                        .contains(DType.F8_E4M3, DType.F8_E5M2, DType.F8_E8M0, DType.F8_E4M3FNUZ, DType.F8_E5M2FNUZ);
                SafetensorsWriter.write(read, copy, Map.of(), WriteProgress.NONE);
                try (Checkpoint written = Checkpoints.open(copy)) {
                    assertThat(written.specs()).isEqualTo(read.specs());
                    byte[] patterns = Weights.allBytes(read, "patterns", 256);
                    assertThat(patterns[255]).isEqualTo((byte) 255);
                    for (String name : read.specs().keySet()) {
                        assertThat(Weights.allBytes(written, name, 100))
                                .isEqualTo(name.equals("scale") ? Weights.allBytes(read, name, 2) : patterns);
                    }
                }
            }
        }
    }
}

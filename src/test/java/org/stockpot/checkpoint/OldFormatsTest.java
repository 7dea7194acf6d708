package org.stockpot.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Legacy streams, tar archives and TorchScript programs that break one rule of their format. */
class OldFormatsTest {
    @TempDir
    Path folder;

    private void assertRefused(byte[] bytes, String message) throws Exception {
        Path path = Files.write(folder.resolve("evil.pt"), bytes);
        assertThatThrownBy(() -> Checkpoints.open(path).close())
                .isInstanceOf(CheckpointException.class)
                .hasMessageStartingWith("evil.pt: ")
                .hasMessageContaining(message);
    }

    private static LegacyFile legacy(Consumer<LegacyFile> change) {
        LegacyFile file = LegacyFile.honest();
        change.accept(file);
        return file;
    }

    private static byte[] keys(String... keys) {
        Pickle pickle = Pickle.protocol(2).op(']');
        Arrays.stream(keys).forEach(key -> pickle.text(key).op('a'));
        return pickle.op('.').bytes();
    }

    private static byte[] view(String key, long offset, long size) {
        return Pickle.dict()
                .legacyTensor(
                        "0",
                        8,
                        p -> p.op('(').text(key).number(offset).number(size).op('t'))
                .close();
    }

    static Stream<Arguments> brokenStreams() {
        return Stream.of(
                Arguments.of(
                        "of an unknown version", legacy(f -> f.version = new byte[] {(byte) 0x80, 2, 'K', 1, '.'})),
                Arguments.of("is not little endian", legacy(f -> f.system = new byte[] {'}', '.'})),
                Arguments.of(
                        "is not little endian",
                        legacy(f -> f.system = Pickle.protocol(2)
                                .op('}')
                                .text("little_endian")
                                .op(0x89, 's', '.')
                                .bytes())),
                Arguments.of("lists other storages", legacy(f -> f.keys = keys())),
                Arguments.of("lists other storages", legacy(f -> f.keys = keys("1"))),
                Arguments.of("lists other storages", legacy(f -> f.keys = keys("0", "0"))),
                Arguments.of("lists other storages", legacy(f -> f.keys = new byte[] {'N', '.'})),
                Arguments.of("has 7 elements, the pickle expects 8", legacy(f -> f.count = 7)),
                Arguments.of("has -1 elements", legacy(f -> f.count = -1)),
                Arguments.of("has 9223372036854775807 elements", legacy(f -> f.count = Long.MAX_VALUE)),
                Arguments.of("has 1 bytes after its last storage", legacy(f -> f.data = new byte[33])),
                Arguments.of("should hold 32 bytes of storage 0, 31 follow", legacy(f -> f.data = new byte[31])),
                Arguments.of(
                        "refers to a storage in a way",
                        new LegacyFile(Pickle.dict()
                                .legacyTensor("0", 1L << 53, p -> p.op('N'))
                                .close())),
                Arguments.of(
                        "refers to a storage in a way",
                        new LegacyFile(Pickle.dict()
                                .tensor("0", 8, 0, new long[] {1}, new long[] {1})
                                .close())),
                Arguments.of("refers to a storage in a way", new LegacyFile(view("1", 7, 2))),
                Arguments.of("refers to a storage in a way", new LegacyFile(view("1", -1, 2))),
                Arguments.of("refers to a storage in a way", new LegacyFile(view("1", 0, 9))),
                Arguments.of("refers to a storage in a way", new LegacyFile(view("1", Long.MAX_VALUE, 2))),
                Arguments.of("refers to a storage in a way", new LegacyFile(view("../1", 0, 2))),
                Arguments.of("does not fit its storage 1 of 4 bytes", new LegacyFile(view("1", 7, 1))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("brokenStreams")
    void refusesABrokenStream(String message, LegacyFile file) throws Exception {
        assertRefused(file.bytes(), message);
    }

    @Test
    void refusesAStorageLargerThanTheFileAndTwoSizesOfOneKey() throws Exception {
        assertRefused(
                new LegacyFile(Pickle.dict()
                                .legacyTensor("0", 1L << 40, p -> p.op('N'))
                                .close())
                        .bytes(),
                "refers to a storage of 4398046511104 bytes");
        assertRefused(
                new LegacyFile(Pickle.protocol(2)
                                .op('}', '(')
                                .text("a")
                                .legacyTensor("0", 8, p -> p.op('N'))
                                .text("b")
                                .legacyTensor("0", 4, p -> p.op('N'))
                                .op('u', '.')
                                .bytes())
                        .bytes(),
                "refers to storage 0 with 32 and with 16 bytes");
    }

    @Test
    void theHonestOnesOpen() throws Exception {
        for (byte[] bytes :
                new byte[][] {LegacyFile.honest().bytes(), TarFile.honest().bytes()}) {
            try (Checkpoint read = Checkpoints.open(Files.write(folder.resolve("good.pt"), bytes))) {
                assertThat(read.specs()).containsOnlyKeys("w");
                assertThat(read.floats("w")).containsOnly(0);
            }
        }
    }

    @Test
    void refusesBrokenTarArchives() throws Exception {
        byte[] plain = Pickle.protocol(2).op('}', '.').bytes();
        assertRefused(TarFile.honest().with("sys_info2", plain).bytes(), "it has a member sys_info2");
        assertRefused(TarFile.honest().with("../storages", plain).bytes(), "it has a member ../storages");
        assertRefused(TarFile.honest().with("/etc/passwd", plain).bytes(), "it has a member /etc/passwd");
        for (char type : new char[] {'1', '2', '3', '5', '6', 'L', 'g', 'S'}) {
            TarFile link = TarFile.honest();
            link.type = type;
            assertRefused(link.bytes(), "is a link, a folder or a device");
        }
        TarFile lacking = TarFile.honest();
        lacking.members.remove("tensors");
        assertRefused(lacking.bytes(), "it lacks some of the members");
        byte[] whole = TarFile.honest().bytes();
        assertRefused(
                Arrays.copyOf(whole, whole.length - 512), "bytes at the end of its tar archive, expected at least");
        TarFile longer = TarFile.honest();
        longer.records = 3;
        assertRefused(longer.bytes(), "bytes at the end of its tar archive, expected at least 1024");
        byte[] dirty = TarFile.honest().bytes();
        dirty[dirty.length - 1] = 1;
        assertRefused(dirty, "has bytes after the end of its tar archive");
        byte[] sum = TarFile.honest().bytes();
        sum[101] ^= 1;
        assertRefused(sum, "has a broken tar header at byte 0");
        assertRefused(
                TarFile.honest()
                        .with("sys_info", new Pickle().op('}', '.', '.').bytes())
                        .bytes(),
                "member sys_info has 1 bytes behind its content");
        assertRefused(
                TarFile.honest()
                        .with(
                                "sys_info",
                                Pickle.protocol(2)
                                        .op('}')
                                        .text("little_endian")
                                        .op(0x89, 's', '.')
                                        .bytes())
                        .bytes(),
                "is not little endian");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "20 path=../../evil\n",
                "12 size=999\n",
                "20 linkpath=/etc/x\n",
                "9 =x\n",
                "hello\n",
                "22 GNU.sparse.major=1\n"
            })
    void refusesExtendedHeadersThatChangeAMember(String note) throws Exception {
        byte[] honest = TarFile.honest().bytes();
        byte[] text = note.getBytes(StandardCharsets.UTF_8);
        byte[] bytes = new byte[10240 + honest.length];
        System.arraycopy(TarFile.header("PaxHeader", text.length, 'x'), 0, bytes, 0, 512);
        System.arraycopy(text, 0, bytes, 512, text.length);
        System.arraycopy(honest, 0, bytes, 1024, honest.length);
        assertRefused(bytes, "it has an extended header for ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            8  | 31 | member storages uses the pickle opcode
            9  | 32 | is not a proper pickle
            -1 | 32 | claims -1 elements
            9223372036854775807 | 32 | claims 9223372036854775807 elements
            281474976710656 | 32 | should hold 1125899906842624 bytes of storage 5
            """)
    void refusesTarStoragesThatDoNotFit(long claimed, int bytes, String message) throws Exception {
        assertRefused(
                TarFile.honest()
                        .with("storages", TarFile.storages(claimed, bytes))
                        .bytes(),
                message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1  | 0  | 9,1  | does not fit its storage 5 of 32 bytes
            1  | 1  | 8,1  | does not fit its storage 5 of 32 bytes
            1  | -1 | 8,1  | describes its content in a way
            1  | 0  | -8,1 | describes its content in a way
            1  | 0  | 8,-1 | describes its content in a way
            1  | 9223372036854775807 | 2,1 | is impossibly large
            65 | 0  | 8,1  | claims 65 axes
            -1 | 0  | 8,1  | claims -1 axes
            64 | 0  | 8,1  | member tensors ends after
            1  | 0  | 8,1,0 | has 8 bytes behind its content
            """)
    void refusesTarTensorsThatDoNotFit(int rank, long offset, String numbers, String message) throws Exception {
        long[] values =
                Arrays.stream(numbers.split(",", -1)).mapToLong(Long::parseLong).toArray();
        assertRefused(
                TarFile.honest()
                        .with("tensors", TarFile.tensor(rank, offset, values))
                        .bytes(),
                message);
    }

    @Test
    void refusesTarPicklesThatReferElsewhere() throws Exception {
        assertRefused(
                TarFile.honest()
                        .with("pickle", Pickle.dict().text("8").op('Q').close())
                        .bytes(),
                "refers to a tensor that is not in the file");
        assertRefused(
                TarFile.honest()
                        .with("pickle", Pickle.dict().text("x").op('Q').close())
                        .bytes(),
                "member pickle describes its content in a way");
        assertRefused(
                TarFile.honest().with("tensors", TarFile.count(100_001).bytes()).bytes(),
                "claims more than 100000 entries");
        assertRefused(
                TarFile.honest().with("tensors", TarFile.count(-1).bytes()).bytes(), "claims more than 100000 entries");
    }

    private static Pickle weight() {
        return new Pickle()
                .text("w")
                .tensor("0", 8, 0, new long[] {8}, new long[] {1})
                .op('s');
    }

    private void assertScriptRefused(Pickle data, Pickle constants, String message) throws Exception {
        Path path = Archive.of(Pickle.protocol(2).with(data).op('.').bytes())
                .with(
                        "archive/constants.pkl",
                        Pickle.protocol(2).with(constants).op('.').bytes())
                .write(folder.resolve("evil.pt"));
        for (Strangers strangers : Strangers.values()) {
            assertThatThrownBy(() -> Checkpoints.open(path, strangers).close())
                    .isInstanceOf(CheckpointException.class)
                    .isNotInstanceOf(StrangersException.class)
                    .hasMessageContaining(message);
        }
    }

    @Test
    void refusesProgramsThatAreNotModulesOfAttributes() throws Exception {
        Pickle none = new Pickle().op(')');
        assertScriptRefused(new Pickle().op('}'), none, "whose data is a dict, expected a module");
        assertScriptRefused(new Pickle().scriptObject("A"), none, "without parameters");
        assertScriptRefused(new Pickle().scriptObject("A").op('}', 'b'), none, "without parameters");
        assertScriptRefused(new Pickle().scriptObject("A").op(']', 'b'), none, "own __setstate__");
        assertScriptRefused(
                new Pickle().scriptObject("A").op('}').with(weight()).op('b', '}', 'b'), none, "own __setstate__");
        assertScriptRefused(new Pickle().global("__torch__", "A").op('N', 0x85, 0x81), none, "makes an object of");
        assertScriptRefused(new Pickle().global("__torch__", "A").op(')', 'R'), none, "calls a __torch__.A");
        assertScriptRefused(
                new Pickle()
                        .scriptObject("A")
                        .op('}', 'N')
                        .tensor("0", 8, 0, new long[] {8}, new long[] {1})
                        .op('s', 'b'),
                none,
                "with a None as the name of an attribute");
        assertScriptRefused(
                new Pickle().global("argparse", "Namespace").op(')', 0x81), none, "asks for argparse.Namespace");
        assertScriptRefused(
                new Pickle().scriptObject("A").op('}').with(weight()).op('b'),
                new Pickle().global("posix", "system"),
                "member archive/constants.pkl asks for posix.system");
        assertScriptRefused(
                new Pickle().scriptObject("A").op('}').with(weight()).op('b'),
                new Pickle().tensor("0", 8, 0, new long[] {8}, new long[] {1}),
                "member archive/constants/0 with the data of a tensor is missing");
    }

    @Test
    void aProgramThatHoldsItselfIsWalkedOnce() throws Exception {
        Pickle data = Pickle.protocol(2)
                .scriptObject("A")
                .op('q', 1, '}')
                .with(weight())
                .text("me")
                .op('h', 1, 's')
                .text("child")
                .scriptObject("B")
                .op('}')
                .text("parent")
                .op('h', 1, 's')
                .with(weight())
                .op('b', 's', 'b', '.');
        Path path = Archive.of(data.bytes())
                .with("archive/constants.pkl", Pickle.protocol(2).op(')', '.').bytes())
                .write(folder.resolve("cycle.pt"));
        try (Checkpoint read = Checkpoints.open(path)) {
            assertThat(read.specs()).containsOnlyKeys("w", "child.w");
        }
    }

    @Test
    void programsOfPyTorchOneOneAreRefusedWithAHint() throws Exception {
        Path path = new Archive()
                .with("old/model.json", "{}")
                .with("old/version", "1")
                .write(folder.resolve("old.pt"));
        assertThatThrownBy(() -> Checkpoints.open(path))
                .hasMessage(
                        "old.pt: is a TorchScript program of PyTorch 1.0 to 1.2 (it has model.json), expected one of"
                                + " 1.3 or newer; nothing was executed; load it with torch.jit.load and save it again");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "torch_legacy_2.7.pt",
                "torch_legacy_views.pt",
                "torch_tar.pt",
                "torch_script_2.7.pt",
                "torch_trace_1.13.pt",
                "torch_strangers_2.7.pt",
                "views.pt",
                "dtypes.safetensors"
            })
    void refusesAFileCutAtEveryPercent(String name) throws Exception {
        byte[] whole = Files.readAllBytes(TorchFixturesTest.fixture(name));
        Path path = folder.resolve("cut.pt");
        for (int percent = 0; percent < 100; percent++) {
            Files.write(path, Arrays.copyOf(whole, (int) ((long) whole.length * percent / 100)));
            assertThatThrownBy(() -> Checkpoints.open(path, Strangers.KEPT_INERT))
                    .as("cut at %d %%", percent)
                    .isInstanceOf(CheckpointException.class)
                    .hasMessageStartingWith("cut.pt: ")
                    .hasMessageNotContaining("\n");
        }
    }
}

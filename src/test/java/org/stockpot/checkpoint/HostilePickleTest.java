package org.stockpot.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.stockpot.tensor.DType;

/** Pickles that no honest torch.save writes. */
class HostilePickleTest {
    @TempDir
    Path folder;

    private Path file(byte[] pickle) throws Exception {
        return Archive.of(pickle).write(folder.resolve("evil.pt"));
    }

    private void assertRefused(byte[] pickle, String message) throws Exception {
        Path path = file(pickle);
        assertThatThrownBy(() -> Checkpoints.open(path))
                .isInstanceOf(CheckpointException.class)
                .hasMessageStartingWith("evil.pt: ")
                .hasMessageContaining(message);
    }

    static Stream<Arguments> codeRunners() {
        String command = "touch stockpot-marker";
        return Stream.of(
                Arguments.of(
                        "GLOBAL and REDUCE",
                        Pickle.protocol(2)
                                .global("posix", "system")
                                .op('(')
                                .text(command)
                                .op('t', 'R', '.')),
                Arguments.of(
                        "STACK_GLOBAL",
                        Pickle.protocol(4)
                                .text("posix")
                                .text("system")
                                .op(0x93)
                                .text(command)
                                .op(0x85, 'R', '.')),
                Arguments.of(
                        "INST",
                        Pickle.protocol(2)
                                .op('(')
                                .text(command)
                                .ascii("iposix\nsystem\n")
                                .op('.')),
                Arguments.of(
                        "inside a dict",
                        Pickle.dict().global("posix", "system").text(command).op(0x85, 'R', 's', '.')),
                Arguments.of(
                        "behind a memo",
                        Pickle.protocol(2)
                                .text("posix")
                                .op('q', 0)
                                .op('0')
                                .global("posix", "system")
                                .op('.')));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("codeRunners")
    void namesWhatAPickleWantedToRunAndRunsNothing(String route, Pickle pickle) throws Exception {
        Path path = file(pickle.bytes());
        assertThatThrownBy(() -> Checkpoints.open(path))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining(route.equals("behind a memo") ? "POP (0x30)" : "posix.system")
                .hasMessageContaining("nothing was executed");
        assertThat(Files.exists(Path.of("stockpot-marker"))).isFalse();
    }

    @Test
    void theMessageForACallOfPosixSystemIsThisSentence() throws Exception {
        assertRefused(
                Pickle.protocol(2).global("posix", "system").op(')', 'R', '.').bytes(),
                "evil.pt: member archive/data.pkl asks for posix.system, which may run code; nothing was executed; do not"
                        + " load this file elsewhere unless you trust who made it");
    }

    @ParameterizedTest
    @CsvSource({
        "builtins, eval",
        "__builtin__, eval",
        "builtins, getattr",
        "os, system",
        "subprocess, Popen",
        "torch, load",
        "torch._utils, _rebuild_tensor_v2.__globals__",
        "torch, FloatStorage2",
        "__torch__.foo, Bar"
    })
    void refusesNamesThatMayRunCode(String module, String name) throws Exception {
        assertRefused(Pickle.protocol(2).global(module, name).op('.').bytes(), "asks for " + module + "." + name + ",");
    }

    @Test
    void theAllowListIsExactlyThis() {
        String types =
                "BFloat16 Bool Byte Char ComplexDouble ComplexFloat ComplexHalf Double Float Half Int Long Short";
        String dtypes =
                "float64 double float32 float float16 half bfloat16 int64 long int32 int int16 short int8 uint8 bool"
                        + " complex32 complex64 complex128 uint16 uint32 uint64 float8_e4m3fn float8_e5m2 float8_e4m3fnuz"
                        + " float8_e5m2fnuz float8_e8m0fnu";
        var expected = new TreeSet<>(Arrays.asList(
                "collections.OrderedDict",
                "collections.Counter",
                "builtins.set",
                "builtins.complex",
                "builtins.bytearray",
                "_codecs.encode",
                "torch.Size",
                "torch.device",
                "torch._utils._rebuild_tensor",
                "torch._utils._rebuild_tensor_v2",
                "torch._utils._rebuild_tensor_v3",
                "torch._utils._rebuild_parameter",
                "torch._utils._rebuild_parameter_with_state",
                "torch._tensor._rebuild_from_type_v2",
                "torch.storage.UntypedStorage",
                "torch.UntypedStorage",
                "torch.Tensor",
                "torch.nn.parameter.Parameter"));
        for (String type : types.split(" ", -1)) {
            expected.add("torch." + type + "Storage");
            expected.add("torch.cuda." + type + "Storage");
            expected.add("torch." + type + "Tensor");
        }
        for (String dtype : dtypes.split(" ", -1)) {
            expected.add("torch." + dtype);
        }
        assertThat(new TreeSet<>(PickleGlobal.ALLOWED.keySet())).isEqualTo(expected);
    }

    @Test
    void theOpcodeListIsExactlyThis() {
        String codes = Arrays.stream(PickleOpcode.values())
                .map(opcode -> String.format("%02x", opcode.code()))
                .sorted()
                .collect(Collectors.joining(" "));
        assertThat(codes)
                .isEqualTo(
                        "28 29 2e 42 43 47 4a 4b 4d 4e 51 52 54 55 58 5d 61 62 63 65 68 6a 71 72 73 74 75 7d 80 81 85 86"
                                + " 87 88 89 8a 8c 8f 90 93 94 95");
    }

    @Test
    void refusesEveryOtherOpcode() throws Exception {
        for (int code = 0; code < 256; code++) {
            if (PickleOpcode.of(code).isEmpty() && code != 'i') {
                assertRefused(
                        Pickle.protocol(2).op(code).ascii("posix\nsystem\n").bytes(),
                        String.format("(0x%02x), which no file of plain weights needs; nothing was executed", code));
            }
        }
    }

    static Stream<Arguments> brokenRules() {
        return Stream.of(
                Arguments.of("protocol 6", Pickle.protocol(6).op('N', '.')),
                Arguments.of("protocol 2", Pickle.protocol(2).op(0x80, 2, 'N', '.')),
                Arguments.of("ends without STOP", Pickle.protocol(2).op('N')),
                Arguments.of("0 values left over", Pickle.protocol(2).op('.')),
                Arguments.of("1 bytes left over", Pickle.protocol(2).op('}', '.', '.')),
                Arguments.of("2 values left over", Pickle.protocol(2).op('N', 'N', '.')),
                Arguments.of("too few values", Pickle.protocol(2).op('N', '(', 0x85, '.')),
                Arguments.of("a missing mark", Pickle.protocol(2).op('N', 't', '.')),
                Arguments.of("appends to a None", Pickle.protocol(2).op('N', 'N', 'a', '.')),
                Arguments.of("appends to a dict", Pickle.protocol(2).op('}', 'N', 'a', '.')),
                Arguments.of("keys and values on a list", Pickle.protocol(2).op(']', 'N', 'N', 's', '.')),
                Arguments.of("sets 1 keys", Pickle.protocol(2).op('}', '(', 'N', 'u', '.')),
                Arguments.of("adds to a dict", Pickle.protocol(4).op('}', '(', 'N', 0x90, '.')),
                Arguments.of("a list as a key", Pickle.protocol(2).op('}', ']', 'N', 's', '.')),
                Arguments.of("a tuple as a key", Pickle.protocol(2).op('}', ')', 0x85, 'N', 's', '.')),
                Arguments.of(
                        "memo 5, which was never stored", Pickle.protocol(2).op('h', 5, '.')),
                Arguments.of(
                        "memo 4294967295",
                        Pickle.protocol(2).op('N', 'r').little(-1, 4).op('.')),
                Arguments.of(
                        "memo 16777216",
                        Pickle.protocol(2).op('N', 'r').little(1 << 24, 4).op('.')),
                Arguments.of(
                        "a string of 4294967295 bytes",
                        Pickle.protocol(2).op('X').little(-1, 4).op('.')),
                Arguments.of(
                        "a string of 2147483647 bytes",
                        Pickle.protocol(2).op('T').little(0x7fffffff, 4).op('.')),
                Arguments.of(
                        "text that is not UTF-8",
                        Pickle.protocol(2).op('X').little(1, 4).op(0xff, '.')),
                Arguments.of(
                        "a number of 9 bytes",
                        Pickle.protocol(2).op(0x8a, 9).little(0, 8).op(0, '.')),
                Arguments.of(
                        "a frame of -1 bytes",
                        Pickle.protocol(4).op(0x95).little(-1, 8).op('.')),
                Arguments.of(
                        "a frame of 99 bytes",
                        Pickle.protocol(4).op(0x95).little(99, 8).op('.')),
                Arguments.of("a name of more than 1024", Pickle.protocol(2).global("a".repeat(2000), "b")),
                Arguments.of(
                        "a global name that is not text", Pickle.protocol(4).op('N', 'N', 0x93, '.')),
                Arguments.of("calls a None", Pickle.protocol(2).op('N', ')', 'R', '.')),
                Arguments.of(
                        "calls a torch.FloatStorage",
                        Pickle.protocol(2).global("torch", "FloatStorage").op(')', 'R', '.')),
                Arguments.of(
                        "calls a collections.OrderedDict",
                        Pickle.protocol(2).global("collections", "OrderedDict").op('N', 'R', '.')),
                Arguments.of(
                        "an OrderedDict of something else",
                        Pickle.protocol(2).global("collections", "OrderedDict").op('N', 0x85, 'R', '.')),
                Arguments.of(
                        "makes an object of collections.OrderedDict",
                        Pickle.protocol(2).global("collections", "OrderedDict").op(')', 0x81, '.')),
                Arguments.of("sets the state of a dict", Pickle.protocol(2).op('}', '}', 'b', '.')),
                Arguments.of(
                        "sets the state of a dict",
                        Pickle.protocol(2).global("collections", "OrderedDict").op(')', 'R', 'N', 'b', '.')),
                Arguments.of(
                        "calls SIZE", Pickle.protocol(2).global("torch", "Size").op(')', 'R', '.')),
                Arguments.of(
                        "calls REBUILD_TENSOR_V2",
                        Pickle.protocol(2)
                                .global("torch._utils", "_rebuild_tensor_v2")
                                .op(')', 'R', '.')),
                Arguments.of(
                        "calls REBUILD_FROM_TYPE",
                        Pickle.protocol(2)
                                .global("torch._tensor", "_rebuild_from_type_v2")
                                .op(')', 'R', '.')),
                Arguments.of(
                        "calls ENCODE",
                        Pickle.protocol(2)
                                .global("_codecs", "encode")
                                .text("x")
                                .text("rot13")
                                .op(0x86, 'R', '.')),
                Arguments.of("holds a None, expected a dict", Pickle.protocol(2).op('N', '.')),
                Arguments.of("holds no tensors", Pickle.protocol(2).op('}', '.')));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("brokenRules")
    void refusesABrokenRule(String message, Pickle pickle) throws Exception {
        assertRefused(pickle.bytes(), message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            8 | 0 | 3,3 | 3,1 | does not fit its storage 0 of 32 bytes
            8 | 1 | 8 | 1 | float32 [8] with strides [1] at 1 does not fit
            8 | -1 | 2 | 1 | other arguments
            8 | 0 | -2 | 1 | other arguments
            8 | 0 | 2 | -1 | other arguments
            8 | 0 | 2,2 | 1 | other arguments
            8 | 0 | 4611686018427387904,4 | 0,0 | is impossibly large
            8 | 0 | 281474976710656 | 0 | does not fit
            8 | 0 | 2 | 9223372036854775807 | does not fit
            8 | 1 | 2 | 9223372036854775807 | is impossibly large
            8 | 9223372036854775807 | 2 | 1 | is impossibly large
            8 | 0 | 1099511627776 | 0 | made out of 32 stored bytes by repetition
            7 | 0 | 7 | 1 | member archive/data/0 holds 32 bytes, the pickle expects 28
            -8 | 0 | 7 | 1 | refers to a storage in a way torch.save does not
            4611686018427387912 | 0 | 7 | 1 | refers to a storage in a way torch.save does not
            """)
    void refusesATensorThatLeavesItsStorage(long count, long offset, String size, String stride, String message)
            throws Exception {
        long[] sizes =
                Arrays.stream(size.split(",", -1)).mapToLong(Long::parseLong).toArray();
        long[] strides =
                Arrays.stream(stride.split(",", -1)).mapToLong(Long::parseLong).toArray();
        assertRefused(Pickle.dict().tensor("0", count, offset, sizes, strides).close(), message);
    }

    @Test
    void refusesAStorageThatIsNotThereOrHasAnotherName() throws Exception {
        long[] one = {1};
        assertRefused(
                Pickle.dict().tensor("7", 8, 0, one, one).close(), "member archive/data/7 with the data of a tensor");
        assertRefused(Pickle.dict().tensor("../version", 8, 0, one, one).close(), "refers to a storage in a way");
    }

    @Test
    void refusesTwoTensorsOfOneName() throws Exception {
        byte[] pickle = Pickle.protocol(2)
                .op('}', '(')
                .text("w")
                .tensor("0", 8, 0, new long[] {1}, new long[] {1})
                .text("w")
                .tensor("0", 8, 1, new long[] {1}, new long[] {1})
                .op('u', '.')
                .bytes();
        assertRefused(pickle, "holds two different values named w");
    }

    @Test
    void acceptsWhatOtherWritersOfHonestFilesUse() throws Exception {
        byte[] pickle = Pickle.protocol(4)
                .op(0x95)
                .little(10, 8)
                .op('}', 0x94, '(')
                .text("v3")
                .global("torch._utils", "_rebuild_tensor_v3")
                .op('(', '(')
                .text("storage")
                .global("torch.storage", "UntypedStorage")
                .text("0")
                .text("cuda:1")
                .number(32)
                .op('t', 'Q')
                .number(2)
                .numbers(3)
                .numbers(2)
                .op(0x88, 'N')
                .global("torch", "uint16")
                .op('t', 'R')
                .text("typed")
                .global("torch._tensor", "_rebuild_from_type_v2")
                .op('(')
                .global("torch._utils", "_rebuild_tensor")
                .global("torch.nn.parameter", "Parameter")
                .op('(')
                .storage("0", 8)
                .number(0)
                .numbers()
                .numbers()
                .op('t', '}', 't', 'R')
                .text("set")
                .op(0x8f, '(', 'K', 1, 0x90)
                .op('u', '.')
                .bytes();
        try (Checkpoint read = Checkpoints.open(file(pickle))) {
            assertThat(read.spec("v3").dtype()).isEqualTo(DType.U16);
            assertThat(read.read("v3", 0, 3).remaining()).isEqualTo(6);
            assertThat(read.spec("typed").shape().rank()).isZero();
            assertThat(read.floats("typed")).containsExactly(0);
            assertThat(read.warnings()).containsExactly("1 entry that is no tensor was left out");
        }
    }

    @Test
    void followsWrappersButNotForEver() throws Exception {
        Pickle deep = Pickle.protocol(2);
        for (int i = 0; i < 9; i++) {
            deep.op('}').text("state_dict");
        }
        deep.op('}').text("w").tensor("0", 8, 0, new long[] {1}, new long[] {1});
        for (int i = 0; i < 10; i++) {
            deep.op('s');
        }
        assertRefused(deep.op('.').bytes(), "holds no tensors");
    }
}

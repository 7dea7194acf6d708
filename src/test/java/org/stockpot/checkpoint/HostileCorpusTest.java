package org.stockpot.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Pickles that would run code, by every route the opcodes offer, in every place of every container that holds a pickle.
 * Whether strangers are welcome makes no difference.
 */
class HostileCorpusTest {
    private static final String MARKER = "stockpot-was-here";
    private static final List<String> RUNNERS = List.of(
            "posix system",
            "os system",
            "nt system",
            "builtins eval",
            "__builtin__ exec",
            "subprocess Popen",
            "runpy _run_code",
            "importlib import_module",
            "ctypes CDLL",
            "torch.hub load_state_dict_from_url",
            "torch.utils.bottleneck.__main__ run_cprofile",
            "pip main",
            "numpy.testing._private.utils runstring",
            "functools partial",
            "operator methodcaller",
            "trainer.models os.system",
            "torch.nn.modules.module os.system",
            "trainer.models Net.__init__.__globals__");

    @TempDir
    Path folder;

    /** The ways to get something called, each with the name of what is called in the middle. */
    private static Map<String, Pickle> routes(String runner) {
        String module = runner.substring(0, runner.indexOf(' '));
        String name = runner.substring(runner.indexOf(' ') + 1);
        String command = "touch " + MARKER;
        var routes = new LinkedHashMap<String, Pickle>();
        routes.put("reduce", new Pickle().global(module, name).text(command).op(0x85, 'R'));
        routes.put(
                "stack-global",
                new Pickle().text(module).text(name).op(0x93).text(command).op(0x85, 'R'));
        routes.put(
                "memo",
                new Pickle()
                        .op('(')
                        .text(module)
                        .op('q', 7)
                        .text(name)
                        .op('q', 8, 't', 'h', 7, 'h', 8, 0x93)
                        .text(command)
                        .op(0x85, 'R', 0x86));
        routes.put("inst", new Pickle().op('(').text(command).ascii("i" + module + "\n" + name + "\n"));
        routes.put(
                "obj", new Pickle().op('(').global(module, name).text(command).op('o'));
        routes.put("newobj", new Pickle().global(module, name).text(command).op(0x85, 0x81));
        routes.put("newobj-ex", new Pickle().global(module, name).text(command).op(0x85, '}', 0x92));
        routes.put(
                "setstate",
                new Pickle()
                        .global("trainer", "Net")
                        .op(')', 0x81, '}')
                        .text("__setstate__")
                        .global(module, name)
                        .op('s', 'b')
                        .text(command)
                        .op('b'));
        routes.put(
                "default-factory",
                new Pickle()
                        .global("collections", "defaultdict")
                        .global(module, name)
                        .op(0x85, 'R'));
        routes.put(
                "argument",
                new Pickle()
                        .global("torch._utils", "_rebuild_parameter")
                        .global(module, name)
                        .text(command)
                        .op(0x85, 'R', 0x88, 'N', 0x87, 'R'));
        routes.put(
                "persistent-id",
                new Pickle()
                        .op('(')
                        .text("storage")
                        .global(module, name)
                        .text("0")
                        .text("cpu")
                        .number(8)
                        .op('t', 'Q'));
        return routes;
    }

    /** Every place of every container where a pickle can stand. */
    private void write(String name, Pickle value) throws IOException {
        byte[] bare = Pickle.protocol(4).with(value).op('.').bytes();
        byte[] beside = Pickle.protocol(4)
                .op('}', '(')
                .text("w")
                .tensor("0", 8, 0, new long[] {8}, new long[] {1})
                .text("x")
                .with(value)
                .op('u', '.')
                .bytes();
        byte[] module = Pickle.protocol(4)
                .scriptObject("Net")
                .op('}')
                .text("w")
                .tensor("0", 8, 0, new long[] {8}, new long[] {1})
                .op('s')
                .text("x")
                .with(value)
                .op('s', 'b', '.')
                .bytes();
        byte[] nothing = Pickle.protocol(2).op(')', '.').bytes();
        Archive.of(bare).write(folder.resolve(name + "-zip"));
        Archive.of(beside).deflated().write(folder.resolve(name + "-beside"));
        Archive.of(module).with("archive/constants.pkl", nothing).write(folder.resolve(name + "-script"));
        Archive.of(Pickle.protocol(2)
                        .scriptObject("Net")
                        .op('}')
                        .text("w")
                        .tensor("0", 8, 0, new long[] {8}, new long[] {1})
                        .op('s', 'b', '.')
                        .bytes())
                .with("archive/constants.pkl", bare)
                .write(folder.resolve(name + "-constants"));
        for (String part : List.of("version", "system", "object", "keys")) {
            LegacyFile legacy = LegacyFile.honest();
            switch (part) {
                case "version" -> legacy.version = bare;
                case "system" -> legacy.system = bare;
                case "object" -> legacy.object = bare;
                default -> legacy.keys = bare;
            }
            legacy.write(folder.resolve(name + "-legacy-" + part));
        }
        for (String member : TarMembers.NAMES) {
            TarFile.honest().with(member, bare).write(folder.resolve(name + "-tar-" + member));
        }
    }

    @Test
    void refusesEveryRouteToRunningCodeInEveryContainer() throws Exception {
        for (String runner : RUNNERS) {
            for (var route : routes(runner).entrySet()) {
                write(route.getKey() + "-" + RUNNERS.indexOf(runner), route.getValue());
            }
        }
        for (int extension : new int[] {0x82, 0x83, 0x84}) {
            write(
                    "extension-" + extension,
                    new Pickle()
                            .op(extension)
                            .little(1, 1 << (extension - 0x82))
                            .op(')', 'R'));
        }
        List<Path> files = list();
        Map<String, Integer> before = snapshot();
        assertThat(files).hasSizeGreaterThan(2000);

        var threads = ManagementFactory.getThreadMXBean();
        List<String> opened = new ArrayList<>();
        for (Path path : files) {
            for (Strangers strangers : Strangers.values()) {
                long start = threads.getCurrentThreadCpuTime();
                try (Checkpoint checkpoint = Checkpoints.open(path, strangers)) {
                    opened.add(path.getFileName() + " " + checkpoint.specs());
                } catch (CheckpointException e) {
                    assertThat(e)
                            .isNotInstanceOf(StrangersException.class)
                            .hasMessageStartingWith(path.getFileName() + ": ")
                            .hasMessageNotContaining("\n");
                    assertNames(path, e.getMessage());
                }
                // Work, not waiting: a busy machine must not make a refusal look slow.
                assertThat(threads.getCurrentThreadCpuTime() - start)
                        .as(path.toString())
                        .isLessThan(2_000_000_000L);
            }
        }
        assertThat(opened).isEmpty();
        assertThat(Files.exists(Path.of(MARKER))).isFalse();
        assertThat(snapshot()).containsExactlyInAnyOrderEntriesOf(before);
    }

    /** Canary: the refusal is about the name that would have run, not about some accident on the way. */
    private static void assertNames(Path path, String message) {
        String file = String.valueOf(path.getFileName());
        if (!file.startsWith("extension")) {
            String[] parts = file.replaceFirst("^\\D*", "").split("-", -1);
            String runner = RUNNERS.get(Integer.parseInt(parts[0])).replace(' ', '.');
            assertThat(message).as(file).contains("asks for " + runner + ", which may run code; nothing was executed");
        } else {
            assertThat(message).as(file).contains("uses the pickle opcode EXT").contains("nothing was executed");
        }
    }

    private List<Path> list() throws IOException {
        try (var files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    /** Names and hashes of all files. */
    private Map<String, Integer> snapshot() throws IOException {
        Map<String, Integer> files = new TreeMap<>();
        for (Path path : list()) {
            files.put(String.valueOf(path.getFileName()), Arrays.hashCode(Files.readAllBytes(path)));
        }
        return files;
    }
}

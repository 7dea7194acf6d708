package org.stockpot.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.tensor.StockpotException;
import tools.jackson.core.json.JsonFactory;

/** Files made to exhaust memory, stack or time, opened by a Java with a small heap and a small stack. */
class BombTest {
    private static final int MIB = 1 << 20;

    @TempDir
    Path folder;

    @Test
    void everyBombIsRefusedInASmallHeap() throws Exception {
        Map<String, String> expected = new TreeMap<>();
        expected.put(pickle("stack", "]", 2 * MIB, ""), "values on the stack");
        expected.put(pickle("marks", "(", MIB, ""), "open marks");
        expected.put(pickle("nesting", "\u0085", 8 * MIB, ")"), "bytes of memory");
        expected.put(pickle("lists", "]a", 8 * MIB, "]"), "bytes of memory");
        expected.put(pickle("dicts", "N}s", 8 * MIB, "}"), "bytes of memory");
        expected.put(pickle("memo", "\u0094", 8 * MIB, "N"), "bytes of memory");
        expected.put(pickle("tuples", "NN\u0086a", 12 * MIB, "]"), "bytes of memory");
        expected.put(pickle("numbers", "M\u00ff\u00ffa", 12 * MIB, "]"), "bytes of memory");
        expected.put(safetensors("deep", "[", 10 * MIB, "{\"a\":", ""), "expected an object");
        expected.put(safetensors("name", "a", 10 * MIB, "{\"", ""), "not strict JSON");
        expected.put(safetensors("blank", " ", 30 * MIB, "{", ""), "not strict JSON");
        expected.put(
                safetensors(
                        "metadata", "\"k#\":\"vvvvvvvvvvvvvvvvvvvv\",", 8 * MIB, "{\"__metadata__\":{", "\"z\":\"\"}}"),
                "entries");
        String empty = "\"t#\":{\"dtype\":\"F32\",\"shape\":[0,9999,9999,9999,9999],\"data_offsets\":[0,0]},";
        expected.put(safetensors("tensors", empty, 12 * MIB, "{", "\"z\":0}"), "lists more than 100000 tensors");
        String wide = "\"t#\":{\"dtype\":\"F32\",\"shape\":[0" + ",9999".repeat(63) + "],\"data_offsets\":[0,0]},";
        expected.put(safetensors("axes", wide, 12 * MIB, "{", "\"z\":0}"), "numbers");

        expected.put(views("views"), "bytes of memory");
        expected.put(pickle("strangers", "ca\nB#\n", 8 * MIB, ""), "kinds of objects");
        expected.put(pickle("inert", ")\u0081h\u0000", 12 * MIB, "ca\nB\nq\u0000"), "values on the stack");
        expected.put(legacy("legacy-pickle", "]a", 8 * MIB, "]"), "bytes of memory");
        expected.put(legacyStorages("legacy-storages"), "left in the file");
        expected.put(tarTensors("tar-axes"), "axes");
        expected.put(tarHeader("tar-notes"), "an extended header of 9999999 bytes");
        expected.put(script("script-shared", 40, 2), "attributes");
        expected.put(script("script-deep", 300, 1), "nested more than 256 deep");
        expected.put(script("script-names", 200, 0), "names of more than 4096 characters");
        expected.put(zipBomb("zip-inflated"), "more than 100 times the file");
        expected.put(zipPickle("zip-pickle"), "expected at most 67108864");

        Map<String, String> answers = openAll();
        assertThat(answers.keySet()).isEqualTo(expected.keySet());
        expected.forEach((name, words) ->
                assertThat(answers.get(name)).as(name).startsWith(name + ": ").contains(words));
    }

    /** One pair of arguments for tensors of 64 axes, used again and again. */
    private String views(String name) throws IOException {
        long[] ones = new long[PickleCalls.MOST_AXES];
        Arrays.fill(ones, 1);
        Pickle start = Pickle.protocol(4)
                .global("torch._utils", "_rebuild_tensor")
                .op('q', 0, '(')
                .storage("0", 8)
                .number(0)
                .numbers(ones)
                .numbers(ones)
                .op('t', 'q', 1);
        byte[] body = fill("h\u0000h\u0001R", 20 * MIB, new String(start.bytes(), StandardCharsets.ISO_8859_1), ".");
        Archive.of(body).write(folder.resolve(name));
        return name;
    }

    private String legacy(String name, String unit, int length, String start) throws IOException {
        new LegacyFile(fill(unit, length, "\u0080\u0002" + start, ".")).write(folder.resolve(name));
        return name;
    }

    /** Every storage claims the whole file. */
    private String legacyStorages(String name) throws IOException {
        Pickle pickle = Pickle.protocol(2).op('}');
        for (int i = 0; i < 1000; i++) {
            pickle.text("w" + i)
                    .legacyTensor(String.valueOf(i), 10_000, p -> p.op('N'))
                    .op('s');
        }
        new LegacyFile(pickle.op('.').bytes()).write(folder.resolve(name));
        return name;
    }

    private String tarTensors(String name) throws IOException {
        var zeros = new long[2 * PickleCalls.MOST_AXES];
        byte[] one = TarFile.tensor(PickleCalls.MOST_AXES, 0, zeros);
        int count = TarFile.count(0).bytes().length;
        var all = new ByteArrayOutputStream();
        all.writeBytes(TarFile.count(100_000).bytes());
        byte[] entry = Arrays.copyOfRange(one, count, one.length);
        for (int i = 0; i < 20_000; i++) {
            // The key is the number behind the opcode LONG1 and its length, after the protocol.
            ByteBuffer.wrap(entry).order(ByteOrder.LITTLE_ENDIAN).putLong(4, i);
            all.writeBytes(entry);
        }
        TarFile tar = TarFile.honest().with("tensors", all.toByteArray());
        tar.records = 3000;
        tar.write(folder.resolve(name));
        return name;
    }

    private String tarHeader(String name) throws IOException {
        try (OutputStream out = Files.newOutputStream(folder.resolve(name))) {
            out.write(TarFile.header("PaxHeader", 9_999_999, 'x'));
            out.write(new byte[10 * MIB]);
        }
        return name;
    }

    /** Modules in modules; each level holds the next one under so many names, or under one long name. */
    private String script(String name, int levels, int names) throws IOException {
        Pickle pickle = Pickle.protocol(2);
        for (int i = 0; i < levels; i++) {
            pickle.scriptObject("M").op('}').text(names == 0 ? "n".repeat(50) : "a");
        }
        pickle.op(')');
        for (int i = 0; i < levels; i++) {
            pickle.op('r').little(i, 4).op('s');
            if (names == 2) {
                pickle.text("b").op('j').little(i, 4).op('s');
            }
            pickle.op('b');
        }
        Archive.of(pickle.op('.').bytes())
                .with("archive/constants.pkl", Pickle.protocol(2).op(')', '.').bytes())
                .write(folder.resolve(name));
        return name;
    }

    private String zipBomb(String name) throws IOException {
        Archive.of(Pickle.protocol(2).op('}', '.').bytes())
                .with("archive/data/0", new byte[64 * MIB])
                .deflated()
                .write(folder.resolve(name));
        return name;
    }

    private String zipPickle(String name) throws IOException {
        Archive.of(new byte[70 * MIB]).write(folder.resolve(name));
        return name;
    }

    private String pickle(String name, String unit, int length, String start) throws IOException {
        byte[] bytes = Pickle.protocol(4).bytes();
        byte[] body = fill(unit, length, new String(bytes, StandardCharsets.ISO_8859_1) + start, ".");
        Archive.of(body).write(folder.resolve(name));
        return name;
    }

    private String safetensors(String name, String unit, int length, String start, String end) throws IOException {
        byte[] header = fill(unit, length, start, end);
        try (OutputStream out = Files.newOutputStream(folder.resolve(name))) {
            out.write(ByteBuffer.allocate(8)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(header.length)
                    .array());
            out.write(header);
        }
        return name;
    }

    /** The unit again and again; {@code #} becomes a running number. */
    private static byte[] fill(String unit, int length, String start, String end) {
        var text = new StringBuilder(length + 1000).append(start);
        for (int i = 0; text.length() < length; i++) {
            text.append(unit.indexOf('#') < 0 ? unit : unit.replace("#", String.valueOf(i)));
        }
        return text.append(end).toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private Map<String, String> openAll() throws Exception {
        Set<String> classPath = new LinkedHashSet<>();
        for (Class<?> type : List.of(BombTest.class, Checkpoints.class, JsonFactory.class, Nullable.class)) {
            classPath.add(place(type));
        }
        Path report = folder.resolve("report");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx200m",
                "-Xss512k",
                "-cp",
                String.join(System.getProperty("path.separator"), classPath),
                Opener.class.getName(),
                folder.toString(),
                report.toString()));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        assertThat(process.waitFor(300, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue())
                .as(Files.readString(folder.resolve("log")))
                .isZero();
        Map<String, String> answers = new TreeMap<>();
        for (String line : Files.readAllLines(report)) {
            int time = line.lastIndexOf(" [");
            assertThat(Long.parseLong(line.substring(time + 2, line.length() - 4)))
                    .as(line)
                    .isLessThan(2000);
            String name = line.substring(0, line.indexOf(':'));
            String answer = line.substring(0, time);
            answers.put(name, answer);
        }
        return answers;
    }

    private static String place(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI())
                .toString();
    }

    /** Opens every file of a folder and writes down the refusals. */
    static final class Opener {
        private Opener() {}

        public static void main(String[] args) throws IOException {
            var threads = ManagementFactory.getThreadMXBean();
            var answers = new ArrayList<String>();
            List<Path> files;
            try (var list = Files.list(Path.of(args[0]))) {
                files = list.filter(path -> !path.endsWith("log")).sorted().toList();
            }
            for (Path path : files) {
                // Work, not waiting: a busy machine must not make a refusal look slow.
                long start = threads.getCurrentThreadCpuTime();
                String answer = open(path);
                long millis = (threads.getCurrentThreadCpuTime() - start) / 1_000_000;
                answers.add(answer + " [" + millis + " ms]");
            }
            Files.write(Path.of(args[1]), answers);
        }

        private static String open(Path path) {
            try (Checkpoint checkpoint = Checkpoints.open(path, Strangers.KEPT_INERT)) {
                return path.getFileName() + ": opened with "
                        + checkpoint.specs().size();
            } catch (StockpotException e) {
                return e.getMessage();
            }
        }
    }
}

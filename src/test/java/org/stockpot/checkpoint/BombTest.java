package org.stockpot.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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

        Map<String, String> answers = openAll();
        assertThat(answers.keySet()).isEqualTo(expected.keySet());
        expected.forEach((name, words) ->
                assertThat(answers.get(name)).as(name).startsWith(name + ": ").contains(words));
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
                "-Xmx256m",
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
            answers.put(line.substring(0, line.indexOf(':')), line);
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
            var answers = new ArrayList<String>();
            List<Path> files;
            try (var list = Files.list(Path.of(args[0]))) {
                files = list.filter(path -> !path.endsWith("log")).sorted().toList();
            }
            for (Path path : files) {
                try (Checkpoint checkpoint = Checkpoints.open(path)) {
                    answers.add(path.getFileName() + ": opened with "
                            + checkpoint.specs().size());
                } catch (StockpotException e) {
                    answers.add(e.getMessage());
                }
            }
            Files.write(Path.of(args[1]), answers);
        }
    }
}

package org.stockpot.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.tensor.StockpotException;

/**
 * Another process exports without pause and is killed at a random moment, with SIGKILL where there is one. 100 times take
 * 40 seconds; {@code -Dstockpot.kills=10} is enough for a quick look.
 */
class KillTest {
    private static final int KILLS = Integer.getInteger("stockpot.kills", 100);
    private static final int LONGEST_MILLIS = 120;
    private static final int ELEMENTS = 60_000;
    private static final List<String> ENTRIES = List.of("m.safetensors", "m.pt", "set.safetensors.index.json");

    @TempDir
    Path folder;

    /** The child: exports version after version in every format, until it is killed. */
    static final class Exporting {
        private Exporting() {}

        /** Takes the folder and the first version; begins when a line comes in. */
        public static void main(String[] args) throws IOException, StockpotException {
            Path folder = Path.of(args[0]);
            int version = Integer.parseInt(args[1]);
            // Once through all code, so that kills hit the disk and not the class loader.
            write(folder, version);
            System.out.println("ready");
            if (System.in.read() >= 0) {
                System.out.println("begun");
                while (true) {
                    version++;
                    write(folder, version);
                }
            }
        }
    }

    private static void write(Path folder, int version) throws StockpotException {
        Weights weights = weights(version);
        write(weights, folder.resolve("m.safetensors"), OutputFormat.SAFETENSORS, OptionalLong.empty());
        write(weights, folder.resolve("m.pt"), OutputFormat.TORCH_ZIP, OptionalLong.empty());
        write(weights, folder.resolve("set.safetensors"), OutputFormat.SAFETENSORS, OptionalLong.of(4 * ELEMENTS));
    }

    private static void write(Weights weights, Path target, OutputFormat format, OptionalLong shardBytes)
            throws StockpotException {
        var order = new WriteOrder(target, format, Map.of(), shardBytes, Optional.empty(), List.of());
        CheckpointWriter.write(weights, order, WriteProgress.NONE);
    }

    private static Weights weights(int version) {
        var weights = new Weights();
        for (String name : List.of("a", "b", "c")) {
            var values = new float[ELEMENTS];
            for (int i = 0; i < ELEMENTS; i++) {
                values[i] = version + i % 7;
            }
            weights.with(name, values, ELEMENTS);
        }
        return weights;
    }

    @Test
    void aKilledExportLeavesAWholeFileAndItsLeftoversGo() throws Exception {
        var random = new Random(1);
        Set<Integer> versions = new HashSet<>();
        int stages = 0;
        write(folder, 1);
        for (int kill = 1; kill <= KILLS; kill++) {
            Process child = child(1000 * kill);
            child.outputWriter().append('\n').flush();
            assertThat(child.inputReader().readLine()).isEqualTo("begun");
            Thread.sleep(random.nextInt(LONGEST_MILLIS));
            child.destroyForcibly();
            assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
            for (String entry : ENTRIES) {
                versions.add(wholeVersion(entry));
            }
            stages += leftovers() > 0 ? 1 : 0;
        }
        assertThat(versions).as("versions that survived").hasSizeGreaterThan(KILLS);
        assertThat(stages).as("kills in mid-export").isGreaterThan(KILLS / 5);
        write(folder, 2);
        assertThat(leftovers()).isZero();
    }

    /** Begun and warm, waiting for its line. */
    private Process child(int version) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xshare:auto",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Exporting.class.getName(),
                        folder.toString(),
                        String.valueOf(version))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader out = process.inputReader();
        assertThat(out.readLine()).isEqualTo("ready");
        return process;
    }

    private int wholeVersion(String entry) throws Exception {
        try (Checkpoint read = Checkpoints.open(folder.resolve(entry))) {
            int version = (int) read.floats("a")[0];
            Weights expected = weights(version);
            assertThat(read.specs()).isEqualTo(expected.specs());
            for (String name : expected.specs().keySet()) {
                assertThat(Weights.allBytes(read, name, ELEMENTS))
                        .as("%s of version %d in %s", name, version, entry)
                        .isEqualTo(expected.bytes(name));
            }
            return version;
        }
    }

    private long leftovers() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith(".stockpot-"))
                    .count();
        }
    }
}

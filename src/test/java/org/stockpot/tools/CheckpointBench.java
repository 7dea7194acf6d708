package org.stockpot.tools;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.stockpot.checkpoint.CheckpointWriter;
import org.stockpot.checkpoint.OutputFormat;
import org.stockpot.checkpoint.SafetensorsWriter;
import org.stockpot.checkpoint.Sha256;
import org.stockpot.checkpoint.WriteOrder;
import org.stockpot.checkpoint.WriteProgress;
import org.stockpot.tensor.StockpotException;

/**
 * Measures how fast checkpoints are opened, read, hashed and fused, side by side with Python's own libraries where an
 * interpreter is given: {@code mvn -Pbench -Dbench.python=python3}. Needs 5 GB on the disk, and no display. All files lie
 * in the system's cache when they are measured. Times are medians of seven rounds in which the two sides take turns.
 */
public final class CheckpointBench {
    static final int MODELS = 8;
    private static final int ROUNDS = 7;

    private final Path folder;
    private final Optional<BenchPython> python;

    private CheckpointBench(Path folder, Optional<BenchPython> python) {
        this.folder = folder;
        this.python = python;
    }

    /** Something to be timed. */
    @FunctionalInterface
    interface Action {
        void run() throws StockpotException, IOException;
    }

    /** Takes the folder for the files, which is emptied, and the Python interpreter, if any. */
    public static void main(String[] args) throws StockpotException, IOException, InterruptedException {
        if (args[0].equals(BenchChild.MODE)) {
            BenchChild.answer(args);
            return;
        }
        Path folder = Path.of(args[0]);
        clear(folder);
        Files.createDirectories(folder);
        if (args.length > 1) {
            try (BenchPython python = new BenchPython(args[1], "bench_checkpoints.py")) {
                new CheckpointBench(folder, Optional.of(python)).run();
            }
        } else {
            new CheckpointBench(folder, Optional.empty()).run();
        }
        clear(folder);
    }

    private void run() throws StockpotException, IOException, InterruptedException {
        say(
                "%s %s, Java %s, %d processors",
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                System.getProperty("java.version"),
                Runtime.getRuntime().availableProcessors());
        if (python.isPresent()) {
            say("%s", python.get().versions());
        }
        List<Path> models = new ArrayList<>();
        for (int model = 0; model < MODELS; model++) {
            Path file = folder.resolve("model-" + model + ".safetensors");
            SafetensorsWriter.write(BenchModel.vitB32(model), file, Map.of(), WriteProgress.NONE);
            models.add(file);
        }
        Path torch = folder.resolve("model.pt");
        var order = new WriteOrder(
                torch, OutputFormat.TORCH_ZIP, Map.of(), OptionalLong.empty(), Optional.empty(), List.of());
        CheckpointWriter.write(BenchModel.vitB32(0), order, WriteProgress.NONE);
        Path one = models.get(0);
        say("a model: %d tensors, %.0f MB", BenchModel.vitB32(0).specs().size(), Files.size(one) / 1e6);

        say("%n%-58s %9s %9s", "milliseconds, median of " + ROUNDS, "Stockpot", "Python");
        say("%-58s %9.1f", "open and list safetensors, first in a fresh JVM", BenchChild.first(one));
        say("%-58s %9.1f", "open and list torch zip, first in a fresh JVM", BenchChild.first(torch));
        row("open and list safetensors (safe_open)", () -> BenchReading.list(one), "list_safetensors", one);
        row("open and list torch zip (torch.load, mmap)", () -> BenchReading.list(torch), "list_torch", torch);
        row("read all into memory, safetensors (load_file, clone)", () -> BenchReading.load(one), "load_file", one);
        row(
                "read through a buffer, safetensors (get_tensor, clone)",
                () -> BenchReading.stream(one),
                "stream_safetensors",
                one);
        row("read all into memory, torch zip (torch.load)", () -> BenchReading.load(torch), "torch_load", torch);
        row("read all into memory, torch zip (mmap, clone)", () -> BenchReading.load(torch), "torch_load_mmap", torch);
        row(
                "read through a buffer, torch zip (mmap, clone)",
                () -> BenchReading.stream(torch),
                "torch_load_mmap",
                torch);
        row("SHA-256 (hashlib)", () -> Sha256.of(one, WriteProgress.NONE), "sha256", one);
        BenchReading.compareWays(one);
        BenchFuse.run(folder, models);
        BenchChild.heap(folder, models);
        BenchMany.run(folder, one);
    }

    /** Both sides in turns; the first round of each warms up and does not count. */
    private void row(String what, Action ours, String theirs, Path file) throws StockpotException, IOException {
        var here = new double[ROUNDS];
        var there = new double[ROUNDS];
        for (int round = -2; round < ROUNDS; round++) {
            double mine = millis(ours);
            double yours = python.isPresent() ? python.get().measure(theirs, file.toAbsolutePath()) : Double.NaN;
            if (round >= 0) {
                here[round] = mine;
                there[round] = yours;
            }
        }
        say("%-58s %9.1f %9s", what, median(here), python.isPresent() ? format("%.1f", median(there)) : "");
    }

    static double millis(Action action) throws StockpotException, IOException {
        long start = System.nanoTime();
        action.run();
        return (System.nanoTime() - start) / 1e6;
    }

    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    static String format(String text, Object... values) {
        return String.format(Locale.ROOT, text, values);
    }

    static void say(String text, Object... values) {
        System.out.println(format(text, values));
    }

    private static void clear(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path path : all.sorted((a, b) -> b.compareTo(a)).toList()) {
                    Files.delete(path);
                }
            }
        }
    }
}

package org.stockpot.tools;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.stockpot.checkpoint.SafetensorsWriter;
import org.stockpot.checkpoint.WriteProgress;
import org.stockpot.tensor.StockpotException;

/** What has to be measured in a JVM of its own. */
final class BenchChild {
    static final String MODE = "child";
    private static final double MB = 1e6;

    private BenchChild() {}

    /** Milliseconds until a file is open and listed by a JVM that has done nothing before. */
    static double first(Path file) throws IOException, InterruptedException {
        return Double.parseDouble(run(List.of(), "first", file.toString()));
    }

    /** Peak heap while eight models are fused, for a whole model and a quarter of it, in a heap that is small for both. */
    static void heap(Path folder, List<Path> models) throws StockpotException, IOException, InterruptedException {
        List<Path> small = new ArrayList<>();
        for (int model = 0; model < models.size(); model++) {
            Path file = folder.resolve("small-" + model + ".safetensors");
            SafetensorsWriter.write(new BenchModel(3, model), file, Map.of(), WriteProgress.NONE);
            small.add(file);
        }
        CheckpointBench.say("");
        for (List<Path> inputs : List.of(small, models)) {
            List<String> arguments = new ArrayList<>(
                    List.of("fuse", folder.resolve("child.safetensors").toString()));
            inputs.forEach(input -> arguments.add(input.toString()));
            String peak = run(List.of("-Xmx128m"), arguments.toArray(String[]::new));
            CheckpointBench.say(
                    "%-58s %9s",
                    CheckpointBench.format(
                            "peak heap in MB with -Xmx128m, fuse %d × %.0f MB",
                            inputs.size(), inputs.get(0).toFile().length() / MB),
                    peak);
        }
    }

    /** Runs {@link CheckpointBench} in a JVM of its own and returns the last line it printed. */
    static String run(List<String> options, String... arguments) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of(MODE));
        all.addAll(Arrays.asList(arguments));
        List<String> lines = lines(options, CheckpointBench.class, all);
        return lines.isEmpty() ? "" : lines.get(lines.size() - 1);
    }

    /** Runs a class in a JVM of its own and returns what it printed. */
    static List<String> lines(List<String> options, Class<?> main, List<String> arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<String> lines;
        try (var reader = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            lines = reader.lines().toList();
        }
        if (process.waitFor() != 0) {
            throw new IOException("failed: " + String.join(" ", arguments));
        }
        return lines;
    }

    /** In the child. */
    static void answer(String[] args) throws StockpotException, IOException {
        List<Path> files = Arrays.stream(args).skip(2).map(Path::of).toList();
        switch (args[1]) {
            case "first" -> CheckpointBench.say("%.1f", CheckpointBench.millis(() -> BenchReading.list(files.get(0))));
            case "fuse" -> {
                BenchFuse.fuse(files.subList(1, files.size()), files.get(0));
                CheckpointBench.say("%.0f", peakHeap() / MB);
            }
            case "many" -> BenchMany.child(files);
            default -> throw new IllegalArgumentException(args[1]);
        }
    }

    private static long peakHeap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getPeakUsage)
                .mapToLong(usage -> usage.getUsed())
                .sum();
    }
}

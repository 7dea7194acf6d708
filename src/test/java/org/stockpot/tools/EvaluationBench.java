package org.stockpot.tools;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.stockpot.tensor.StockpotException;

/**
 * Measures the evaluation engine and writes the report: {@code mvn -Pperformance}; see the contributors' guide. Needs no
 * display; with a Python interpreter it measures PyTorch in the same run.
 */
public final class EvaluationBench {
    private EvaluationBench() {}

    /** Takes the file to write, the parts to measure (comma-separated), the effort, and the Python interpreter, if any. */
    public static void main(String[] args)
            throws StockpotException, IOException, URISyntaxException, InterruptedException {
        Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
        Path report = Path.of(args[0]);
        List<String> parts = Arrays.asList(args[1].split(",", 0));
        Effort effort = Effort.of(args[2]);
        var tables = new ArrayList<BenchTable>();
        Optional<BenchPython> python =
                args.length > 3 ? Optional.of(new BenchPython(args[3], "bench_networks.py")) : Optional.empty();
        for (String part : parts) {
            BenchTable table = switch (part) {
                case "networks" -> BenchNetworks.run(effort, python);
                case "sliders" -> BenchSliders.run(effort);
                case "mixes" -> BenchMixes.run(effort);
                case "fusing" -> BenchFusing.run();
                case "search" -> BenchSearch.run(effort);
                case "cancel" -> BenchCancel.run(effort);
                default -> throw new IllegalArgumentException("no part " + part);
            };
            System.out.println(table.markdown());
            tables.add(table);
            write(report, tables);
        }
        if (python.isPresent()) {
            python.get().close();
        }
        System.exit(0);
    }

    private static void write(Path report, List<BenchTable> tables) throws IOException {
        var page = new StringBuilder("# How fast Stockpot measures\n\nMade by `mvn -Pperformance`: ");
        page.append(String.format(
                "%s %s, Java %s, %d processors.%n%n",
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                System.getProperty("java.version"),
                Runtime.getRuntime().availableProcessors()));
        tables.forEach(table -> page.append(table.markdown()).append('\n'));
        Files.writeString(report, page.toString().stripTrailing() + "\n");
    }
}

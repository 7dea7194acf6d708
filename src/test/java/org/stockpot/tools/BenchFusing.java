package org.stockpot.tools;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.stockpot.engine.DjlBackend;
import org.stockpot.evaluate.Network;
import org.stockpot.fuse.FusionMethod;
import org.stockpot.fuse.Granularity;
import org.stockpot.fuse.HeldSource;
import org.stockpot.fuse.LayerGroups;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.fuse.Soup;
import org.stockpot.job.JobContext;
import org.stockpot.job.Parallel;
import org.stockpot.tensor.Cast;
import org.stockpot.tensor.DType;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSource;
import org.stockpot.tensor.TensorSpec;

/**
 * How fast mixes of ingredients in memory are fused into the weights of a network, beside how fast this machine copies
 * memory in the same run: {@code mvn -Pperformance
 * -Dperformance.parts=fusing}. Both count what is read and what is written. Rounds of both take turns, and
 * of each the best round counts: other programs take their share of the memory, too.
 */
public final class BenchFusing {
    private static final int WARM_UP = 20;
    private static final int ROUNDS = 20;
    private static final int COPIED = 256 << 20;
    private static final int SLICE = 1 << 22;
    private static final int[] MODELS = {2, 4, 8};
    private static final String SEPARATOR = "\t";

    private final int threads = Runtime.getRuntime().availableProcessors();
    private final ByteBuffer from = ByteBuffer.allocateDirect(COPIED);
    private final ByteBuffer to = ByteBuffer.allocateDirect(COPIED);
    private final List<Row> rows = new ArrayList<>();
    private double copyAlone = Double.POSITIVE_INFINITY;
    private double copyTogether = Double.POSITIVE_INFINITY;

    private BenchFusing() {}

    /**
     * One measurement.
     *
     * @param millis the best round
     * @param bytes read and written in it
     */
    record Row(String what, double millis, long bytes) {
        double gigabytesPerSecond() {
            return bytes / millis / 1e6;
        }
    }

    /** Measures everything and prints it, a row a line, for {@link #run} in another JVM. */
    public static void main(String[] args) throws StockpotException {
        for (Row row : rows()) {
            System.out.println(row.what() + SEPARATOR + row.millis() + SEPARATOR + row.bytes());
        }
        System.exit(0);
    }

    /** Measures everything: copies first, then mixes, then layer groups of the demo. */
    private static List<Row> rows() throws StockpotException {
        var bench = new BenchFusing();
        bench.from.put(0, bench.to, 0, COPIED);
        for (DType dtype : List.of(DType.F32, DType.F16, DType.BF16)) {
            for (int models : MODELS) {
                bench.fuse(dtype, models);
            }
        }
        bench.demo();
        var all = new ArrayList<Row>();
        all.add(new Row("copy, 1 thread", bench.copyAlone, 2L * COPIED));
        all.add(new Row("copy, " + bench.threads + " threads", bench.copyTogether, 2L * COPIED));
        all.addAll(bench.rows);
        return all;
    }

    /** Measures in two JVMs, one after the other: as the program is started by default, and with the Vector API. */
    static BenchTable run() throws IOException, InterruptedException {
        List<Row> plain = rows(List.of());
        List<Row> vectors = rows(List.of("--add-modules", "jdk.incubator.vector"));
        List<List<String>> cells = new ArrayList<>();
        for (int i = 0; i < plain.size(); i++) {
            List<String> line = new ArrayList<>(List.of(plain.get(i).what()));
            line.addAll(cells(plain.get(i), copy(plain)));
            line.addAll(cells(vectors.get(i), copy(vectors)));
            cells.add(line);
        }
        return new BenchTable(
                "Fusing",
                "Ingredients in memory, fused into the float32 weights of a network, beside copies of memory in the same"
                        + " run. GB/s count bytes read and bytes written, both of copies and of fusing; of each the best of "
                        + ROUNDS + " rounds. A model has "
                        + Math.round(parameters(model(0)) / 1e6)
                        + " million parameters. Only reading touches one word of every cache line of the ingredients and does"
                        + " nothing with it. Target: 70 % of the faster copy. The last three columns are of a program"
                        + " started with `STOCKPOT_JAVA_OPTS=\"--add-modules jdk.incubator.vector\"`; sums are the same to the"
                        + " last bit.",
                List.of("", "ms", "GB/s", "share of copy, %", "vectors: ms", "GB/s", "share of copy, %"),
                cells);
    }

    private static List<Row> rows(List<String> options) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of("-Xmx4g", "-Dai.djl.offline=true"));
        all.addAll(options);
        return BenchChild.lines(all, BenchFusing.class, List.of()).stream()
                .map(line -> line.split(SEPARATOR, -1))
                .filter(parts -> parts.length == 3)
                .map(parts -> new Row(parts[0], Double.parseDouble(parts[1]), Long.parseLong(parts[2])))
                .toList();
    }

    private static double copy(List<Row> rows) {
        return Math.max(rows.get(0).gigabytesPerSecond(), rows.get(1).gigabytesPerSecond());
    }

    private static List<String> cells(Row row, double copy) {
        return List.of(
                format("%.2f", row.millis()),
                format("%.1f", row.gigabytesPerSecond()),
                format("%.0f", 100 * row.gigabytesPerSecond() / copy));
    }

    private static TensorSource model(int seed) {
        return new BenchModel(3, seed);
    }

    private static long parameters(TensorSource model) {
        return model.specs().values().stream()
                .mapToLong(TensorSpec::elementCount)
                .sum();
    }

    private void fuse(DType dtype, int models) throws StockpotException {
        List<TensorSource> ingredients = new ArrayList<>();
        for (int model = 0; model < models; model++) {
            ingredients.add(HeldSource.of(new Cast(model(model), dtype)));
        }
        TensorSource first = ingredients.get(0);
        Map<String, FloatBuffer> network = network(first);
        Soup[] soups = {soup(ingredients, 0), soup(ingredients, 1)};
        Optional<BenchTouch> touch =
                dtype == DType.F32 ? Optional.of(new BenchTouch(ingredients, threads)) : Optional.empty();
        double best = Double.POSITIVE_INFINITY;
        double read = Double.POSITIVE_INFINITY;
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            copy();
            if (touch.isPresent()) {
                read = Math.min(read, touch.get().millis());
            }
            network.values().forEach(FloatBuffer::clear);
            long start = System.nanoTime();
            soups[round & 1].floats(network);
            best = Math.min(best, (System.nanoTime() - start) / 1e6);
        }
        if (touch.isPresent()) {
            rows.add(new Row("only read " + models + " × F32", read, touch.get().bytes()));
        }
        long bytes = parameters(first) * (models * (long) dtype.bytes() + Float.BYTES);
        rows.add(new Row("fuse " + models + " × " + dtype, best, bytes));
    }

    /** Weights that differ from group to group, and whose sum is no power of two. */
    private static Soup soup(List<TensorSource> ingredients, int turn) throws StockpotException {
        LayerGroups groups = LayerGroups.of(
                new Granularity.Level(3), ingredients.get(0).specs().keySet());
        var weights = new double[ingredients.size()][groups.size()];
        for (int ingredient = 0; ingredient < weights.length; ingredient++) {
            for (int group = 0; group < groups.size(); group++) {
                weights[ingredient][group] = 1 + 0.1 * ((ingredient + group + turn) % 5);
            }
        }
        return new Soup(
                "soup",
                Optional.empty(),
                ingredients,
                groups,
                new FusionMethod.WeightedAverage(),
                MixingWeights.of(weights));
    }

    private static Map<String, FloatBuffer> network(TensorSource model) {
        var network = new LinkedHashMap<String, FloatBuffer>();
        model.specs()
                .forEach((tensor, spec) -> network.put(
                        tensor,
                        ByteBuffer.allocateDirect((int) spec.elementCount() * Float.BYTES)
                                .order(ByteOrder.nativeOrder())
                                .asFloatBuffer()));
        return network;
    }

    private void copy() throws StockpotException {
        copyAlone = Math.min(copyAlone, copy(1));
        copyTogether = Math.min(copyTogether, copy(threads));
    }

    private double copy(int together) throws StockpotException {
        long start = System.nanoTime();
        Parallel.run(
                COPIED / SLICE,
                together,
                "Copying",
                JobContext.detached(),
                slice -> to.put(slice * SLICE, from, slice * SLICE, SLICE));
        return (System.nanoTime() - start) / 1e6;
    }

    /** Each layer group of the demo in turn, into a live network, from memory. */
    private void demo() throws StockpotException {
        try (Demo files = Demo.open();
                DjlBackend backend = new DjlBackend()) {
            Demo demo = files.held();
            var random = new Random(1);
            try (Network network = backend.load(demo.soup(demo.uniform()))) {
                for (int group = 0; group < demo.groups().size(); group++) {
                    List<String> tensors = demo.groups().tensorsOf(group);
                    long elements = tensors.stream()
                            .mapToLong(tensor ->
                                    demo.ingredients().get(0).spec(tensor).elementCount())
                            .sum();
                    var millis = new double[20 * ROUNDS];
                    for (int round = 0; round < millis.length; round++) {
                        Soup soup = demo.soup(demo.moved(demo.uniform(), group, random));
                        long start = System.nanoTime();
                        network.replace(soup, tensors);
                        millis[round] = (System.nanoTime() - start) / 1e6;
                    }
                    rows.add(new Row(
                            "demo, " + demo.ingredients().size() + " ingredients, "
                                    + demo.groups().names().get(group) + ", into a live network",
                            best(millis),
                            elements * Float.BYTES * (demo.ingredients().size() + 1)));
                }
            }
        }
    }

    private static double best(double[] millis) {
        return Arrays.stream(millis).min().orElseThrow();
    }

    private static String format(String text, double value) {
        return String.format(Locale.ROOT, text, value);
    }
}

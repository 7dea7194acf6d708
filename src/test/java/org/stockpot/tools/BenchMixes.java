package org.stockpot.tools;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.stockpot.data.PreparedSet;
import org.stockpot.data.Role;
import org.stockpot.engine.DjlBackend;
import org.stockpot.engine.EngineOptions;
import org.stockpot.evaluate.Evaluation;
import org.stockpot.evaluate.Evaluator;
import org.stockpot.evaluate.Heats;
import org.stockpot.evaluate.Hits;
import org.stockpot.evaluate.LogitSink;
import org.stockpot.evaluate.Network;
import org.stockpot.evaluate.Notes;
import org.stockpot.evaluate.Race;
import org.stockpot.evaluate.Split;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.job.JobContext;
import org.stockpot.tensor.StockpotException;

/** How many mixes a minute are measured on the demo's validation images, with one saving after the other switched on. */
final class BenchMixes {
    private BenchMixes() {}

    static BenchTable run(Effort effort) throws StockpotException {
        var rows = new ArrayList<List<String>>();
        try (Demo demo = Demo.open()) {
            List<PreparedSet> sets = demo.data(Role.VALIDATION);
            var plain = new DjlBackend(Demo.PLAIN);
            var usual = new DjlBackend(EngineOptions.usual());
            var keepsNothing = new DjlBackend(
                    new EngineOptions(EngineOptions.usual().workers(), 0, Optional.empty(), Notes.inMemory()));
            for (int group = 0; group < effort.groupsOf(demo); group++) {
                rows.add(List.of(
                        demo.groups().names().get(group),
                        rate(anew(demo, plain, sets, group, effort)),
                        rate(replacing(demo, plain, sets, group, effort)),
                        rate(replacing(demo, keepsNothing, sets, group, effort)),
                        rate(replacing(demo, usual, sets, group, effort)),
                        rate(racing(demo, usual, sets, group, effort))));
            }
        }
        return new BenchTable(
                "Mixes measured per minute",
                "On the demo's 4,000 validation images; the weights of one layer group move to a random point, from the uniform soup"
                        + " and in the last column, as in a search, from the average of the two best ingredients. Each column"
                        + " adds to the one before. In the last one an evaluation ends as soon as it is known that the mix is"
                        + " no better than the one that it was moved from (error rate 0.05).",
                List.of(
                        "layer group",
                        "everything anew",
                        "only what changed is fused",
                        "passes side by side",
                        "only what changed is run",
                        "only as many images as a race needs"),
                rows);
    }

    /** One measurement. */
    private interface Measurement {
        void run(MixingWeights weights) throws StockpotException;
    }

    private static double anew(Demo demo, DjlBackend backend, List<PreparedSet> sets, int group, Effort effort)
            throws StockpotException {
        return perMinute(demo, demo.uniform(), group, effort, weights -> {
            try (Network network = backend.load(demo.soup(weights))) {
                measure(network, sets);
            }
        });
    }

    private static double replacing(Demo demo, DjlBackend backend, List<PreparedSet> sets, int group, Effort effort)
            throws StockpotException {
        try (Network network = backend.load(demo.soup(demo.uniform()))) {
            return perMinute(demo, demo.uniform(), group, effort, weights -> {
                network.replace(demo.soup(weights), demo.groups().tensorsOf(group));
                measure(network, sets);
            });
        }
    }

    private static double racing(Demo demo, DjlBackend backend, List<PreparedSet> sets, int group, Effort effort)
            throws StockpotException {
        try (Network network = backend.load(demo.soup(demo.uniform()))) {
            List<Evaluation> alone = alone(demo, network, sets);
            MixingWeights pair = averageOfTheBestTwo(demo, alone);
            network.replace(demo.soup(pair), network.architecture().usedTensors());
            Evaluation incumbent = Evaluator.run(network, sets, JobContext.detached(), partial -> {})
                    .get(0);
            List<List<Hits>> right = new ArrayList<>();
            Split.betterHalf(alone, Evaluation::accuracy).forEach(one -> right.add(List.of(one.hits())));
            right.add(List.of(incumbent.hits()));
            Split split = Split.of(sets, 1, right);
            List<List<Hits>> toBeat = split.hits(List.of(incumbent.hits()));
            double threshold = (incumbent.correct() + 0.5) / incumbent.total();
            return perMinute(demo, pair, group, effort, weights -> {
                network.replace(demo.soup(weights), demo.groups().tensorsOf(group));
                var heats = new Heats(toBeat, List.of(1.0), threshold, Race.ERROR_RATE);
                new Evaluator(network.batchSize(), LogitSink.NONE)
                        .race("the mix", network, split, heats, JobContext.detached());
            });
        }
    }

    private static List<Evaluation> alone(Demo demo, Network network, List<PreparedSet> sets) throws StockpotException {
        List<Evaluation> alone = new ArrayList<>();
        int n = demo.session().ingredients().size();
        for (int ingredient = 0; ingredient < n; ingredient++) {
            MixingWeights only = MixingWeights.only(ingredient, n, demo.groups().size());
            network.replace(demo.soup(only), network.architecture().usedTensors());
            alone.addAll(Evaluator.run(network, sets, JobContext.detached(), partial -> {}));
        }
        return alone;
    }

    private static MixingWeights averageOfTheBestTwo(Demo demo, List<Evaluation> alone) {
        var matrix = new double[alone.size()][demo.groups().size()];
        IntStream.range(0, alone.size())
                .boxed()
                .sorted(Comparator.comparingInt(
                        ingredient -> -alone.get(ingredient).correct()))
                .limit(2)
                .forEach(ingredient -> Arrays.fill(matrix[ingredient], 0.5));
        return MixingWeights.of(matrix);
    }

    private static double perMinute(Demo demo, MixingWeights from, int group, Effort effort, Measurement measurement)
            throws StockpotException {
        var random = new Random(group);
        measurement.run(demo.moved(from, group, random));
        measurement.run(demo.moved(from, group, random));
        long start = System.nanoTime();
        int done = 0;
        double seconds = 0;
        while (seconds < effort.seconds()) {
            measurement.run(demo.moved(from, group, random));
            done++;
            seconds = (System.nanoTime() - start) / 1e9;
        }
        return 60 * done / seconds;
    }

    private static void measure(Network network, List<PreparedSet> sets) throws StockpotException {
        Evaluator.run(network, sets, JobContext.detached(), partial -> {});
    }

    private static String rate(double value) {
        return String.format(Locale.ROOT, "%,.0f", value);
    }
}

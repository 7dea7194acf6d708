package org.stockpot.tools;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.stockpot.data.Role;
import org.stockpot.engine.DjlBackend;
import org.stockpot.engine.EngineOptions;
import org.stockpot.evaluate.Evaluation;
import org.stockpot.evaluate.Evaluator;
import org.stockpot.evaluate.McNemar;
import org.stockpot.evaluate.Network;
import org.stockpot.evaluate.PairedComparison;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.job.JobContext;
import org.stockpot.search.Budget;
import org.stockpot.search.Savings;
import org.stockpot.search.SearchListener;
import org.stockpot.search.SearchPlan;
import org.stockpot.search.SearchResult;
import org.stockpot.search.SearchSpace;
import org.stockpot.search.Searcher;
import org.stockpot.search.StopReason;
import org.stockpot.session.SearchOrder;
import org.stockpot.session.SearchOutcome;
import org.stockpot.session.Session;
import org.stockpot.session.Source;
import org.stockpot.session.Workbench;
import org.stockpot.tensor.StockpotException;

/**
 * A whole manifold-mixing run on the demo, twice: to the letter of the publication, with every image decoded, every tensor
 * fused and every stage run again for every evaluation, and as the program does it.
 */
final class BenchSearch {
    private static final long SEED = 1;
    private static final int WARM_UP = 60;
    private static final int PATIENCE = 100;

    private BenchSearch() {}

    /** One run. */
    private record Run(String title, SearchResult result, double full, double seconds, List<Evaluation> validation) {}

    static BenchTable run(Effort effort) throws StockpotException {
        try (Demo demo = Demo.open()) {
            // Until the program is compiled it would be slow in whichever run comes first.
            ours(demo, Budget.ofEvaluations(Math.min(WARM_UP, effort.search().evaluations())), "warm-up");
            Run ours = ours(demo, effort.search(), "as the program does it");
            Run patient = ours(
                    demo,
                    effort.search().withPatience(PATIENCE),
                    "the same, until " + PATIENCE + " evaluations gain less than chance alone may");
            Run literal = literal(demo, effort);
            var rows = new ArrayList<List<String>>();
            for (Run run : List.of(literal, ours, patient)) {
                rows.add(List.of(
                        run.title(),
                        String.format(Locale.ROOT, "%,d", run.result().evaluations()),
                        String.format(Locale.ROOT, "%,.0f", run.full()),
                        String.format(Locale.ROOT, "%,.0f", run.seconds()),
                        run.validation().get(0).toString(),
                        run.result().stoppedBecause().toString()));
            }
            return new BenchTable(
                    "A whole manifold-mixing run",
                    String.format(
                            Locale.ROOT,
                            "On the demo, ten ingredients, seed %d, the published budgets (30 and 50 evaluations per dimension)."
                                    + " To the letter: COBYLA spends every budget to its end, and for every evaluation all"
                                    + " images are decoded, all tensors fused and all stages run. Both begin in a program that has warmed up. The run as the program does"
                                    + " it is **%s%.1f times faster**; on the same validation images it scores %s. Told to stop"
                                    + " when %d evaluations in a row gain less than the standard error of the best score"
                                    + " (--patience %d) it is **%.1f times faster** and scores %s.",
                            SEED,
                            literal.result().stoppedBecause().wording() == StopReason.FINISHED ? "" : "at least ",
                            literal.seconds() / ours.seconds(),
                            paired(ours, literal),
                            PATIENCE,
                            PATIENCE,
                            literal.seconds() / patient.seconds(),
                            paired(patient, literal)),
                    List.of(
                            "run",
                            "evaluations",
                            "in full evaluations",
                            "seconds",
                            "validation accuracy of the mix",
                            "ended because"),
                    rows);
        }
    }

    private static PairedComparison paired(Run one, Run other) {
        return McNemar.exact(
                one.validation().get(0).hits(), other.validation().get(0).hits());
    }

    private static Run ours(Demo demo, Budget budget, String title) throws StockpotException {
        try (Workbench workbench = BenchSliders.workbench(EngineOptions.usual())) {
            var order = new SearchOrder(SearchPlan.parse("manifold", Map.of()), budget, SEED);
            SearchOutcome outcome =
                    workbench.device().call(workbench.search(demo.session(), order, SearchListener.NONE));
            return new Run(
                    title,
                    outcome.result(),
                    outcome.effort().fullEvaluations(),
                    outcome.seconds(),
                    outcome.after().evaluations().stream()
                            .filter(evaluation -> evaluation.role() == Role.VALIDATION)
                            .toList());
        }
    }

    private static Run literal(Demo demo, Effort effort) throws StockpotException {
        Session session = demo.session();
        var backend = new DjlBackend(Demo.PLAIN);
        var space = new SearchSpace(
                session.ingredients().stream().map(Source::name).toList(),
                demo.groups().names(),
                Set.of());
        Budget budget = effort.search().withTime(Duration.ofMinutes(effort.literalMinutes()));
        long start = System.nanoTime();
        SearchResult result = Searcher.run(
                SearchPlan.parse("manifold", Map.of("wholeBudget", "true")),
                space,
                weights -> measured(demo, backend, weights).accuracy(),
                SEED,
                budget,
                Savings.NONE,
                SearchListener.NONE,
                JobContext.detached());
        double seconds = (System.nanoTime() - start) / 1e9;
        return new Run(
                "to the letter",
                result,
                result.evaluations(),
                seconds,
                List.of(measured(demo, backend, result.weights())));
    }

    private static Evaluation measured(Demo demo, DjlBackend backend, MixingWeights weights) throws StockpotException {
        try (Network network = backend.load(demo.soup(weights))) {
            return Evaluator.run(network, demo.data(Role.VALIDATION), JobContext.detached(), partial -> {})
                    .get(0);
        }
    }
}

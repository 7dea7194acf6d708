package org.stockpot.tools;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.stockpot.data.Role;
import org.stockpot.engine.EngineOptions;
import org.stockpot.evaluate.Evaluation;
import org.stockpot.evaluate.McNemar;
import org.stockpot.evaluate.OodMean;
import org.stockpot.evaluate.PairedComparison;
import org.stockpot.search.Budget;
import org.stockpot.search.SearchListener;
import org.stockpot.search.SearchPlan;
import org.stockpot.session.SearchOrder;
import org.stockpot.session.SearchOutcome;
import org.stockpot.session.Session;
import org.stockpot.session.SessionFile;
import org.stockpot.session.Workbench;
import org.stockpot.tensor.StockpotException;

/**
 * Cooks the demo by every method and writes what comes out on validation, test and OOD sets, with what it cost: {@code mvn
 * -Pmethods}; see the contributors' guide. Searches look at validation data alone. A method that
 * gives the same mix for two seeds draws nothing and is not run for the others.
 */
public final class MethodsBench {
    /** Methods that take weights from the user, or go on from a mix, or end in many. */
    private static final List<String> LEFT_OUT = List.of("weighted", "refine", "pareto");

    private MethodsBench() {}

    /**
     * Takes the file to write, the number of seeds, the most evaluations of a search, and the methods with commas between
     * them, or {@code all}.
     */
    public static void main(String[] args) throws StockpotException, IOException {
        Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
        Path report = Path.of(args[0]);
        int seeds = Integer.parseInt(args[1]);
        int evaluations = Integer.parseInt(args[2]);
        List<String> methods = args[3].equals("all")
                ? SearchPlan.ids().stream().filter(id -> !LEFT_OUT.contains(id)).toList()
                : Arrays.asList(args[3].split(",", 0));
        Session session = SessionFile.read(Demo.SESSION);
        var rows = new ArrayList<List<String>>();
        var all = new ArrayList<Runs>();
        for (String method : methods) {
            SearchPlan plan = SearchPlan.parse(method, Map.of());
            var outcomes = new ArrayList<SearchOutcome>();
            for (long seed = 1; seed <= seeds && !drawsNothing(outcomes); seed++) {
                outcomes.add(run(session, plan, seed, evaluations));
                System.err.printf(
                        "%s, seed %d: %.0f s%n", method, seed, last(outcomes).seconds());
            }
            boolean drawn = !drawsNothing(outcomes);
            if (all.isEmpty()) {
                rows.add(bestIngredient(outcomes.get(0)));
            }
            var runs = new Runs(plan.title(), drawn ? outcomes : outcomes.subList(0, 1));
            all.add(runs);
            rows.add(runs.row());
            // Hours of measuring are not lost with the last minute of them.
            write(report, tables(rows, all, seeds, evaluations));
        }
        System.out.println(tables(rows, all, seeds, evaluations));
        System.exit(0);
    }

    private static SearchOutcome run(Session session, SearchPlan plan, long seed, int evaluations)
            throws StockpotException {
        // A fresh one for each, so that none finds anything remembered.
        try (Workbench workbench = BenchSliders.workbench(EngineOptions.usual())) {
            var order = new SearchOrder(plan, Budget.ofEvaluations(evaluations), seed);
            return workbench.device().call(workbench.search(session, order, SearchListener.NONE));
        }
    }

    /** Whether another seed has given the same mix already, so that all others would, too. */
    private static boolean drawsNothing(List<SearchOutcome> outcomes) {
        return outcomes.size() == 2
                && outcomes.get(0)
                        .after()
                        .recipe()
                        .equals(outcomes.get(1).after().recipe());
    }

    private static SearchOutcome last(List<SearchOutcome> outcomes) {
        return outcomes.get(outcomes.size() - 1);
    }

    /** All runs of one method. */
    private record Runs(String title, List<SearchOutcome> outcomes) {
        List<String> row() {
            return List.of(
                    title,
                    accuracy(outcomes, outcome -> accuracy(outcome.after().evaluations(), Role.VALIDATION)),
                    accuracy(outcomes, outcome -> accuracy(outcome.after().evaluations(), Role.TEST)),
                    accuracy(
                            outcomes,
                            outcome -> OodMean.of(outcome.after().evaluations()).orElseThrow()),
                    versusBest(outcomes.get(0)),
                    String.format(
                            "%,.0f", mean(outcomes, outcome -> outcome.effort().fullEvaluations())),
                    String.format("%,.0f", mean(outcomes, SearchOutcome::seconds)));
        }
    }

    private static List<String> bestIngredient(SearchOutcome outcome) {
        List<Evaluation> alone = outcome.before().evaluations();
        return List.of(
                "best ingredient",
                percent(accuracy(alone, Role.VALIDATION)),
                percent(accuracy(alone, Role.TEST)),
                percent(OodMean.of(alone).orElseThrow()),
                "",
                "",
                "");
    }

    /** On how many OOD sets it is better or worse than the best ingredient beyond the noise, for the first seed. */
    private static String versusBest(SearchOutcome outcome) {
        int better = 0;
        int worse = 0;
        for (int set = 0; set < outcome.comparisons().size(); set++) {
            PairedComparison paired = outcome.comparisons().get(set);
            if (outcome.after().evaluations().get(set).role() == Role.OOD && paired.isSignificant()) {
                better += paired.gain() > 0 ? 1 : 0;
                worse += paired.gain() < 0 ? 1 : 0;
            }
        }
        return better + " better, " + worse + " worse";
    }

    private static double accuracy(List<Evaluation> evaluations, Role role) {
        return evaluations.stream()
                .filter(evaluation -> evaluation.role() == role)
                .mapToDouble(Evaluation::accuracy)
                .average()
                .orElseThrow();
    }

    private static String accuracy(List<SearchOutcome> outcomes, ToDoubleFunction<SearchOutcome> figure) {
        double low = outcomes.stream().mapToDouble(figure).min().orElseThrow();
        double high = outcomes.stream().mapToDouble(figure).max().orElseThrow();
        String mean = percent(mean(outcomes, figure));
        return low == high ? mean : mean + " (" + percent(low) + "…" + percent(high) + ")";
    }

    private static double mean(List<SearchOutcome> outcomes, ToDoubleFunction<SearchOutcome> figure) {
        return outcomes.stream().mapToDouble(figure).average().orElseThrow();
    }

    private static String percent(double share) {
        return String.format("%.2f", 100 * share);
    }

    private static String tables(List<List<String>> rows, List<Runs> all, int seeds, int evaluations) {
        var text = new StringBuilder(new BenchTable(
                        "Methods on the demo",
                        "Made by `mvn -Pmethods`: top-1 accuracy in percent, mean over " + seeds
                                + " seeds and, where the seed matters, the lowest and highest; at most " + evaluations
                                + " evaluations a search. One 95 % interval is about ±1.0 on validation and ±1.0 on test, so"
                                + " most differences in these two columns are none. OOD sets by the paired exact McNemar test"
                                + " against the best ingredient, first seed.",
                        List.of("method", "validation", "test", "OOD mean", "OOD sets", "full evaluations", "seconds"),
                        rows)
                .markdown());
        pair(all, "Shift-aware manifold mixing", "Manifold mixing")
                .ifPresent(table -> text.append('\n').append(table));
        return text.toString();
    }

    /** Two methods image by image, on the sets whose shifts neither has searched. */
    private static Optional<String> pair(List<Runs> all, String first, String second) {
        Optional<Runs> one =
                all.stream().filter(runs -> runs.title().equals(first)).findFirst();
        Optional<Runs> other =
                all.stream().filter(runs -> runs.title().equals(second)).findFirst();
        if (one.isEmpty() || other.isEmpty()) {
            return Optional.empty();
        }
        var rows = new ArrayList<List<String>>();
        for (int run = 0; run < one.get().outcomes().size(); run++) {
            List<Evaluation> mine = one.get().outcomes().get(run).after().evaluations();
            List<Evaluation> theirs = other.get().outcomes().get(run).after().evaluations();
            for (int set = 0; set < mine.size(); set++) {
                if (mine.get(set).role() != Role.VALIDATION) {
                    rows.add(List.of(
                            "" + (run + 1),
                            mine.get(set).set(),
                            percent(mine.get(set).accuracy()),
                            percent(theirs.get(set).accuracy()),
                            McNemar.exact(mine.get(set).hits(), theirs.get(set).hits())
                                    .toString()));
                }
            }
        }
        return Optional.of(new BenchTable(
                        first + " and " + second,
                        "Image by image; the shifts of these sets are none that the search has looked at.",
                        List.of("seed", "set", first, second, "difference"),
                        rows)
                .markdown());
    }

    private static void write(Path report, String text) throws IOException {
        Files.createDirectories(report.toAbsolutePath().getParent());
        Files.writeString(report, "# What the methods cook\n\n" + text, StandardCharsets.UTF_8);
    }
}

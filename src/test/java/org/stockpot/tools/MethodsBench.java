package org.stockpot.tools;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
import org.stockpot.session.Session;
import org.stockpot.session.SessionFile;
import org.stockpot.session.Trial;
import org.stockpot.session.Workbench;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tools.BenchMethod.Made;

/**
 * Cooks the demo by every method and writes what comes out on validation, test and OOD sets, with what it cost: {@code mvn
 * -Pmethods}; see the contributors' guide. Searches look at validation data alone. A method that
 * gives the same mix for two seeds draws nothing and is not run for the others.
 */
public final class MethodsBench {
    private static final String BEST = "best ingredient";
    private static final List<String> PAIR = List.of("Shift-aware manifold mixing", "Manifold mixing");

    private MethodsBench() {}

    /**
     * Takes the file to write, the number of seeds, the most evaluations of a search, the methods with commas between
     * them, or {@code all}, and whether the machine does other work at the same time. Rows that the file has already and
     * that are not made anew stay.
     */
    public static void main(String[] args) throws StockpotException, IOException {
        Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
        int seeds = Integer.parseInt(args[1]);
        int evaluations = Integer.parseInt(args[2]);
        List<BenchMethod> methods = args[3].equals("all")
                ? BenchMethod.all()
                : Arrays.stream(args[3].split(",", 0)).map(BenchMethod::parse).toList();
        String mark = Boolean.parseBoolean(args[4]) ? MethodsPage.BESIDE : "";
        var page = new MethodsPage(Path.of(args[0]), text(seeds, evaluations));
        List<String> order = order();
        Session session = SessionFile.read(Demo.SESSION);
        List<Evaluation> best = best(session);
        page.row(alone(best));
        Map<String, List<Made>> all = new LinkedHashMap<>();
        for (BenchMethod method : methods) {
            List<Made> made = runs(method, session, seeds, evaluations);
            all.put(method.title(), made);
            page.row(row(method.title(), made, best, mark));
            if (!made.get(0).front().isEmpty()) {
                page.section(front(method.title(), made.get(0).front()));
            }
            if (all.keySet().containsAll(PAIR)) {
                page.section(pair(all));
            }
            // Hours of measuring are not lost with the last minute of them.
            page.write(order);
        }
        System.exit(0);
    }

    private static String text(int seeds, int evaluations) {
        return "Made by `mvn -Pmethods`: top-1 accuracy in percent, mean over " + seeds
                + " seeds and, where the seed matters, the lowest and highest; at most " + evaluations
                + " evaluations a search. One 95 % interval is about ±1.0 on validation, ±1.0 on test and ±1.1 on the OOD"
                + " mean, so most differences in the first two columns are none. OOD sets by the paired exact McNemar test"
                + " against the best ingredient, first seed.";
    }

    private static List<String> order() throws StockpotException {
        var order = new ArrayList<>(List.of(BEST));
        for (BenchMethod method : BenchMethod.all()) {
            order.add(method.title());
        }
        return order;
    }

    private static List<Evaluation> best(Session session) throws StockpotException {
        try (Workbench workbench = BenchSliders.workbench(EngineOptions.usual())) {
            var order = new SearchOrder(SearchPlan.standard("uniform"), Budget.UNLIMITED, 1);
            return workbench
                    .device()
                    .call(workbench.search(session, order, SearchListener.NONE))
                    .before()
                    .evaluations();
        }
    }

    private static List<Made> runs(BenchMethod method, Session session, int seeds, int evaluations)
            throws StockpotException, IOException {
        var made = new ArrayList<Made>();
        for (long seed = 1; seed <= (method.isSeeded() ? seeds : 1); seed++) {
            made.add(method.run(session, seed, evaluations));
            System.err.printf(
                    "%s, seed %d: %.0f s%n",
                    method.title(), seed, made.get(made.size() - 1).seconds());
            // Another seed has given the same mix, so all others would, too.
            if (!method.isDrawn()
                    && made.size() == 2
                    && made.get(0).recipe().equals(made.get(1).recipe())) {
                return made.subList(0, 1);
            }
        }
        return made;
    }

    private static List<String> alone(List<Evaluation> best) {
        return List.of(
                BEST,
                percent(accuracy(best, Role.VALIDATION)),
                percent(accuracy(best, Role.TEST)),
                percent(OodMean.of(best).orElseThrow()),
                "",
                "",
                "");
    }

    private static List<String> row(String title, List<Made> made, List<Evaluation> best, String mark) {
        return List.of(
                title,
                spread(made, one -> accuracy(one.evaluations(), Role.VALIDATION)),
                spread(made, one -> accuracy(one.evaluations(), Role.TEST)),
                spread(made, one -> OodMean.of(one.evaluations()).orElseThrow()),
                versus(made.get(0).evaluations(), best),
                String.format("%,.0f", mean(made, Made::full)),
                String.format("%,.0f", mean(made, Made::seconds)) + mark);
    }

    /** On how many OOD sets it is better or worse than the best ingredient beyond the noise. */
    private static String versus(List<Evaluation> made, List<Evaluation> best) {
        int better = 0;
        int worse = 0;
        for (int set = 0; set < made.size(); set++) {
            PairedComparison paired =
                    McNemar.exact(made.get(set).hits(), best.get(set).hits());
            if (made.get(set).role() == Role.OOD && paired.isSignificant()) {
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

    private static String spread(List<Made> made, ToDoubleFunction<Made> figure) {
        double low = made.stream().mapToDouble(figure).min().orElseThrow();
        double high = made.stream().mapToDouble(figure).max().orElseThrow();
        String mean = percent(mean(made, figure));
        return low == high ? mean : mean + " (" + percent(low) + "…" + percent(high) + ")";
    }

    private static double mean(List<Made> made, ToDoubleFunction<Made> figure) {
        return made.stream().mapToDouble(figure).average().orElseThrow();
    }

    private static String percent(double share) {
        return String.format("%.2f", 100 * share);
    }

    private static BenchTable front(String title, List<Trial> front) {
        var rows = new ArrayList<List<String>>();
        for (Trial one : front) {
            rows.add(List.of(
                    "" + (rows.size() + 1),
                    percent(accuracy(one.evaluations(), Role.VALIDATION)),
                    percent(accuracy(one.evaluations(), Role.TEST)),
                    percent(OodMean.of(one.evaluations()).orElseThrow())));
        }
        return new BenchTable(
                title + ": its compromises",
                "Of the first seed, best on plain validation images first; each is at least as good as any other on these or"
                        + " on their shifted copies. The row above is the one that the objective's own weights choose.",
                List.of("compromise", "validation", "test", "OOD mean"),
                rows);
    }

    /** Two methods image by image, on the sets whose shifts neither has searched. */
    private static BenchTable pair(Map<String, List<Made>> all) {
        List<Made> first = all.getOrDefault(PAIR.get(0), List.of());
        List<Made> second = all.getOrDefault(PAIR.get(1), List.of());
        var rows = new ArrayList<List<String>>();
        for (int run = 0; run < Math.min(first.size(), second.size()); run++) {
            List<Evaluation> mine = first.get(run).evaluations();
            List<Evaluation> theirs = second.get(run).evaluations();
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
        return new BenchTable(
                PAIR.get(0) + " and " + PAIR.get(1),
                "Image by image; the shifts of these sets are none that the search has looked at.",
                List.of("seed", "set", PAIR.get(0), PAIR.get(1), "difference"),
                rows);
    }
}

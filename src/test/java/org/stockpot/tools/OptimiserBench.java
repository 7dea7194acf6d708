package org.stockpot.tools;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.stockpot.engine.EngineOptions;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.search.Budget;
import org.stockpot.search.Optimiser;
import org.stockpot.search.Savings;
import org.stockpot.search.Score;
import org.stockpot.search.SearchListener;
import org.stockpot.search.SearchPlan;
import org.stockpot.session.SearchOrder;
import org.stockpot.session.SearchOutcome;
import org.stockpot.session.Session;
import org.stockpot.session.SessionFile;
import org.stockpot.session.Workbench;
import org.stockpot.tensor.StockpotException;

/**
 * Compares the optimisers on the demo and writes the report: {@code mvn -Poptimisers}; see the contributors' guide. How
 * good the best mix is after so many full evaluations, over some seeds; the published setting is the line to beat.
 */
public final class OptimiserBench {
    private static final String PUBLISHED = "published";
    private static final String ALL = "all";
    /** Of validation: accuracies are multiples of one of them. */
    private static final double IMAGES = 4000;

    private static final double[] MARKS = {25, 50, 100, 200, 400, 800, 1600};

    private OptimiserBench() {}

    /**
     * Takes the file to write, the number of seeds, the plans (comma-separated), the effort, which optimisers to run (their
     * ids, or {@code published}, comma-separated, or {@code all}; rows of others that the file has stay as they are), and how
     * many evaluations each search may take but the published one.
     */
    public static void main(String[] args) throws StockpotException, IOException {
        Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
        Path report = Path.of(args[0]);
        int seeds = Integer.parseInt(args[1]);
        List<String> plans = Arrays.asList(args[2].split(",", 0));
        Effort effort = Effort.of(args[3]);
        List<String> wanted = Arrays.asList(args[4].split(",", 0));
        var most = Budget.ofEvaluations(Integer.parseInt(args[5]));
        var contenders = new ArrayList<Contender>();
        contenders.add(new Contender(
                PUBLISHED,
                "**published: manifold, COBYLA, whole budgets, nothing saved**",
                SearchPlan.parse("manifold", Map.of("wholeBudget", "true")),
                Savings.NONE,
                effort.search(),
                1));
        for (String plan : plans) {
            for (String id : Optimiser.ids()) {
                contenders.add(new Contender(
                        id,
                        plan + ", " + Optimiser.standard(id).title(),
                        SearchPlan.parse(plan, Map.of("optimiser", id)),
                        Savings.ALL,
                        effort.equals(Effort.BRIEF) ? effort.search() : most,
                        seeds));
            }
        }
        Session session = SessionFile.read(Demo.SESSION);
        Map<String, List<String>> rows = new HashMap<>(kept(report));
        OptionalDouble line = OptionalDouble.empty();
        for (Contender contender : contenders) {
            List<String> old = rows.get(contender.title());
            if (!wanted.contains(ALL) && !wanted.contains(contender.id())) {
                line = line.isPresent() || old == null ? line : OptionalDouble.of(end(old));
                continue;
            }
            var runs = new ArrayList<Run>();
            for (long seed = 1; seed <= contender.seeds() && !drawsNothing(runs); seed++) {
                runs.add(run(contender, session, seed));
                System.err.printf("%s, seed %d: %s%n", contender.title(), seed, runs.get(runs.size() - 1));
            }
            if (line.isEmpty()) {
                line = OptionalDouble.of(mean(runs, Run::last));
            }
            rows.put(contender.title(), row(contender, runs, line.getAsDouble()));
            // Hours of measuring are not lost with the last minute of them.
            write(report, table(inOrder(contenders, rows), seeds, effort, most));
        }
        System.out.println(table(inOrder(contenders, rows), seeds, effort, most).markdown());
        System.exit(0);
    }

    private static List<List<String>> inOrder(List<Contender> contenders, Map<String, List<String>> rows) {
        return contenders.stream()
                .map(contender -> rows.get(contender.title()))
                .filter(Objects::nonNull)
                .toList();
    }

    private static Map<String, List<String>> kept(Path report) throws IOException {
        if (!Files.exists(report)) {
            return Map.of();
        }
        return BenchTable.rows(Files.readString(report), columns().size()).stream()
                .collect(Collectors.toMap(row -> row.get(0), row -> row));
    }

    /** The score that a row ends with; the table rounds it. */
    private static double end(List<String> row) {
        double percent = Double.parseDouble(row.get(1 + MARKS.length).split(" ", 2)[0]);
        return Math.round(percent / 100 * IMAGES) / IMAGES;
    }

    /** @param seeds one for the published setting, a run of which takes most of an hour */
    private record Contender(String id, String title, SearchPlan plan, Savings savings, Budget budget, int seeds) {}

    /** Whether another seed has taken the same way already, so that all others would, too. */
    private static boolean drawsNothing(List<Run> runs) {
        return runs.size() == 2 && runs.get(0).steps().equals(runs.get(1).steps());
    }

    /** The best score after so much work. */
    private record Step(double full, double best) {}

    /**
     * One search.
     *
     * @param steps one per evaluation
     * @param full all work, in full evaluations
     */
    private record Run(List<Step> steps, double full, double seconds) {
        double after(double work) {
            double best = Double.NaN;
            for (Step step : steps) {
                if (step.full() > work) {
                    break;
                }
                best = step.best();
            }
            return best;
        }

        double last() {
            return steps.get(steps.size() - 1).best();
        }

        Optional<Step> reaching(double score) {
            return steps.stream().filter(step -> step.best() >= score).findFirst();
        }

        @Override
        public String toString() {
            return String.format(
                    "%.2f %% after %d evaluations, the work of %.0f full ones, %.0f s",
                    100 * last(), steps.size(), full, seconds);
        }
    }

    private static Run run(Contender contender, Session session, long seed) throws StockpotException {
        var steps = new ArrayList<Step>();
        var listener = new SearchListener() {
            private double full;
            private double best;

            @Override
            public void trial(int number, MixingWeights weights, Score score, String phase) {
                if (score instanceof Score.Estimated stopped) {
                    full += (double) stopped.images() / stopped.of();
                } else {
                    full++;
                    best = Math.max(best, score.value());
                }
                steps.add(new Step(full, best));
            }
        };
        // A fresh one for each, so that none finds anything remembered.
        try (Workbench workbench = BenchSliders.workbench(EngineOptions.usual())) {
            var order = new SearchOrder(
                    contender.plan(), contender.budget(), contender.savings(), seed, Optional.empty(), false);
            SearchOutcome outcome = workbench.device().call(workbench.search(session, order, listener));
            return new Run(List.copyOf(steps), outcome.effort().fullEvaluations(), outcome.seconds());
        }
    }

    private static List<String> row(Contender contender, List<Run> runs, double line) {
        var row = new ArrayList<String>();
        row.add(contender.title());
        for (double mark : MARKS) {
            // After the end of a search its mix stays what it is.
            row.add(percent(mean(runs, run -> run.after(mark))));
        }
        row.add(String.format(
                "%s (%s…%s)",
                percent(mean(runs, Run::last)),
                percent(runs.stream().mapToDouble(Run::last).min().orElseThrow()),
                percent(runs.stream().mapToDouble(Run::last).max().orElseThrow())));
        List<Step> reached =
                runs.stream().flatMap(run -> run.reaching(line).stream()).toList();
        row.add(
                reached.isEmpty()
                        ? "never"
                        : String.format(
                                "%,.0f (%d of %d)",
                                reached.stream()
                                        .mapToDouble(Step::full)
                                        .average()
                                        .orElseThrow(),
                                reached.size(),
                                runs.size()));
        row.add(String.format("%,.0f", mean(runs, run -> run.steps().size())));
        row.add(String.format("%,.0f", mean(runs, Run::full)));
        row.add(String.format("%,.0f", mean(runs, Run::seconds)));
        return row;
    }

    private static double mean(List<Run> runs, ToDoubleFunction<Run> figure) {
        return runs.stream().mapToDouble(figure).average().orElseThrow();
    }

    private static String percent(double score) {
        return Double.isNaN(score) ? "–" : String.format("%.2f", 100 * score);
    }

    private static BenchTable table(List<List<String>> rows, int seeds, Effort effort, Budget most) {
        return new BenchTable(
                "Validation accuracy by work",
                "Best validation accuracy in percent on the demo (ten ingredients, 4,000 images) after the work of so many full"
                        + " evaluations, mean of "
                        + (seeds == 1
                                ? "one seed"
                                : seeds
                                        + " seeds (smallest…largest), of the published setting and of those that draw nothing one")
                        + (effort.equals(Effort.BRIEF)
                                ? "; **a trial of the benchmark that stops after a few evaluations, no comparison**"
                                : "")
                        + ". Every search but the published one may take "
                        + most.evaluations()
                        + " evaluations. A full evaluation is one over all images; evaluations that were stopped early count with the images"
                        + " that they looked at. The line to beat is where the published setting ends on average; how many seeds"
                        + " reach it stands in brackets. A search that has ended keeps its mix. Work does not tell that an evaluation is cheaper where only late layers"
                        + " change, which is what coordinate search is after: seconds do.",
                columns(),
                rows);
    }

    private static List<String> columns() {
        var columns = new ArrayList<String>();
        columns.add("search, optimiser");
        for (double mark : MARKS) {
            columns.add(String.format("%.0f", mark));
        }
        columns.addAll(List.of("at the end", "reaches the line after", "evaluations", "full evaluations", "seconds"));
        return columns;
    }

    private static void write(Path report, BenchTable table) throws IOException {
        String page = String.format(
                "# How the optimisers compare%n%nMade by `mvn -Poptimisers`: %s %s, Java %s, %d processors.%n%n%s",
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                System.getProperty("java.version"),
                Runtime.getRuntime().availableProcessors(),
                table.markdown());
        Files.writeString(report, page.stripTrailing() + "\n");
    }
}

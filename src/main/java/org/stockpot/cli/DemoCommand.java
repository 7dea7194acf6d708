package org.stockpot.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.stockpot.search.Budget;
import org.stockpot.search.SearchListener;
import org.stockpot.search.SearchPlan;
import org.stockpot.session.ExportOrder;
import org.stockpot.session.Exported;
import org.stockpot.session.MethodTable;
import org.stockpot.session.ReportOrder;
import org.stockpot.session.SearchOrder;
import org.stockpot.session.SearchOutcome;
import org.stockpot.session.SearchSummary;
import org.stockpot.session.Session;
import org.stockpot.session.SessionFile;
import org.stockpot.session.Workbench;
import org.stockpot.tensor.StockpotException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        versionProvider = VersionText.class,
        description = "Cooks the demo kitchen's ingredients in several ways, compares them and leaves a fused model.")
final class DemoCommand implements Callable<Integer> {
    /** Ten for the ingredients and enough to mix some of them in, in about a minute on two cores. */
    private static final int BUDGET = 180;

    /** Shorter passes than published, so that every candidate has its turn within the budget. */
    private static final Map<String, String> SHORT =
            Map.of("evaluationsPerDimension", "4", "phase2EvaluationsPerDimension", "3");

    private static final int SEED = 1;

    private final Surroundings surroundings;

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description =
                    "The fused model (default: stockpot-demo-soup.safetensors, in target if there is such a folder)."
                            + " An older one is replaced.")
    private Optional<Path> output = Optional.empty();

    @Option(
            names = "--budget",
            paramLabel = "N",
            description = "Evaluations that manifold mixing may spend (default " + BUDGET + ").")
    private int budget = BUDGET;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "A setting of manifold mixing; may be repeated. The demo makes it short by"
                    + " evaluationsPerDimension=4, phase2EvaluationsPerDimension=3.")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Option(
            names = "--ensemble",
            description = "Also measure the mean of all ingredients' logits, at the cost of all of them together.")
    private boolean ensemble;

    @Option(
            names = "--report",
            paramLabel = "FILE.html",
            description = "Write a report about the last method's mix, with a Markdown card beside it.")
    private Optional<Path> report = Optional.empty();

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    DemoCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** Where the demo's session file should be. */
    static Path location(Surroundings surroundings) {
        return surroundings.home().resolve("assets").resolve("demo").resolve("demo" + SessionFile.ENDING);
    }

    /** The demo's session file. */
    static Path sessionFile(Surroundings surroundings) throws StockpotException {
        Path file = location(surroundings);
        if (!Files.exists(file)) {
            throw new StockpotException("The demo kitchen is missing: expected " + file
                    + "; start Stockpot by its launcher or from its source folder.");
        }
        return file;
    }

    @Override
    public Integer call() throws StockpotException {
        var console = new Console(surroundings);
        Session session = SessionFile.read(sessionFile(surroundings));
        Path target = output.orElseGet(DemoCommand::defaultOutput);
        try (Workbench workbench = surroundings.workbench().get()) {
            console.run(workbench.io(), workbench.exportTarget(session, ExportOrder.to(target)));
            if (report.isPresent()) {
                console.run(workbench.io(), workbench.reportTarget(ReportOrder.to(report.get())));
            }
            List<SearchOrder> orders = new ArrayList<>();
            for (String id : List.of("uniform", "greedy")) {
                orders.add(new SearchOrder(SearchPlan.standard(id), Budget.UNLIMITED, SEED));
            }
            orders.add(new SearchOrder(manifold(), Budget.ofEvaluations(Math.max(1, budget)), SEED));
            MethodTable table =
                    console.run(workbench.device(), workbench.compare(session, orders, ensemble, SearchListener.NONE));
            SearchOutcome last =
                    table.rows().get(table.rows().size() - 1).search().orElseThrow();
            Session cooked = session.withRecipe(last.after().recipe());
            for (MethodTable.Row row : table.rows()) {
                if (row.search().isPresent()) {
                    cooked = cooked.withTrial(row.search().get().after());
                }
            }
            Optional<SearchSummary> summary = Optional.of(SearchSummary.of(orders.get(orders.size() - 1), last));
            ExportOrder export = ExportOrder.to(target).withSearch(summary);
            Exported exported = console.run(workbench.device(), workbench.export(cooked, export));
            if (report.isPresent()) {
                ReportOrder order = reportOrder(report.get(), table).withSearch(summary);
                console.run(workbench.device(), workbench.writeReport(cooked, order));
            }
            if (json) {
                console.json(Reports.Demo.of(table, session, exported));
            } else {
                print(table, exported, console);
            }
            return 0;
        }
    }

    /** About the last row, compared with the other ways to cook. */
    private ReportOrder reportOrder(Path file, MethodTable table) {
        List<ReportOrder.Contender> others = new ArrayList<>();
        for (MethodTable.Row row : table.rows().subList(0, table.rows().size() - 1)) {
            if (row.search().isPresent()) {
                others.add(new ReportOrder.Contender(
                        row.method(), row.search().get().after().recipe()));
            }
        }
        String name = table.rows().get(table.rows().size() - 1).method();
        var command = new StringBuilder("stockpot demo --budget " + budget);
        settings.forEach((key, value) ->
                command.append(" --set ").append(key).append('=').append(value));
        return ReportOrder.to(file)
                .withOthers(name, others)
                .withCommands(List.of(command + " --report " + file.getFileName()));
    }

    private SearchPlan manifold() throws StockpotException {
        Map<String, String> all = new LinkedHashMap<>(SHORT);
        all.putAll(settings);
        return SearchPlan.parse("manifold", all);
    }

    private static Path defaultOutput() {
        Path name = Path.of("stockpot-demo-soup.safetensors");
        Path folder = Path.of("target");
        return Files.isDirectory(folder) ? folder.resolve(name) : name;
    }

    private static void print(MethodTable table, Exported exported, Console console) {
        Tables.methods(table.rows()).forEach(console::line);
        console.line("");
        for (MethodTable.Row row : table.rows()) {
            row.search()
                    .ifPresent(outcome -> console.line(row.method() + ": "
                            + outcome.result().evaluations() + " evaluations, "
                            + outcome.result().kept().size() + " ingredients, "
                            + Math.round(outcome.seconds()) + " s ("
                            + outcome.result().stoppedBecause() + ")"));
        }
        console.line("");
        console.line("Paired on the same images (exact McNemar test):");
        List<List<String>> rows = new ArrayList<>();
        for (MethodTable.Pair pair : table.pairs()) {
            rows.add(List.of(
                    pair.first() + " against " + pair.second(),
                    pair.set(),
                    pair.comparison().toString()));
        }
        Tables.aligned(rows).forEach(console::line);
        console.line("");
        console.line("Fused model: " + exported.file());
    }
}

package org.stockpot.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.stockpot.data.DataRef;
import org.stockpot.data.Role;
import org.stockpot.evaluate.PairedComparison;
import org.stockpot.search.CookPlan;
import org.stockpot.session.Added;
import org.stockpot.session.CookOrder;
import org.stockpot.session.Cooked;
import org.stockpot.session.ExportFormat;
import org.stockpot.session.ExportOrder;
import org.stockpot.session.Output;
import org.stockpot.session.Session;
import org.stockpot.session.SessionFile;
import org.stockpot.session.Workbench;
import org.stockpot.tensor.StockpotException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "cook",
        mixinStandardHelpOptions = true,
        versionProvider = VersionText.class,
        description = "Makes a checkpoint that no mixing weights give, from what the ingredients' networks do with"
                + " validation images (their labels do not count), and measures it. It can be an ingredient again.")
final class CookCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    /** Names of all methods, for the help. */
    static final class Methods implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return CookPlan.ids().iterator();
        }
    }

    @Parameters(
            paramLabel = "METHOD",
            completionCandidates = Methods.class,
            description = "One of: ${COMPLETION-CANDIDATES}.")
    private String method = "";

    @Mixin
    private SessionOptions sessions = new SessionOptions();

    @Mixin
    private TrustOptions trust = new TrustOptions();

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "A setting of the method; may be repeated.")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Option(names = "--validation", paramLabel = "PATH", description = "The images that the ingredients see.")
    private List<String> validation = new ArrayList<>();

    @Option(names = "--preprocess", paramLabel = "KEY=VALUE,…", description = PreprocessText.HELP)
    private Optional<String> preprocess = Optional.empty();

    @Option(names = "--output", paramLabel = "FILE", required = true, description = "The safetensors file to write.")
    private Path output = Path.of("");

    @Option(
            names = "--save",
            paramLabel = "FILE",
            description = "Write a session that has the checkpoint for one more ingredient, for the window."
                    + " Replaces nothing but a session.")
    private Optional<Path> save = Optional.empty();

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    CookCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws StockpotException {
        var console = new Console(surroundings);
        CookPlan plan = CookPlan.parse(method, settings);
        new Targets().with("--output", Optional.of(output)).with("--save", save);
        try (Workbench workbench = surroundings.workbench().get()) {
            trust.apply(workbench, console);
            Session session = sessions.session(workbench, console);
            if (!validation.isEmpty()) {
                session = session.withData(data(session));
            }
            session = SessionOptions.preprocessed(session, preprocess, workbench, console);
            ExportOrder target = ExportOrder.to(output).withFormat(ExportFormat.SAFETENSORS);
            console.run(workbench.io(), workbench.exportTarget(session, target));
            Targets.check(session, save, Output.SESSION, workbench, console);
            NetworkOptions.show(session, json, workbench, console);
            Cooked cooked = console.run(workbench.device(), workbench.cook(session, new CookOrder(plan, output)));
            if (save.isPresent()) {
                Added added = console.run(workbench.io(), workbench.addCheckpoints(session, List.of(cooked.file())));
                SessionFile.write(session.added(added.sources()), save.get());
            }
            if (json) {
                console.json(Report.of(cooked));
            } else {
                print(cooked, console);
            }
            return 0;
        }
    }

    /** The session's data with other validation sets. */
    private List<DataRef> data(Session session) throws StockpotException {
        List<DataRef> all = new ArrayList<>(SessionOptions.data("--validation", validation, Role.VALIDATION));
        session.data().stream().filter(ref -> ref.role() != Role.VALIDATION).forEach(all::add);
        return all;
    }

    /** What {@code --json} prints. The field names are a contract with scripts. */
    record Report(
            String method,
            Map<String, String> settings,
            String file,
            String sha256,
            long bytes,
            int tensors,
            int images,
            double seconds,
            List<Reports.Score> before,
            List<Reports.Score> after) {
        static Report of(Cooked cooked) {
            return new Report(
                    cooked.plan().id(),
                    cooked.plan().settings(),
                    cooked.file().toString(),
                    cooked.sha256(),
                    cooked.bytes(),
                    cooked.tensors(),
                    cooked.images(),
                    cooked.seconds(),
                    Reports.Score.all(cooked.before()),
                    Reports.Score.all(cooked.after()));
        }
    }

    private static void print(Cooked cooked, Console console) {
        console.line(String.format(
                Locale.ROOT,
                "%s: %,d tensors from %,d images in %.0f s",
                cooked.plan().title(),
                cooked.tensors(),
                cooked.images(),
                cooked.seconds()));
        console.line("before: the weighted average of the ingredients");
        Tables.beforeAndAfter(
                        cooked.before(),
                        cooked.after(),
                        cooked.comparisons().stream()
                                .map(PairedComparison::toString)
                                .toList())
                .forEach(console::line);
        console.line("\n" + cooked.file() + ": " + cooked.bytes() + " bytes, SHA-256 " + cooked.sha256());
    }
}

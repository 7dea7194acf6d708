package org.stockpot.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.stockpot.data.Role;
import org.stockpot.fuse.FusionMethod;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.fuse.Recipe;
import org.stockpot.search.Budget;
import org.stockpot.search.SearchListener;
import org.stockpot.search.SearchPlan;
import org.stockpot.search.WeightedSoup;
import org.stockpot.session.Exported;
import org.stockpot.session.SearchOrder;
import org.stockpot.session.SearchOutcome;
import org.stockpot.session.Session;
import org.stockpot.session.WeightsFile;
import org.stockpot.session.Workbench;
import org.stockpot.tensor.StockpotException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "fuse",
        mixinStandardHelpOptions = true,
        versionProvider = VersionText.class,
        aliases = "export",
        description = "Cooks one model out of several and writes it as safetensors.")
final class FuseCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private SessionOptions sessions = new SessionOptions();

    @Option(
            names = "--method",
            paramLabel = "NAME",
            description = "weighted, sum (with --weights), uniform, greedy, manifold (with --validation);"
                    + " left out: the session's own weights.")
    private Optional<String> method = Optional.empty();

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "A setting of the method; may be repeated.")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Option(
            names = "--weights",
            paramLabel = "FILE.json",
            description =
                    "Mixing weights, ingredient × group, alone or under \"weights\"; one column serves all groups.")
    private Optional<Path> weights = Optional.empty();

    @Option(names = "--validation", paramLabel = "PATH", description = "Data, for methods that measure.")
    private List<String> validation = new ArrayList<>();

    @Option(names = "--seed", paramLabel = "S", defaultValue = "1", description = "Of everything random (default 1).")
    private long seed;

    @Option(names = "--preprocess", paramLabel = "KEY=VALUE,…", description = PreprocessText.HELP)
    private Optional<String> preprocess = Optional.empty();

    @Option(names = "--output", paramLabel = "FILE", required = true, description = "The file to write.")
    private Path output = Path.of("");

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    FuseCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws StockpotException {
        var console = new Console(surroundings);
        try (Workbench workbench = surroundings.workbench().get()) {
            Session session = sessions.session(workbench, console);
            if (!validation.isEmpty()) {
                session = session.withData(SessionOptions.data("--validation", validation, Role.VALIDATION));
            }
            session = SessionOptions.preprocessed(session, preprocess, workbench, console);
            console.run(workbench.io(), workbench.exportTarget(session, output));
            session = session.withRecipe(recipe(session, workbench, console));
            Exported exported = console.run(workbench.io(), workbench.export(session, output));
            if (json) {
                console.json(Reports.Fused.of(exported, session));
            } else {
                console.line(exported.file() + ": " + exported.bytes() + " bytes, SHA-256 " + exported.sha256());
            }
            return 0;
        }
    }

    private Recipe recipe(Session session, Workbench workbench, Console console) throws StockpotException {
        Recipe old = session.recipe();
        if (weights.isPresent()) {
            MixingWeights matrix = WeightsFile.read(weights.get());
            if (matrix.ingredients() != session.ingredients().size()) {
                throw new StockpotException(weights.get() + " has " + matrix.ingredients() + " rows for "
                        + session.ingredients().size() + " ingredients: give one row per ingredient.");
            }
            return new Recipe(FusionMethod.of(method.orElse("weighted")), old.granularity(), matrix);
        }
        if (method.isEmpty()) {
            return old;
        }
        if (method.get().equals(new FusionMethod.WeightedSum().id())) {
            throw new StockpotException("Method sum needs weights: give --weights FILE.json.");
        }
        if (method.get().equals("weighted") && settings.isEmpty()) {
            throw new StockpotException(
                    "Method weighted needs weights: give --weights FILE.json, or --set weights=1,2,…");
        }
        SearchPlan plan = SearchPlan.parse(method.get(), settings);
        if (plan instanceof WeightedSoup soup) {
            return new Recipe(soup.method(), old.granularity(), column(soup.weights(), session));
        }
        if (plan.id().equals("uniform")) {
            int n = session.ingredients().size();
            return new Recipe(plan.method(), old.granularity(), MixingWeights.uniform(n, 1));
        }
        if (session.data().stream().noneMatch(ref -> ref.role() == Role.VALIDATION)) {
            throw new StockpotException(
                    "Method " + plan.id() + " chooses by validation accuracy: give --validation PATH.");
        }
        SearchOutcome outcome = console.run(
                workbench.device(),
                workbench.search(session, new SearchOrder(plan, Budget.UNLIMITED, seed), SearchListener.NONE));
        return outcome.after().recipe();
    }

    private static MixingWeights column(List<Double> shares, Session session) throws StockpotException {
        if (shares.size() != session.ingredients().size()) {
            throw new StockpotException("--set weights has " + shares.size() + " numbers for "
                    + session.ingredients().size() + " ingredients: give one per ingredient.");
        }
        return new MixingWeights(shares.stream().map(List::of).toList());
    }
}

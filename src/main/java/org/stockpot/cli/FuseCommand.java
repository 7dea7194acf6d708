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
import org.stockpot.search.UniformSoup;
import org.stockpot.search.WeightedSoup;
import org.stockpot.session.ExportOrder;
import org.stockpot.session.Exported;
import org.stockpot.session.SearchOrder;
import org.stockpot.session.SearchOutcome;
import org.stockpot.session.SearchSummary;
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
        description = "Cooks one model out of several, writes it, and makes sure that the file is the mix.")
final class FuseCommand implements Callable<Integer> {
    private static final Path UNIFORM = Path.of("uniform");

    private final Surroundings surroundings;

    @Mixin
    private SessionOptions sessions = new SessionOptions();

    @Mixin
    private TrustOptions trust = new TrustOptions();

    @Option(
            names = "--method",
            paramLabel = "NAME",
            completionCandidates = PlanNames.class,
            description = "With --weights, how to fuse: a fusion method of those below, also with its settings, such as"
                    + " ties:density=0.2. Without, how to find weights: uniform, weighted, or, with --validation, any of"
                    + " ${COMPLETION-CANDIDATES}. Left out: the session's own recipe.")
    private Optional<String> method = Optional.empty();

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "A setting of the method; may be repeated.")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Option(
            names = "--weights",
            paramLabel = "FILE.json",
            description =
                    "Mixing weights, ingredient × group, alone or under \"weights\"; one column serves all groups. The"
                            + " word uniform stands for the same share of all.")
    private Optional<Path> weights = Optional.empty();

    @Option(names = "--validation", paramLabel = "PATH", description = "Data, for methods that measure.")
    private List<String> validation = new ArrayList<>();

    @Mixin
    private ObjectiveOptions objective = new ObjectiveOptions();

    @Option(names = "--seed", paramLabel = "S", defaultValue = "1", description = "Of everything random (default 1).")
    private long seed;

    @Option(names = "--preprocess", paramLabel = "KEY=VALUE,…", description = PreprocessText.HELP)
    private Optional<String> preprocess = Optional.empty();

    @Mixin
    private ExportOptions export = new ExportOptions();

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
            trust.apply(workbench, console);
            Session session = sessions.session(workbench, console);
            if (!validation.isEmpty()) {
                session = session.withData(SessionOptions.data("--validation", validation, Role.VALIDATION));
            }
            session = SessionOptions.preprocessed(session, preprocess, workbench, console);
            ExportOrder order = export.order(output);
            console.run(workbench.io(), workbench.exportTarget(session, order));
            Optional<SearchOutcome> found = Optional.empty();
            if (weights.isEmpty() && method.isPresent()) {
                found = searched(session, workbench, console);
            }
            if (found.isPresent()) {
                SearchSummary summary = SearchSummary.of(order(found.get().plan()), found.get());
                order = order.withSearch(Optional.of(summary));
                session = session.withRecipe(found.get().after().recipe())
                        .withTrial(found.get().after());
            } else if (objective.goal().isPresent()) {
                throw new StockpotException(
                        "--objective is for methods that measure, and this mix has its weights already:"
                                + " leave it out, or name such a method.");
            } else {
                session = session.withRecipe(recipe(session));
            }
            Exported exported = console.run(workbench.device(), workbench.export(session, order));
            if (json) {
                console.json(ExportReport.Fused.of(exported, session));
            } else {
                ExportReport.lines(exported).forEach(console::line);
            }
            return 0;
        }
    }

    private static boolean isFusionMethod(String text) {
        String id = text.replaceFirst(":.*", "");
        return FusionMethod.standard().stream().anyMatch(one -> one.id().equals(id));
    }

    private SearchOrder order(SearchPlan plan) throws StockpotException {
        return new SearchOrder(plan, Budget.UNLIMITED, seed)
                .withGoal(objective.goal().orElse(plan.goal()), objective.insisted());
    }

    /** The outcome of a method that measures; empty for one that only needs its weights. */
    private Optional<SearchOutcome> searched(Session session, Workbench workbench, Console console)
            throws StockpotException {
        String name = method.orElse("");
        if (!SearchPlan.ids().contains(name) && isFusionMethod(name)) {
            throw new StockpotException("Method " + name + " needs weights: give --weights FILE.json.");
        }
        if (method.orElse("").equals("weighted") && settings.isEmpty()) {
            throw new StockpotException(
                    "Method weighted needs weights: give --weights FILE.json, or --set weights=1,2,…");
        }
        SearchPlan plan = SearchPlan.parse(method.orElse(""), settings);
        if (plan instanceof WeightedSoup || plan instanceof UniformSoup) {
            return Optional.empty();
        }
        if (session.data().stream().noneMatch(ref -> ref.role() == Role.VALIDATION)) {
            throw new StockpotException(
                    "Method " + plan.id() + " chooses by validation accuracy: give --validation PATH"
                            + (isFusionMethod(plan.id()) ? ", or --weights for mixing weights of your own." : "."));
        }
        return Optional.of(
                console.run(workbench.device(), workbench.search(session, order(plan), SearchListener.NONE)));
    }

    private Recipe recipe(Session session) throws StockpotException {
        Recipe old = session.recipe();
        if (weights.isPresent()) {
            MixingWeights matrix = weights.get().equals(UNIFORM)
                    ? MixingWeights.uniform(session.ingredients().size(), 1)
                    : WeightsFile.read(weights.get());
            if (matrix.ingredients() != session.ingredients().size()) {
                throw new StockpotException(weights.get() + " has " + matrix.ingredients() + " rows for "
                        + session.ingredients().size() + " ingredients: give one row per ingredient.");
            }
            return new Recipe(fusion(), old.granularity(), matrix);
        }
        if (method.isEmpty()) {
            if (!settings.isEmpty()) {
                throw new StockpotException(
                        "--set is for a method, and none is named: give --method, or leave --set out.");
            }
            return old;
        }
        SearchPlan plan = SearchPlan.parse(method.get(), settings);
        MixingWeights shares = plan instanceof WeightedSoup soup
                ? column(soup.weights(), session)
                : MixingWeights.uniform(session.ingredients().size(), 1);
        return new Recipe(plan.method(), old.granularity(), shares);
    }

    /** The method that is to fuse given weights; its settings stand behind its name or in options of their own. */
    private FusionMethod fusion() throws StockpotException {
        String name = method.orElse(new FusionMethod.WeightedAverage().id());
        if (!name.contains(":")) {
            return FusionMethod.of(name, settings);
        }
        if (!settings.isEmpty()) {
            throw new StockpotException(
                    "Method " + name + " has settings already: leave out --set, or what stands behind the colon.");
        }
        return FusionMethod.parse(name);
    }

    private static MixingWeights column(List<Double> shares, Session session) throws StockpotException {
        if (shares.size() != session.ingredients().size()) {
            throw new StockpotException("--set weights has " + shares.size() + " numbers for "
                    + session.ingredients().size() + " ingredients: give one per ingredient.");
        }
        return new MixingWeights(shares.stream().map(List::of).toList());
    }
}

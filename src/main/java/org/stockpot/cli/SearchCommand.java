package org.stockpot.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.stockpot.data.DataRef;
import org.stockpot.data.Role;
import org.stockpot.evaluate.Race;
import org.stockpot.search.Budget;
import org.stockpot.search.Constraints;
import org.stockpot.search.Goal;
import org.stockpot.search.Racing;
import org.stockpot.search.Savings;
import org.stockpot.search.SearchListener;
import org.stockpot.search.SearchPlan;
import org.stockpot.session.ExportOrder;
import org.stockpot.session.Exported;
import org.stockpot.session.Output;
import org.stockpot.session.SearchOrder;
import org.stockpot.session.SearchOutcome;
import org.stockpot.session.SearchSummary;
import org.stockpot.session.Session;
import org.stockpot.session.SessionFile;
import org.stockpot.session.Trial;
import org.stockpot.session.Workbench;
import org.stockpot.tensor.StockpotException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "search",
        mixinStandardHelpOptions = true,
        versionProvider = VersionText.class,
        description = "Finds mixing weights by validation data alone, then measures the mix on all data.")
final class SearchCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private SessionOptions sessions = new SessionOptions();

    @Mixin
    private TrustOptions trust = new TrustOptions();

    @Option(names = "--validation", paramLabel = "PATH", description = "The only data the search looks at.")
    private List<String> validation = new ArrayList<>();

    @Option(names = "--test", paramLabel = "PATH", description = "In-distribution data, only reported.")
    private List<String> test = new ArrayList<>();

    @Option(
            names = "--ood",
            paramLabel = "PATH",
            arity = "1..*",
            description = "Out-of-distribution data, only reported; PATH?shift=sketch&severity=3 shifts a set.")
    private List<String> ood = new ArrayList<>();

    @Mixin
    private MethodOptions methods = new MethodOptions();

    @Mixin
    private ObjectiveOptions objective = new ObjectiveOptions();

    @Mixin
    private ConstraintOptions constraints = new ConstraintOptions();

    @Option(names = "--budget", paramLabel = "N", description = "At most N evaluations, of each method.")
    private Optional<Integer> budget = Optional.empty();

    @Option(names = "--minutes", paramLabel = "M", description = "At most M minutes, of each method.")
    private Optional<Double> minutes = Optional.empty();

    @Option(
            names = "--patience",
            paramLabel = "N",
            description = "Stop when N evaluations gain less than the standard error of the validation accuracy.")
    private Optional<Integer> patience = Optional.empty();

    @Option(
            names = "--forecast",
            description =
                    "Time an evaluation, say how long the search would take at most, and end. On a terminal this is"
                            + " said before every search.")
    private boolean forecast;

    @Option(names = "--seed", paramLabel = "S", defaultValue = "1", description = "Of everything random (default 1).")
    private long seed;

    @Option(
            names = "--journal",
            paramLabel = "FILE",
            description =
                    "Write every evaluation down at once, so that a search that was stopped, by Ctrl+C, kill or a power"
                            + " cut, goes on with --resume; in a folder every search finds its own journal by itself, and the"
                            + " 64 newest are kept. Other images or labels under the same names begin a new journal in a"
                            + " folder, and a named journal refuses them; a file that is no journal stays as it is. Several"
                            + " methods need a folder, which is made.")
    private Optional<Path> journal = Optional.empty();

    @Option(
            names = "--resume",
            description =
                    "Go on from the journal, to the same result; where the file does not exist the search begins, and says"
                            + " so.")
    private boolean resume;

    @Option(
            names = "--no-racing",
            description =
                    "Run every evaluation over all validation images. Otherwise images that the ingredients do not agree"
                            + " on come first, and the evaluation of a mix ends as soon as it will certainly, or most"
                            + " probably, fall short of the mix it would have to replace; what is kept is always measured on"
                            + " all images.")
    private boolean noRacing;

    @Option(
            names = "--error-rate",
            paramLabel = "P",
            description =
                    "How probably such a race may throw away a mix that would have done, above 0 and below 1 (default "
                            + Race.ERROR_RATE + "). Smaller is slower.")
    private Optional<Double> errorRate = Optional.empty();

    @Option(
            names = "--least-gain",
            paramLabel = "G",
            description =
                    "Once a candidate is good enough, the search looks for further gains of at least this many standard"
                            + " errors of the validation accuracy (default 0: any gain).")
    private Optional<Double> leastGain = Optional.empty();

    @Option(
            names = "--no-memory",
            description =
                    "Evaluate a mix again whenever the search comes back to it, as published; with --no-racing, and"
                            + " --set wholeBudget=true for manifold mixing, nothing is saved.")
    private boolean noMemory;

    @Option(names = "--preprocess", paramLabel = "KEY=VALUE,…", description = PreprocessText.HELP)
    private Optional<String> preprocess = Optional.empty();

    @Option(
            names = "--ensemble",
            description = "Also measure the mean of all ingredients' logits, at the cost of all of them together.")
    private boolean ensemble;

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "Write the mix, with a model card; of several methods the best one's by validation data.")
    private Optional<Path> output = Optional.empty();

    @Option(
            names = "--save",
            paramLabel = "FILE",
            description = "Write a session with the result, for the window; of several methods with all results."
                    + " Replaces nothing but a session.")
    private Optional<Path> save = Optional.empty();

    @Option(
            names = "--json",
            description = "Print JSON: an object; with several methods or --ensemble one with these objects as a list.")
    private boolean json;

    SearchCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws StockpotException {
        var console = new Console(surroundings);
        Savings savings = savings();
        Constraints held = constraints.constraints();
        Optional<Goal> asked = objective.goal();
        List<MethodOptions.Chosen> chosen = methods.chosen();
        new Targets().with("--output", output).with("--journal", journal).with("--save", save);
        if (chosen.size() > 1) {
            makeJournals();
        }
        try (Workbench workbench = surroundings.workbench().get()) {
            trust.apply(workbench, console);
            Session session = sessions.session(workbench, console);
            session = SessionOptions.preprocessed(session.withData(data(session)), preprocess, workbench, console);
            if (output.isPresent()) {
                console.run(workbench.io(), workbench.exportTarget(session, ExportOrder.to(output.get())));
            }
            Targets.check(session, save, Output.SESSION, workbench, console);
            NetworkOptions.show(session, json, workbench, console);
            List<SearchOrder> orders = new ArrayList<>();
            for (MethodOptions.Chosen one : chosen) {
                SearchPlan plan = one.plan(session);
                Goal goal = asked.orElse(plan.goal());
                orders.add(new SearchOrder(
                        plan, budget(), savings, seed, journal, resume, goal, objective.insisted(), held));
            }
            if (forecast) {
                for (SearchOrder order : orders) {
                    console.line(forecast(session, order, orders.size() > 1, workbench, console));
                }
                return 0;
            }
            noteNothingToResume(console);
            finish(session, orders, searched(session, orders, workbench, console), workbench, console);
            return 0;
        }
    }

    /** One search after the other, each shown when it has ended: much may have been found when the next is stopped. */
    private Searches searched(Session session, List<SearchOrder> orders, Workbench workbench, Console console)
            throws StockpotException {
        List<SearchOutcome> outcomes = new ArrayList<>();
        for (SearchOrder order : orders) {
            if (surroundings.terminal()) {
                tell(session, order, orders.size() > 1, workbench, console);
            }
            SearchOutcome outcome =
                    console.run(workbench.device(), workbench.search(session, order, SearchListener.NONE));
            outcomes.add(outcome);
            if (!json) {
                SearchText.print(outcome, session, console);
            }
            if (!json && orders.size() > 1) {
                console.line("");
            }
        }
        return new Searches(
                outcomes,
                ensemble
                        ? Optional.of(console.run(workbench.device(), workbench.ensemble(session)))
                        : Optional.empty());
    }

    /** Compares, writes and saves. */
    private void finish(
            Session session, List<SearchOrder> orders, Searches searches, Workbench workbench, Console console)
            throws StockpotException {
        SearchOutcome best = searches.best();
        Session found = session.withRecipe(best.after().recipe())
                .withTrial(searches.outcomes().get(0).before());
        for (SearchOutcome outcome : searches.outcomes()) {
            found = found.withTrial(outcome.after());
            for (Trial compromise : outcome.front()) {
                found = found.withTrial(compromise);
            }
        }
        Optional<Exported> exported = Optional.empty();
        if (output.isPresent()) {
            SearchOrder order = orders.get(searches.bestIndex());
            ExportOrder export = ExportOrder.to(output.get()).withSearch(Optional.of(SearchSummary.of(order, best)));
            exported = Optional.of(console.run(workbench.device(), workbench.export(found, export)));
        }
        if (save.isPresent()) {
            SessionFile.write(found, save.get());
        }
        boolean compared = orders.size() > 1 || ensemble;
        if (json) {
            console.json(
                    compared
                            ? Reports.Compared.of(searches, session, seed, exported)
                            : Reports.Searched.of(best, session, seed, exported));
            return;
        }
        if (compared) {
            SearchText.print(searches, console);
        }
        exported.ifPresent(one -> console.line("\nwritten: " + one.file()));
    }

    /** Several searches cannot share one journal. */
    private void makeJournals() throws StockpotException {
        if (journal.isEmpty()) {
            return;
        }
        if (Files.isRegularFile(journal.get())) {
            throw new StockpotException(
                    journal.get() + " keeps the journal of one search: give --journal a folder for several methods.");
        }
        try {
            Files.createDirectories(journal.get());
        } catch (IOException e) {
            throw new StockpotException(
                    journal.get() + " cannot be made, to keep journals of searches: " + e.getMessage(), e);
        }
    }

    /** What is started again and again until it ends may have been stopped before there was a journal. */
    private void noteNothingToResume(Console console) {
        journal.filter(file -> resume && !Files.exists(file))
                .ifPresent(file -> console.note(file + " does not exist, so there is nothing to go on from: the search"
                        + " begins, and writes its journal there."));
    }

    private static String forecast(
            Session session, SearchOrder order, boolean named, Workbench workbench, Console console)
            throws StockpotException {
        String words = console.run(workbench.device(), workbench.forecast(session, order))
                .toString();
        return named ? order.plan().title() + ": " + words : words;
    }

    /** How long it will take, and how it can be stopped. */
    private void tell(Session session, SearchOrder order, boolean named, Workbench workbench, Console console)
            throws StockpotException {
        console.note(forecast(session, order, named, workbench, console));
        journal.ifPresent(file -> console.note("Ctrl+C stops the search; the same command"
                + (Files.isDirectory(file) ? "" : " with --resume") + " goes on from " + file + "."));
    }

    /** The session's data, where an option does not replace them. */
    private List<DataRef> data(Session session) throws StockpotException {
        List<DataRef> all = new ArrayList<>();
        all.addAll(chosen(session, "--validation", validation, Role.VALIDATION));
        all.addAll(chosen(session, "--test", test, Role.TEST));
        all.addAll(chosen(session, "--ood", ood, Role.OOD));
        return all;
    }

    private static List<DataRef> chosen(Session session, String option, List<String> given, Role role)
            throws StockpotException {
        return given.isEmpty()
                ? session.data().stream().filter(ref -> ref.role() == role).toList()
                : SessionOptions.data(option, given, role);
    }

    private Budget budget() throws StockpotException {
        if (budget.orElse(1) < 1 || minutes.orElse(1.0) <= 0 || patience.orElse(1) < 1) {
            throw new StockpotException("--budget, --minutes and --patience must be above 0.");
        }
        Budget result = budget.isPresent() ? Budget.ofEvaluations(budget.get()) : Budget.UNLIMITED;
        if (patience.isPresent()) {
            result = result.withPatience(patience.get());
        }
        return minutes.isPresent()
                ? result.withTime(Duration.ofMillis(Math.max(1, Math.round(minutes.get() * 60_000))))
                : result;
    }

    private Savings savings() throws StockpotException {
        if (noRacing && (errorRate.isPresent() || leastGain.isPresent())) {
            throw new StockpotException(
                    "--error-rate and --least-gain are for races: leave them out, or leave out --no-racing.");
        }
        double rate = errorRate.orElse(Race.ERROR_RATE);
        if (!(rate > 0 && rate < 1)) {
            throw new StockpotException("--error-rate is " + rate + ", expected a number above 0 and below 1.");
        }
        double gain = leastGain.orElse(Racing.LEAST_GAIN);
        if (!(gain >= 0 && gain < Double.POSITIVE_INFINITY)) {
            throw new StockpotException("--least-gain is " + gain + ", expected a number that is not negative.");
        }
        Savings raced = noRacing ? Savings.ALL.withoutRacing() : Savings.ALL.with(new Racing(rate, gain));
        return noMemory ? raced.withoutMemory() : raced;
    }
}

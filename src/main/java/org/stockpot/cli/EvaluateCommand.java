package org.stockpot.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.stockpot.data.DataRef;
import org.stockpot.data.Role;
import org.stockpot.evaluate.Evaluation;
import org.stockpot.job.Job;
import org.stockpot.session.Output;
import org.stockpot.session.Session;
import org.stockpot.session.Source;
import org.stockpot.session.Trial;
import org.stockpot.session.Workbench;
import org.stockpot.tensor.StockpotException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        versionProvider = VersionText.class,
        description = "Measures top-1 accuracy with 95 %% Wilson intervals: of one model, or of a session's mix.")
final class EvaluateCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Option(
            names = "--model",
            paramLabel = "FILE",
            description = "One model alone; with --session on its data, which it prepares as for its own.")
    private Optional<Path> model = Optional.empty();

    @Mixin
    private SessionOptions sessions = new SessionOptions();

    @Mixin
    private TrustOptions trust = new TrustOptions();

    @Option(
            names = "--data",
            paramLabel = "PATH",
            arity = "1..*",
            description =
                    "IDX image files or class folders, as [ROLE:]PATH[?key=value&…]: role validation, test (default)"
                            + " or ood; keys name, shift, severity, labels, classes, from, count, map, broken, without.")
    private List<String> data = new ArrayList<>();

    @Option(names = "--preprocess", paramLabel = "KEY=VALUE,…", description = PreprocessText.HELP)
    private Optional<String> preprocess = Optional.empty();

    @Option(
            names = "--logits",
            paramLabel = "FILE.npy",
            description = "Write all logits, float32, images × classes, set after set, each in the order of its data.")
    private Optional<Path> logits = Optional.empty();

    @Option(
            names = "--ensemble",
            description =
                    "Measure the mean of the ingredients' logits instead of their mix: a line to compare soups with,"
                            + " at the cost of all ingredients together.")
    private boolean ensemble;

    @Option(
            names = "--reference",
            paramLabel = "FILE",
            description = "The model that errors on shifted sets are related to, as mean corruption error (default: the"
                    + " session's base, where there is one).")
    private Optional<Path> reference = Optional.empty();

    @Option(
            names = "--json",
            description =
                    "Print JSON: a list of sets; with --reference an object with these sets and the mean corruption"
                            + " error.")
    private boolean json;

    EvaluateCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws StockpotException {
        var console = new Console(surroundings);
        if (ensemble && (model.isPresent() || logits.isPresent())) {
            throw new StockpotException("--ensemble measures the ingredients of a session together: leave out "
                    + (model.isPresent() ? "--model." : "--logits."));
        }
        try (Workbench workbench = surroundings.workbench().get()) {
            trust.apply(workbench, console);
            Session session = model.isPresent()
                    ? sessions.model(model.get(), workbench, console)
                    : sessions.session(workbench, console);
            if (!data.isEmpty()) {
                List<DataRef> refs = new ArrayList<>();
                for (String text : data) {
                    refs.add(DataRef.parse(text));
                }
                session = session.withData(refs);
            }
            if (session.data().isEmpty()) {
                throw new StockpotException("There is nothing to measure on: give --data PATH.");
            }
            Targets.check(session, logits, Output.LOGITS, workbench, console);
            session = SessionOptions.preprocessed(session, preprocess, workbench, console);
            NetworkOptions.show(session, json, workbench, console);
            List<Evaluation> evaluations = evaluations(session, workbench, console);
            if (json && reference.isPresent()) {
                Against against = against(session, workbench, console);
                console.json(new Reports.Evaluated(
                        Reports.Score.all(evaluations),
                        Reports.Corruption.of(
                                CorruptionTable.error(session, evaluations, against.evaluations()), against.name())));
                return 0;
            }
            show(evaluations, session, console);
            if (!json && !CorruptionTable.shifted(session).isEmpty()) {
                Against against = against(session, workbench, console);
                console.line("");
                CorruptionTable.of(session, evaluations, against.evaluations(), against.name())
                        .forEach(console::line);
            }
            return 0;
        }
    }

    private List<Evaluation> evaluations(Session session, Workbench workbench, Console console)
            throws StockpotException {
        if (ensemble) {
            return console.run(workbench.device(), workbench.ensemble(session));
        }
        Job<Trial> job = logits.isPresent()
                ? workbench.logits(session, logits.get())
                : workbench.evaluation(session, EnumSet.allOf(Role.class), partial -> {});
        return console.run(workbench.device(), job).evaluations();
    }

    private void show(List<Evaluation> evaluations, Session session, Console console) {
        if (json) {
            console.json(Reports.Score.all(evaluations));
            return;
        }
        if (ensemble) {
            int n = session.ingredients().size();
            console.line("Logit ensemble of " + n + " ingredients, " + n + " times the cost of one soup");
        }
        Tables.scores(evaluations).forEach(console::line);
    }

    /**
     * What errors on shifted sets are related to.
     *
     * @param evaluations of the shifted sets alone; none without a reference
     */
    private record Against(String name, List<Evaluation> evaluations) {}

    /** Also beside one model it is the session file's. */
    private Optional<Source> base(Session session) throws StockpotException {
        return model.isPresent() ? sessions.read().base() : session.base();
    }

    private Against against(Session session, Workbench workbench, Console console) throws StockpotException {
        Optional<Source> model = reference.isPresent()
                ? Optional.of(console.run(workbench.io(), workbench.checkpoint(reference.get())))
                : base(session);
        List<DataRef> shifted = CorruptionTable.shifted(session);
        if (model.isEmpty() || shifted.isEmpty()) {
            return new Against(model.map(Source::name).orElse(""), List.of());
        }
        Session solo = session.solo(model.get()).withData(shifted);
        List<Evaluation> beside = console.run(
                        workbench.device(), workbench.evaluation(solo, EnumSet.of(Role.OOD), partial -> {}))
                .evaluations();
        return new Against(model.get().name(), beside);
    }
}

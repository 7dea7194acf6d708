package org.stockpot.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.stockpot.data.DataRef;
import org.stockpot.data.Preprocessing;
import org.stockpot.data.Role;
import org.stockpot.fuse.Granularity;
import org.stockpot.fuse.Recipe;
import org.stockpot.session.Added;
import org.stockpot.session.Session;
import org.stockpot.session.SessionFile;
import org.stockpot.session.Source;
import org.stockpot.session.Workbench;
import org.stockpot.tensor.Hint;
import org.stockpot.tensor.StockpotException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The models to work on, from a session file, from options, or both. */
final class SessionOptions {
    static final String WEIGHTS_ONLY =
            "Read checkpoints that hold other objects beside their weights (such as the settings of a training script);"
                    + " these are never built. What can run code stays refused.";
    static final String ALLOW_NONFINITE_OPTION = "--allow-nonfinite";
    static final String ALLOW_NONFINITE = "Accept checkpoints with values that are NaN or infinite.";

    @Option(
            names = "--session",
            paramLabel = "FILE",
            description = "Begin with a session of the window; the other options add to it or replace its parts.")
    private Optional<Path> session = Optional.empty();

    @Option(names = "--base", paramLabel = "FILE", description = "The model that the ingredients were finetuned from.")
    private Optional<Path> base = Optional.empty();

    @Option(
            names = "--ingredient",
            paramLabel = "FILE",
            arity = "1..*",
            description = "Finetuned models, or folders of them; their order is that of the weights' rows.")
    private List<Path> ingredients = new ArrayList<>();

    @Option(
            names = "--granularity",
            paramLabel = "LEVEL",
            description =
                    "How coarse layer groups are: whole, 0, 1, 2, 3, tensor or rules:PATTERN=>GROUP;… (default 1).")
    private Optional<String> granularity = Optional.empty();

    @Option(names = "--weights-only", description = WEIGHTS_ONLY)
    private boolean weightsOnly;

    @Option(names = ALLOW_NONFINITE_OPTION, description = ALLOW_NONFINITE)
    private boolean allowNonFinite;

    @Mixin
    private NetworkOptions network = new NetworkOptions();

    /** The session as ordered, the headers of its files validated. */
    Session session(Workbench workbench, Console console) throws StockpotException {
        workbench.allowNonFinite(allowNonFinite);
        Session result = read();
        if (base.isPresent()) {
            Source source = console.run(workbench.io(), workbench.checkpoint(base.get(), weightsOnly));
            result = result.withBase(source);
        }
        if (!ingredients.isEmpty()) {
            result = result.withIngredients(List.of());
            Added added = console.run(workbench.io(), workbench.addCheckpoints(result, ingredients, weightsOnly));
            if (!added.refusals().isEmpty()) {
                throw new StockpotException(
                        added.refusals().get(0).text(),
                        added.refusals().get(0).hints().toArray(Hint[]::new));
            }
            result = result.added(added.sources());
        }
        if (granularity.isPresent()) {
            Recipe old = result.recipe();
            int columns = old.weights().groups();
            var changed = new Recipe(old.method(), Granularity.parse(granularity.get()), old.weights());
            result = result.withRecipe(changed);
            if (columns > 1 && ingredients.isEmpty() && !changed.granularity().equals(old.granularity())) {
                // Weights made for other groups say nothing about these.
                result = result.withIngredients(result.ingredients());
            }
        }
        return network.over(result);
    }

    /** What is said of one model alone: the data of the session file, and how it prepares images. */
    Session model(Path file, Workbench workbench, Console console) throws StockpotException {
        requireNoMix();
        workbench.allowNonFinite(allowNonFinite);
        Source source = console.run(workbench.io(), workbench.checkpoint(file, weightsOnly));
        return network.over(read().solo(source));
    }

    private void requireNoMix() throws StockpotException {
        List<String> others = new ArrayList<>();
        base.ifPresent(file -> others.add("--base"));
        if (!ingredients.isEmpty()) {
            others.add("--ingredient");
        }
        granularity.ifPresent(level -> others.add("--granularity"));
        if (!others.isEmpty()) {
            throw new StockpotException(
                    "--model measures one model alone: leave out " + String.join(" and ", others) + ".");
        }
    }

    /** The session file, where one is named. */
    Session read() throws StockpotException {
        return session.isPresent() ? SessionFile.read(session.get()) : Session.EMPTY;
    }

    /** Applies {@code --preprocess}, on top of what the session or the checkpoint says. */
    static Session preprocessed(Session session, Optional<String> text, Workbench workbench, Console console)
            throws StockpotException {
        if (text.isEmpty()) {
            return session;
        }
        Preprocessing known =
                console.run(workbench.io(), workbench.open(session)).preprocessing();
        return session.withPreprocessing(Optional.of(PreprocessText.parse(text.get(), known)));
    }

    /** Reads data references whose option says what they are for. */
    static List<DataRef> data(String option, List<String> texts, Role role) throws StockpotException {
        List<DataRef> refs = new ArrayList<>();
        for (String text : texts) {
            DataRef ref = DataRef.parse(text, role);
            if (ref.role() != role) {
                throw new StockpotException(option + " " + text + " says "
                        + ref.role().id() + ": leave the role out or use the option for it.");
            }
            refs.add(ref);
        }
        return refs;
    }
}

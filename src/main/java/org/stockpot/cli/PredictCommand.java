package org.stockpot.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.stockpot.data.DataRef;
import org.stockpot.data.ImageSet;
import org.stockpot.data.ImageSets;
import org.stockpot.evaluate.Guesses;
import org.stockpot.session.ImageQuery;
import org.stockpot.session.Session;
import org.stockpot.session.SessionFile;
import org.stockpot.session.Source;
import org.stockpot.session.Workbench;
import org.stockpot.tensor.StockpotException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "predict",
        mixinStandardHelpOptions = true,
        versionProvider = VersionText.class,
        description = "Shows what a session's mix takes each image of a set for, and how sure it is: the wrong ones of"
                + " which it is surest come first.")
final class PredictCommand implements Callable<Integer> {
    private static final int SHOWN = 20;

    private final Surroundings surroundings;

    @Parameters(paramLabel = "SESSION", description = "A session with data sets.")
    private Path session = Path.of("");

    @Option(names = "--set", paramLabel = "NAME", description = "Name of the set (default: the session's first one).")
    private Optional<String> set = Optional.empty();

    @Option(
            names = "--model",
            paramLabel = "NAME",
            description = "Ask the base or one ingredient, by its name in the session, and not the mix.")
    private Optional<String> model = Optional.empty();

    @Option(
            names = "--csv",
            description = "Print a row for every image, as they lie in the set: image, label, predicted, confidence,"
                    + " correct.")
    private boolean csv;

    @Option(names = "--json", description = "Print JSON with the five likeliest classes of every image.")
    private boolean json;

    @Option(names = SessionOptions.ALLOW_NONFINITE_OPTION, description = SessionOptions.ALLOW_NONFINITE)
    private boolean allowNonFinite;

    @Mixin
    private TrustOptions trust = new TrustOptions();

    PredictCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws StockpotException {
        if (json && csv) {
            throw new StockpotException("--json and --csv are given, expected one of them.");
        }
        var console = new Console(surroundings);
        Session known = SessionFile.read(session);
        DataRef ref = ref(known);
        try (Workbench workbench = surroundings.workbench().get()) {
            workbench.allowNonFinite(allowNonFinite);
            trust.apply(workbench, console);
            ImageSet images = console.run(workbench.io(), context -> ImageSets.open(ref));
            Guesses guesses = console.run(workbench.device(), workbench.guesses(asked(known), ref));
            guesses.skipped().forEach(console::note);
            if (json) {
                console.json(rows(images, guesses, ImageQuery.ALL));
            } else if (csv) {
                console.line("image,label,predicted,confidence,correct");
                rows(images, guesses, ImageQuery.ALL).forEach(row -> console.line(line(row)));
            } else {
                print(images, guesses, console);
            }
            return 0;
        }
    }

    private DataRef ref(Session known) throws StockpotException {
        String names = known.data().stream().map(DataRef::name).collect(Collectors.joining(", "));
        Optional<DataRef> found = known.data().stream()
                .filter(one -> set.isEmpty() || one.name().equals(set.get()))
                .findFirst();
        return found.orElseThrow(() -> new StockpotException(
                names.isEmpty()
                        ? session + " has no data sets; add one in the window, or with shift or evaluate."
                        : "--set " + set.orElse("") + ": the session has no such set; it has " + names + "."));
    }

    private Session asked(Session known) throws StockpotException {
        if (model.isEmpty()) {
            return known;
        }
        List<Source> sources = known.sources();
        Source chosen = sources.stream()
                .filter(one -> one.name().equals(model.get()))
                .findFirst()
                .orElseThrow(() -> new StockpotException("--model " + model.get()
                        + ": the session has no such model; it has "
                        + sources.stream().map(Source::name).collect(Collectors.joining(", ")) + "."));
        return known.solo(chosen);
    }

    private static List<Reports.Predicted> rows(ImageSet images, Guesses guesses, ImageQuery query) {
        List<Reports.Predicted> rows = new ArrayList<>();
        for (int image : query.images(images.size(), images::label, Optional.of(guesses))) {
            guesses.taken(image)
                    .ifPresent(taken -> rows.add(new Reports.Predicted(
                            image,
                            images.classes().get(images.label(image)),
                            taken,
                            guesses.confidence(image),
                            guesses.isCorrect(image),
                            guesses.top(image))));
        }
        return rows;
    }

    private static void print(ImageSet images, Guesses guesses, Console console) {
        console.line(guesses.set() + ": " + guesses.correct() + " of " + guesses.total() + " right");
        var query = new ImageQuery(ImageQuery.Order.SUREST_WRONG_FIRST, OptionalInt.empty(), ImageQuery.Outcome.WRONG);
        List<Reports.Predicted> wrong = rows(images, guesses, query);
        List<List<String>> table = new ArrayList<>();
        table.add(List.of("image", "label", "predicted", "confidence %"));
        for (Reports.Predicted row : wrong.subList(0, Math.min(SHOWN, wrong.size()))) {
            table.add(List.of(
                    Integer.toString(row.image()), row.label(), row.predicted(), Tables.percent(row.confidence())));
        }
        Tables.aligned(table).forEach(console::line);
        if (wrong.size() > SHOWN) {
            console.line("… and " + (wrong.size() - SHOWN) + " more; --csv and --json list all.");
        }
    }

    private static String line(Reports.Predicted row) {
        return Stream.of(
                        Integer.toString(row.image()),
                        quoted(row.label()),
                        quoted(row.predicted()),
                        String.format(Locale.ROOT, "%.6f", row.confidence()),
                        Boolean.toString(row.correct()))
                .collect(Collectors.joining(","));
    }

    /** RFC 4180. */
    private static String quoted(String text) {
        return text.matches("(?s).*[,\"\r\n].*") ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }
}

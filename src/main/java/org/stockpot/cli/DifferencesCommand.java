package org.stockpot.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.stockpot.fuse.Granularity;
import org.stockpot.fuse.LayerGroups;
import org.stockpot.fuse.ModelMap;
import org.stockpot.fuse.Similarity;
import org.stockpot.fuse.TensorDifferences;
import org.stockpot.fuse.WeightDifferences;
import org.stockpot.session.Session;
import org.stockpot.session.SessionFile;
import org.stockpot.session.Source;
import org.stockpot.session.Workbench;
import org.stockpot.tensor.StockpotException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "differences",
        mixinStandardHelpOptions = true,
        versionProvider = VersionText.class,
        description =
                "Says how far each ingredient moved from the base in every layer group, how alike the models are, and where"
                        + " they lie on a map.")
final class DifferencesCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(paramLabel = "SESSION", description = "A session file.")
    private Path file = Path.of("");

    @Option(
            names = "--granularity",
            paramLabel = "LEVEL",
            description =
                    "How coarse layer groups are: whole, 0, 1, 2, 3, tensor or rules:PATTERN=>GROUP;… (default: the"
                            + " session's).")
    private Optional<String> granularity = Optional.empty();

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    DifferencesCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** One ingredient in one layer group; null where a number is not defined. */
    private record Moved(
            String ingredient,
            String group,
            @Nullable Double relativeL2,
            @Nullable Double cosine,
            @Nullable Double conflict,
            @Nullable Double unchanged) {}

    /** A place on the map. */
    private record Placed(String model, double x, double y) {}

    private record Report(
            List<Moved> differences,
            List<String> models,
            List<List<@Nullable Double>> cosines,
            List<String> withBase,
            List<List<@Nullable Double>> distances,
            List<Placed> map,
            @Nullable Double explained) {}

    @Override
    public Integer call() throws StockpotException {
        var console = new Console(surroundings);
        try (Workbench workbench = surroundings.workbench().get()) {
            Session session = SessionFile.read(file);
            Granularity wanted = granularity.isPresent()
                    ? Granularity.parse(granularity.get())
                    : session.recipe().granularity();
            TensorDifferences tensors = console.run(workbench.io(), workbench.tensorDifferences(session));
            WeightDifferences differences = tensors.in(LayerGroups.of(wanted, tensors.tensors()));
            Similarity similarity = console.run(workbench.io(), workbench.taskVectors(session, false))
                    .whole();
            if (json) {
                console.json(report(differences, similarity, origin(session)));
            } else {
                print(differences, similarity, origin(session), console);
            }
            return 0;
        }
    }

    private static String origin(Session session) {
        return session.base().map(Source::name).orElse("mean");
    }

    private static void print(WeightDifferences differences, Similarity similarity, String origin, Console console) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("ingredient", "group", "relative L2", "cosine", "conflict %", "unchanged %"));
        for (Moved one : moved(differences)) {
            rows.add(List.of(
                    one.ingredient(),
                    one.group(),
                    text("%.5f", one.relativeL2()),
                    text("%.3f", one.cosine()),
                    percent(one.conflict()),
                    percent(one.unchanged())));
        }
        Tables.aligned(rows).forEach(console::line);
        console.line("");
        console.line("Cosines of the differences from " + origin + ":");
        matrix(similarity.models(), similarity.cosines(), "%.3f").forEach(console::line);
        console.line("");
        console.line("Distances, relative to the length of " + origin + ":");
        matrix(withBase(similarity, origin), similarity.distances(), "%.5f").forEach(console::line);
    }

    private static List<String> matrix(List<String> names, List<List<Double>> values, String format) {
        List<List<String>> rows = new ArrayList<>();
        List<String> head = new ArrayList<>(List.of(""));
        head.addAll(names);
        rows.add(head);
        for (int row = 0; row < names.size(); row++) {
            List<String> cells = new ArrayList<>(List.of(names.get(row)));
            values.get(row).forEach(value -> cells.add(text(format, value)));
            rows.add(cells);
        }
        return Tables.aligned(rows);
    }

    private static Report report(WeightDifferences differences, Similarity similarity, String origin) {
        List<String> all = withBase(similarity, origin);
        List<Placed> places = new ArrayList<>();
        Optional<ModelMap> map =
                similarity.isFinite() ? Optional.of(ModelMap.of(similarity.distances())) : Optional.empty();
        map.ifPresent(found -> {
            for (int model = 0; model < all.size(); model++) {
                places.add(new Placed(
                        all.get(model),
                        found.points().get(model).x(),
                        found.points().get(model).y()));
            }
        });
        return new Report(
                moved(differences),
                similarity.models(),
                known(similarity.cosines()),
                all,
                known(similarity.distances()),
                places,
                map.isPresent() ? known(map.get().explained()) : null);
    }

    private static List<String> withBase(Similarity similarity, String origin) {
        List<String> all = new ArrayList<>(List.of(origin));
        all.addAll(similarity.models());
        return all;
    }

    private static List<Moved> moved(WeightDifferences differences) {
        List<Moved> all = new ArrayList<>();
        for (int row = 0; row < differences.ingredients().size(); row++) {
            for (int group = 0; group < differences.groups().size(); group++) {
                WeightDifferences.Cell cell = differences.cell(row, group);
                all.add(new Moved(
                        differences.ingredients().get(row),
                        differences.groups().get(group),
                        known(cell.relativeL2()),
                        known(cell.cosine()),
                        known(cell.conflict()),
                        known(cell.unchanged())));
            }
        }
        return all;
    }

    private static List<List<@Nullable Double>> known(List<List<Double>> matrix) {
        List<List<@Nullable Double>> all = new ArrayList<>();
        for (List<Double> row : matrix) {
            List<@Nullable Double> cells = new ArrayList<>();
            row.forEach(value -> cells.add(known(value)));
            all.add(cells);
        }
        return all;
    }

    /** JSON has no NaN. */
    private static @Nullable Double known(double value) {
        return Double.isFinite(value) ? value : null;
    }

    private static String percent(@Nullable Double share) {
        return share == null ? "" : text("%.1f", 100 * share);
    }

    private static String text(String format, @Nullable Double value) {
        return value == null || Double.isNaN(value) ? "" : String.format(Locale.ROOT, format, value);
    }
}

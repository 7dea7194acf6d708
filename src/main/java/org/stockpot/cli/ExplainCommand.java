package org.stockpot.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.stockpot.data.DataRef;
import org.stockpot.data.Role;
import org.stockpot.session.Barrier;
import org.stockpot.session.Diagnosing;
import org.stockpot.session.Diagnosis;
import org.stockpot.session.Session;
import org.stockpot.session.Workbench;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.Told;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        versionProvider = VersionText.class,
        description = "Says in words what a mix is made of, and why it is as good or bad as it is: barriers on the"
                + " straight lines between the models, permuted heads, batch norm, foreign models, inert groups.")
final class ExplainCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private SessionOptions sessions = new SessionOptions();

    @Mixin
    private TrustOptions trust = new TrustOptions();

    @Option(
            names = "--validation",
            paramLabel = "PATH",
            description = "What barriers are measured on, in place of the session's validation sets.")
    private List<String> validation = new ArrayList<>();

    @Option(
            names = "--points",
            paramLabel = "N",
            defaultValue = "11",
            description = "Points measured on every line, both ends among them (default 11).")
    private int points;

    @Option(
            names = "--images",
            paramLabel = "N",
            defaultValue = "2000",
            description = "Validation images that every point sees, at most about (default 2000).")
    private int images;

    @Option(names = "--preprocess", paramLabel = "KEY=VALUE,…", description = PreprocessText.HELP)
    private Optional<String> preprocess = Optional.empty();

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    ExplainCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws StockpotException {
        if (points < 2 || images < 1) {
            throw new StockpotException("--points is " + points + " and --images " + images
                    + ", expected at least 2 points of at least 1 image.");
        }
        var console = new Console(surroundings);
        try (Workbench workbench = surroundings.workbench().get()) {
            trust.apply(workbench, console);
            Session session = sessions.session(workbench, console);
            if (!validation.isEmpty()) {
                List<DataRef> data = new ArrayList<>(SessionOptions.data("--validation", validation, Role.VALIDATION));
                session.data().stream()
                        .filter(ref -> ref.role() != Role.VALIDATION)
                        .forEach(data::add);
                session = session.withData(data);
            }
            session = SessionOptions.preprocessed(session, preprocess, workbench, console);
            Diagnosis diagnosis =
                    console.run(workbench.device(), workbench.diagnosis(session, new Diagnosing(points, images)));
            if (json) {
                console.json(Report.of(diagnosis));
            } else {
                print(diagnosis, console);
            }
            return 0;
        }
    }

    private static void print(Diagnosis diagnosis, Console console) {
        console.line("The mix:");
        diagnosis.words().forEach(line -> console.line("  " + line));
        console.line("");
        for (Diagnosis.Remark remark : diagnosis.remarks()) {
            console.line(remark.severity().name().toLowerCase(Locale.ROOT) + ": " + Sentences.of(remark));
        }
        if (!diagnosis.barriers().isEmpty()) {
            console.line("");
            Tables.aligned(lines(diagnosis.barriers())).forEach(console::line);
        }
    }

    private static List<List<String>> lines(List<Barrier> barriers) {
        List<List<String>> rows = new ArrayList<>();
        List<String> head = new ArrayList<>(List.of("validation top-1 % at"));
        barriers.get(0).points().forEach(point -> head.add(String.format(Locale.ROOT, "%.0f %%", 100 * point.share())));
        head.add("barrier");
        rows.add(head);
        for (Barrier barrier : barriers) {
            List<String> row = new ArrayList<>(List.of(barrier.from() + " → " + barrier.to()));
            barrier.points().forEach(point -> row.add(String.format(Locale.ROOT, "%.1f", 100 * point.accuracy())));
            row.add(String.format(Locale.ROOT, barrier.isReal() ? "%.1f" : "(%.1f)", 100 * barrier.height()));
            rows.add(row);
        }
        return rows;
    }

    /** What {@code --json} prints. */
    record Report(List<String> words, List<Noted> remarks, List<Line> lines) {
        static Report of(Diagnosis diagnosis) {
            return new Report(
                    diagnosis.words().stream().map(Told::toString).toList(),
                    diagnosis.remarks().stream()
                            .map(one -> new Noted(
                                    one.severity().name().toLowerCase(Locale.ROOT), one.text(), Sentences.advice(one)))
                            .toList(),
                    diagnosis.barriers().stream().map(Line::of).toList());
        }
    }

    record Noted(String severity, String text, String advice) {}

    record Line(String from, String to, double height, boolean significant, List<At> points) {
        static Line of(Barrier barrier) {
            return new Line(
                    barrier.from(),
                    barrier.to(),
                    barrier.height(),
                    barrier.isReal(),
                    barrier.points().stream()
                            .map(one -> new At(
                                    one.share(),
                                    one.correct(),
                                    one.total(),
                                    one.accuracy(),
                                    one.interval().low(),
                                    one.interval().high()))
                            .toList());
        }
    }

    record At(double share, int correct, int total, double accuracy, double low, double high) {}
}

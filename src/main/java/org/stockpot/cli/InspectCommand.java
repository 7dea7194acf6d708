package org.stockpot.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.stockpot.data.DataRef;
import org.stockpot.data.Role;
import org.stockpot.fuse.Finding;
import org.stockpot.fuse.Granularity;
import org.stockpot.fuse.LayerGroups;
import org.stockpot.session.Inspection;
import org.stockpot.session.NetworkChoice;
import org.stockpot.session.Session;
import org.stockpot.session.Source;
import org.stockpot.session.Workbench;
import org.stockpot.tensor.StockpotException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "inspect",
        mixinStandardHelpOptions = true,
        versionProvider = VersionText.class,
        description =
                "Looks into checkpoints: tensors, layer groups, whether they fit a base, and what is suspicious about their"
                        + " values. Reads each once as a whole; runs no code of theirs.")
final class InspectCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Checkpoints.")
    private List<Path> files = new ArrayList<>();

    @Option(names = "--base", paramLabel = "FILE", description = "What the checkpoints should fit.")
    private Optional<Path> base = Optional.empty();

    @Option(
            names = "--granularity",
            paramLabel = "LEVEL",
            defaultValue = "1",
            description = "How coarse layer groups are: whole, 0, 1, 2, 3, tensor or rules:PATTERN=>GROUP;…")
    private String granularity = "1";

    @Option(names = "--weights-only", description = SessionOptions.WEIGHTS_ONLY)
    private boolean weightsOnly;

    @Option(names = SessionOptions.ALLOW_NONFINITE_OPTION, description = SessionOptions.ALLOW_NONFINITE)
    private boolean allowNonFinite;

    @Mixin
    private NetworkOptions network = new NetworkOptions();

    @Option(
            names = "--validation",
            paramLabel = "PATH",
            description =
                    "Data to find out on what the tensors do not say, such as CLIP's activation; runs the models.")
    private List<String> validation = new ArrayList<>();

    @Mixin
    private TrustOptions trust = new TrustOptions();

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    InspectCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws StockpotException {
        var console = new Console(surroundings);
        try (Workbench workbench = surroundings.workbench().get()) {
            trust.apply(workbench, console);
            workbench.allowNonFinite(allowNonFinite);
            List<Inspection> inspections = console.run(
                    workbench.io(),
                    workbench.inspect(
                            files,
                            base,
                            weightsOnly,
                            Granularity.parse(granularity),
                            network.over(NetworkChoice.NONE)));
            if (!validation.isEmpty()) {
                inspections = tried(inspections, workbench, console);
            }
            if (json) {
                console.json(inspections.stream().map(Reports.Inspected::of).toList());
            } else {
                inspections.forEach(one -> print(one, console));
            }
            for (Inspection one : inspections) {
                one.error().map(Sentences::of).ifPresent(console::note);
            }
            return inspections.stream().allMatch(Inspection::accepted) ? 0 : CommandLineProgram.REFUSED;
        }
    }

    /** The same with what validation data tell. */
    private List<Inspection> tried(List<Inspection> inspections, Workbench workbench, Console console)
            throws StockpotException {
        List<DataRef> data = SessionOptions.data("--validation", validation, Role.VALIDATION);
        List<Inspection> all = new ArrayList<>();
        for (Inspection one : inspections) {
            if (one.network().isEmpty() || !one.accepted()) {
                all.add(one);
                continue;
            }
            Source source = console.run(workbench.io(), workbench.checkpoint(one.file(), weightsOnly));
            Session alone =
                    network.over(Session.EMPTY.withIngredients(List.of(source)).withData(data));
            all.add(one.with(console.run(workbench.device(), workbench.network(alone))));
        }
        return all;
    }

    private static void print(Inspection one, Console console) {
        if (one.format().isEmpty()) {
            console.line(one.file() + ": refused");
            return;
        }
        console.line(one.file() + ": " + one.format().get() + ", "
                + one.tensors().size() + (one.tensors().size() == 1 ? " tensor" : " tensors")
                + one.network().map(network -> ", " + Sentences.of(network)).orElse(""));
        one.sha256().ifPresent(sha256 -> console.line("  SHA-256 " + sha256));
        one.network().ifPresent(network -> network.details().forEach(line -> console.line("  " + line)));
        for (Finding finding : one.findings()) {
            console.line("  " + finding.severity().name().toLowerCase(Locale.ROOT) + ": " + Sentences.of(finding));
        }
        if (one.groups().isEmpty()) {
            return;
        }
        LayerGroups groups = one.groups().get();
        List<List<String>> rows = new ArrayList<>();
        one.tensors()
                .forEach((name, spec) -> rows.add(List.of(
                        "  " + name,
                        spec.dtype().name(),
                        spec.shape().toString(),
                        groups.names().get(groups.groupOf().getOrDefault(name, 0)))));
        Tables.aligned(rows).forEach(console::line);
    }
}

package org.stockpot.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.stockpot.data.DataRef;
import org.stockpot.session.Output;
import org.stockpot.session.Rebuilt;
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
        name = "rebuild",
        mixinStandardHelpOptions = true,
        versionProvider = VersionText.class,
        description =
                "Cooks an exported file again, from the recipe in its metadata and its sources, and compares every"
                        + " byte. Overwrites nothing. Exit code 0: equal, 2: different, or a source is missing.")
final class RebuildCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(paramLabel = "FILE", description = "A file that Stockpot exported, or the index of its shards.")
    private Path file = Path.of("");

    @Option(
            names = "--sources",
            paramLabel = "FOLDER",
            arity = "1..*",
            description =
                    "Where to look for sources that are no longer where they were; they are known by their SHA-256.")
    private List<Path> folders = new ArrayList<>();

    @Option(
            names = "--reestimate-batch-norm",
            paramLabel = "DATA",
            description = "Where the images lie now on which batch-norm statistics were measured.")
    private Optional<String> batchNorm = Optional.empty();

    @Option(
            names = "--session",
            paramLabel = "SESSION",
            description =
                    "Write the recipe as a session file, too, to go on from it: sources, preparation of images and the mix."
                            + " Replaces nothing but a session.")
    private Optional<Path> session = Optional.empty();

    @Option(names = SessionOptions.ALLOW_NONFINITE_OPTION, description = SessionOptions.ALLOW_NONFINITE)
    private boolean allowNonFinite;

    @Mixin
    private TrustOptions trust = new TrustOptions();

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    RebuildCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** One source that was found. */
    private record Found(String name, String path, @Nullable String sha256) {
        static Found of(Source source) {
            return new Found(
                    source.name(), source.path().toString(), source.sha256().orElse(null));
        }
    }

    private record Report(
            String file,
            boolean equal,
            String sha256,
            @Nullable String difference,
            List<Found> sources) {}

    @Override
    public Integer call() throws StockpotException {
        var console = new Console(surroundings);
        try (Workbench workbench = surroundings.workbench().get()) {
            workbench.allowNonFinite(allowNonFinite);
            trust.apply(workbench, console);
            Targets.check(Session.EMPTY, session, Output.SESSION, workbench, console);
            Optional<DataRef> data = Optional.empty();
            if (batchNorm.isPresent()) {
                data = Optional.of(DataRef.parse(batchNorm.get()));
            }
            if (session.isPresent()) {
                SessionFile.write(console.run(workbench.io(), workbench.recipe(file, folders)), session.get());
            }
            Rebuilt rebuilt = console.run(workbench.device(), workbench.rebuild(file, folders, data));
            if (json) {
                console.json(new Report(
                        rebuilt.file().toString(),
                        rebuilt.isEqual(),
                        rebuilt.sha256(),
                        rebuilt.difference().orElse(null),
                        rebuilt.sources().stream().map(Found::of).toList()));
            }
            if (!rebuilt.isEqual()) {
                throw new StockpotException(file + " is not what its recipe and its sources give: "
                        + rebuilt.difference().orElse("") + "; it was changed after it was exported.");
            }
            if (!json) {
                console.line(file + " is, bit for bit, what its recipe and its "
                        + rebuilt.sources().size() + " sources give (SHA-256 " + rebuilt.sha256() + ").");
            }
            return 0;
        }
    }
}

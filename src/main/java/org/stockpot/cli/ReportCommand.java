package org.stockpot.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.stockpot.session.ReportOrder;
import org.stockpot.session.Reported;
import org.stockpot.session.Session;
import org.stockpot.session.SessionFile;
import org.stockpot.session.Workbench;
import org.stockpot.tensor.StockpotException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        versionProvider = VersionText.class,
        description =
                "Measures a session's base, ingredients and mix on all its sets and writes a report: one HTML page"
                        + " that needs nothing beside itself, and a Markdown card beside it. Older reports are replaced.")
final class ReportCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(paramLabel = "SESSION", description = "A session of the window or of search --save.")
    private Path session = Path.of("");

    @Option(names = "--out", paramLabel = "FILE.html", required = true, description = "The page.")
    private Path out = Path.of("");

    @Option(
            names = "--journal",
            paramLabel = "FILE",
            description = "The journal of the search that found the mix; the report tells its settings and its hash.")
    private Optional<Path> journal = Optional.empty();

    @Option(names = SessionOptions.ALLOW_NONFINITE_OPTION, description = SessionOptions.ALLOW_NONFINITE)
    private boolean allowNonFinite;

    @Mixin
    private TrustOptions trust = new TrustOptions();

    ReportCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws StockpotException {
        var console = new Console(surroundings);
        try (Workbench workbench = surroundings.workbench().get()) {
            workbench.allowNonFinite(allowNonFinite);
            trust.apply(workbench, console);
            Session read = SessionFile.read(session);
            ReportOrder order = ReportOrder.to(out).withJournal(journal).withSessionFile(Optional.of(session));
            Reported reported = console.run(workbench.device(), workbench.writeReport(read, order));
            console.line("Report: " + reported.html());
            console.line("Card: " + reported.card());
            return 0;
        }
    }
}

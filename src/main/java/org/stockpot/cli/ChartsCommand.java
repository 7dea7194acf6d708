package org.stockpot.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.stockpot.session.ChartFile;
import org.stockpot.session.ChartsDrawn;
import org.stockpot.session.Session;
import org.stockpot.session.SessionFile;
import org.stockpot.session.Workbench;
import org.stockpot.tensor.StockpotException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "charts",
        mixinStandardHelpOptions = true,
        versionProvider = VersionText.class,
        description =
                "Writes the charts of what a session has measured, and of how its weights differ, as SVG and CSV. Measures"
                        + " nothing; where the checkpoints cannot be read, the charts of the weights are left out.")
final class ChartsCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(paramLabel = "SESSION", description = "A session of the window or of search --save.")
    private Path session = Path.of("");

    @Option(
            names = "--output",
            paramLabel = "FOLDER",
            required = true,
            description = "Where to; it is made where it is missing, files of the same name are replaced.")
    private Path output = Path.of("");

    ChartsCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws StockpotException {
        Session read = SessionFile.read(session);
        var console = new Console(surroundings);
        try (Workbench workbench = surroundings.workbench().get()) {
            ChartsDrawn drawn =
                    console.run(workbench.io(), surroundings.charts().apply(workbench, read));
            if (drawn.files().isEmpty()) {
                throw new StockpotException(session + " holds no measured mix on its present data, so there is no"
                        + " chart to draw: measure in the window, or by search --save.");
            }
            drawn.leftOut().ifPresent(why -> console.note("Charts of the weights are left out: " + Sentences.of(why)));
            for (Path written : console.run(workbench.io(), ChartFile.writeAll(drawn.files(), output))) {
                console.line(written.toString());
            }
        }
        return 0;
    }
}

package org.stockpot.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.stockpot.session.ChartFile;
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
        description = "Writes the charts of what a session has measured as SVG and CSV. Measures nothing.")
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
        List<ChartFile> files = surroundings.charts().apply(SessionFile.read(session));
        if (files.isEmpty()) {
            throw new StockpotException(session + " holds no measured mix on its present data, so there is no chart to"
                    + " draw: measure in the window, or by search --save.");
        }
        var console = new Console(surroundings);
        try (Workbench workbench = surroundings.workbench().get()) {
            for (Path written : console.run(workbench.io(), ChartFile.writeAll(files, output))) {
                console.line(written.toString());
            }
        }
        return 0;
    }
}

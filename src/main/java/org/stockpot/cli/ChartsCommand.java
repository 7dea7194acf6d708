package org.stockpot.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.stockpot.session.ChartFile;
import org.stockpot.session.ChartOrder;
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
                "Writes the charts of what a session has measured, and of how its weights differ, as SVG,"
                        + " PNG and CSV. Measures nothing; where the checkpoints cannot be read, the charts of the weights are left out.")
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

    @Option(
            names = "--format",
            paramLabel = "NAME",
            split = ",",
            description = "svg, png or csv, separated by commas (default: svg,csv).")
    private List<ChartOrder.Format> formats = List.of(ChartOrder.Format.SVG, ChartOrder.Format.CSV);

    @Option(
            names = "--scale",
            paramLabel = "N",
            description = "Pixels of PNG files per pixel of the drawing, 1 to 3 (default: 2).")
    private int scale = 2;

    @Option(names = "--transparent", description = "Draw without a ground.")
    private boolean transparent;

    @Option(names = "--dark", description = "Draw in the colours of the dark window instead of those for paper.")
    private boolean dark;

    ChartsCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws StockpotException {
        if (scale < 1 || scale > ChartOrder.LARGEST_SCALE) {
            throw new StockpotException(
                    "--scale " + scale + ": give a whole number from 1 to " + ChartOrder.LARGEST_SCALE + ".");
        }
        var order = new ChartOrder(Set.copyOf(formats), scale, transparent, dark);
        Session read = SessionFile.read(session);
        var console = new Console(surroundings);
        try (Workbench workbench = surroundings.workbench().get()) {
            ChartsDrawn drawn =
                    console.run(workbench.io(), surroundings.charts().of(workbench, read, order));
            if (drawn.files().isEmpty()) {
                throw new StockpotException(session + " holds no measured mix on its present data, so there is no"
                        + " chart to draw: measure in the window, or by search --save.");
            }
            drawn.leftOut()
                    .ifPresent(
                            why -> console.note("Charts of the weights are left out: " + Sentences.of(why, Set.of())));
            for (Path written : console.run(workbench.io(), ChartFile.writeAll(drawn.files(), output))) {
                console.line(written.toString());
            }
        }
        return 0;
    }
}

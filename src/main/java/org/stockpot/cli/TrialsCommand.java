package org.stockpot.cli;

import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.stockpot.data.Role;
import org.stockpot.session.SessionFile;
import org.stockpot.session.TrialListing;
import org.stockpot.session.TrialRow;
import org.stockpot.session.TrialTable;
import org.stockpot.tensor.StockpotException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "trials",
        mixinStandardHelpOptions = true,
        versionProvider = VersionText.class,
        description =
                "Lists the trials of a session, each compared with the best ingredient alone, image by image: points"
                        + " gained stand behind the interval, in brackets where they are within the noise. Reads no model.")
final class TrialsCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(paramLabel = "SESSION", description = "A session of the window or of search --save.")
    private Path session = Path.of("");

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Option(names = "--csv", description = "Print comma-separated values, all columns, unrounded.")
    private boolean csv;

    TrialsCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws StockpotException {
        if (json && csv) {
            throw new StockpotException("--json and --csv are given, expected one of them.");
        }
        var console = new Console(surroundings);
        List<TrialRow> rows = TrialTable.of(SessionFile.read(session)).rows();
        if (json) {
            console.json(TrialListing.objects(rows));
        } else if (csv) {
            surroundings.out().print(TrialListing.csv(rows));
            surroundings.out().flush();
        } else if (rows.isEmpty()) {
            console.note(session + " has no trials: nothing has been measured in it.");
        } else {
            Tables.aligned(lines(rows)).forEach(console::line);
        }
        return 0;
    }

    private static List<List<String>> lines(List<TrialRow> rows) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(List.of("trial", "validation %", "test %", "OOD mean %", "images", "seconds", "finished", "tags"));
        for (TrialRow row : rows) {
            List<String> line = new ArrayList<>(List.of(row.number()
                    + (row.trial().note().pinned() ? "* " : "  ")
                    + row.trial().origin()));
            for (Role role : Role.values()) {
                line.add(TrialListing.rounded(row, role));
            }
            line.add(Long.toString(row.images()));
            line.add(String.format(Locale.ROOT, "%.1f", row.trial().seconds()));
            line.add(row.trial().finished().truncatedTo(ChronoUnit.SECONDS).toString());
            line.add(String.join(", ", row.trial().note().tags()));
            lines.add(line);
        }
        return lines;
    }
}

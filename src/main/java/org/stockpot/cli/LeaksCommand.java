package org.stockpot.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.stockpot.data.DataRef;
import org.stockpot.data.PngFile;
import org.stockpot.session.Leak;
import org.stockpot.session.LeakCheck;
import org.stockpot.session.LeakReport;
import org.stockpot.session.Output;
import org.stockpot.session.Session;
import org.stockpot.session.SessionFile;
import org.stockpot.session.Workbench;
import org.stockpot.tensor.StockpotException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "leaks",
        mixinStandardHelpOptions = true,
        versionProvider = VersionText.class,
        description = "Finds images that a session's validation, test and OOD sets share: equal ones, and copies that"
                + " were resized, compressed or mirrored. Shifted sets count as the images they are made of.")
final class LeaksCommand implements Callable<Integer> {
    private static final int SHOWN = 20;
    private static final int PICTURED = 120;
    private static final int COLUMNS = 4;

    private final Surroundings surroundings;

    @Parameters(paramLabel = "SESSION", description = "A session with data sets.")
    private Path session = Path.of("");

    @Option(
            names = "--exclude",
            description = "Leave the copies out: the validation image of a pair, else the OOD image. Needs --output.")
    private boolean exclude;

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description =
                    "Where to write the session without the copies; may be the session itself and replaces nothing but a session.")
    private Optional<Path> output = Optional.empty();

    @Option(
            names = "--sheet",
            paramLabel = "FILE.png",
            description = "Write the first " + PICTURED + " pairs as a picture.")
    private Optional<Path> sheet = Optional.empty();

    @Option(
            names = "--check",
            paramLabel = "N",
            description = "Instead, make copies of N images of each set and report how many are found.")
    private int check;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    LeaksCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** A pair as JSON. */
    private record Pair(
            String first,
            int firstImage,
            String second,
            int secondImage,
            boolean exact,
            boolean mirrored,
            double correlation) {
        static Pair of(Leak leak) {
            return new Pair(
                    leak.first().name(),
                    leak.match().first(),
                    leak.second().name(),
                    leak.match().second(),
                    leak.match().exact(),
                    leak.match().mirrored(),
                    leak.match().correlation());
        }
    }

    @Override
    public Integer call() throws StockpotException {
        var console = new Console(surroundings);
        Session known = SessionFile.read(session);
        if (known.data().isEmpty()) {
            throw new StockpotException(session + " has no data sets; there is nothing to compare.");
        }
        if (exclude != output.isPresent()) {
            throw new StockpotException("--exclude and --output FILE belong together: the session without the copies"
                    + " is written to the file.");
        }
        if (check > 0 && (exclude || sheet.isPresent())) {
            throw new StockpotException("--check tries how well copies are found and writes nothing: leave out "
                    + (exclude ? "--exclude." : "--sheet."));
        }
        new Targets().with("--output", output).with("--sheet", sheet);
        try (Workbench workbench = surroundings.workbench().get()) {
            Targets.check(known, output, Output.SESSION, workbench, console);
            Targets.check(known, sheet, Output.PICTURE, workbench, console);
            if (check > 0) {
                return check(known, workbench, console);
            }
            LeakReport report = console.run(workbench.io(), workbench.leaks(known));
            if (json) {
                console.json(report.leaks().stream().map(Pair::of).toList());
            } else {
                print(report, console);
            }
            if (sheet.isPresent() && !report.leaks().isEmpty()) {
                PngFile.write(report.picture(PICTURED, COLUMNS).draw(), sheet.get());
            }
            if (output.isPresent()) {
                SessionFile.write(report.excluded(known), output.get());
            }
            return 0;
        }
    }

    private static void print(LeakReport report, Console console) {
        console.line(report.headline() + " " + report.images() + " images looked at.");
        report.summary().forEach(line -> console.line(line.toString()));
        for (Leak leak :
                report.leaks().subList(0, Math.min(SHOWN, report.leaks().size()))) {
            console.line("  " + leak);
        }
        if (report.leaks().size() > SHOWN) {
            console.line("  … and " + (report.leaks().size() - SHOWN) + " more; --json lists all.");
        }
    }

    private int check(Session known, Workbench workbench, Console console) throws StockpotException {
        List<LeakCheck> checks = new ArrayList<>();
        for (DataRef ref : known.data()) {
            if (ref.shift().isEmpty()) {
                checks.add(console.run(workbench.io(), workbench.leakCheck(ref, check)));
            }
        }
        if (json) {
            console.json(checks);
            return 0;
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("set", "copies", "made", "found", "recall %", "other images taken for the original"));
        for (LeakCheck one : checks) {
            for (LeakCheck.Row row : one.rows()) {
                rows.add(List.of(
                        one.set(),
                        row.copy(),
                        Integer.toString(row.planted()),
                        Integer.toString(row.found()),
                        Tables.percent(row.recall()),
                        Integer.toString(row.others())));
            }
        }
        Tables.aligned(rows).forEach(console::line);
        return 0;
    }
}

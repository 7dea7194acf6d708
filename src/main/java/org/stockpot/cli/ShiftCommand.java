package org.stockpot.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.stockpot.data.ContactSheet;
import org.stockpot.data.DataRef;
import org.stockpot.data.ImageSet;
import org.stockpot.data.ImageSets;
import org.stockpot.data.PngFile;
import org.stockpot.data.Role;
import org.stockpot.data.ShiftKind;
import org.stockpot.data.WrittenImages;
import org.stockpot.session.Output;
import org.stockpot.session.Session;
import org.stockpot.session.SessionFile;
import org.stockpot.session.ShiftFamily;
import org.stockpot.session.Workbench;
import org.stockpot.tensor.StockpotException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "shift",
        mixinStandardHelpOptions = true,
        versionProvider = VersionText.class,
        description = "Makes a family of OOD sets out of a test set: chosen shifts × severities. They are made on the"
                + " fly wherever they are measured; without --output, --sheet or --write their references are printed,"
                + " for --data.")
final class ShiftCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(arity = "0..1", paramLabel = "SESSION", description = "A session whose test set is shifted.")
    private Optional<Path> session = Optional.empty();

    @Option(
            names = "--data",
            paramLabel = "PATH",
            description = "The set to shift, as for evaluate (default: the first test set of the session).")
    private Optional<String> data = Optional.empty();

    @Option(
            names = "--shift",
            paramLabel = "KIND",
            split = ",",
            description = "Kinds of shifts, separated by commas (default: all that do something to these images).")
    private List<String> kinds = new ArrayList<>();

    @Option(
            names = "--severity",
            paramLabel = "N",
            split = ",",
            description = "Severities, 1 to 5, separated by commas (default: all).")
    private List<Integer> severities = new ArrayList<>();

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "Write the session with the family added to this file, which may be the session itself"
                    + " and replaces nothing but a session.")
    private Optional<Path> output = Optional.empty();

    @Option(
            names = "--sheet",
            paramLabel = "FILE.png",
            description = "Write a contact sheet: a row per shift, a column per severity.")
    private Optional<Path> sheet = Optional.empty();

    @Option(names = "--image", paramLabel = "N", description = "Number of the image on the sheet (default 0).")
    private int image;

    @Option(
            names = "--write",
            paramLabel = "FOLDER",
            description =
                    "Write the shifted images as PNG files, in a folder per shift and severity with one per class.")
    private Optional<Path> write = Optional.empty();

    ShiftCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws StockpotException {
        var console = new Console(surroundings);
        Session known = session.isPresent() ? SessionFile.read(session.get()) : Session.EMPTY;
        DataRef original = original(known);
        new Targets().with("--output", output).with("--sheet", sheet).with("--write", write);
        try (Workbench workbench = surroundings.workbench().get()) {
            Targets.check(known, output, Output.SESSION, workbench, console);
            Targets.check(known, sheet, Output.PICTURE, workbench, console);
            return console.run(workbench.io(), context -> {
                ImageSet images = ImageSets.open(original);
                List<ShiftKind> chosen = kinds(images);
                List<Integer> levels = severities();
                List<DataRef> family = ShiftFamily.of(original, chosen, levels);
                if (sheet.isPresent()) {
                    PngFile.write(
                            ContactSheet.of(images, chosen, levels, number(images), 0)
                                    .draw(),
                            sheet.get());
                    console.note("Contact sheet: " + sheet.get());
                }
                if (output.isPresent()) {
                    Session grown = ShiftFamily.added(known, family);
                    SessionFile.write(grown, output.get());
                    console.note(output.get() + ": "
                            + (grown.data().size() - known.data().size()) + " OOD sets added.");
                }
                if (write.isPresent()) {
                    Map<Path, ImageSet> sets = new LinkedHashMap<>();
                    for (DataRef ref : family) {
                        Path folder = write.get()
                                .resolve(ref.shift()
                                        .map(shift -> shift.kind().id() + "-" + shift.severity())
                                        .orElse("images"));
                        sets.put(folder, ImageSets.open(ref));
                    }
                    WrittenImages.write(sets, context);
                    console.note(write.get() + ": " + family.size() + " folders of " + images.size() + " images.");
                }
                if (sheet.isEmpty() && output.isEmpty() && write.isEmpty()) {
                    family.forEach(ref -> console.line(ref.format()));
                }
                return 0;
            });
        }
    }

    private DataRef original(Session known) throws StockpotException {
        if (output.isPresent() && session.isEmpty()) {
            throw new StockpotException(
                    "--output writes a session: name the one to add to, as in stockpot shift SESSION.");
        }
        Optional<DataRef> ref = data.isPresent()
                ? Optional.of(DataRef.parse(data.get()))
                : known.data().stream()
                        .filter(one -> one.role() == Role.TEST && one.shift().isEmpty())
                        .findFirst();
        if (ref.isEmpty()) {
            throw new StockpotException(session.map(file -> file + " has no test set: name a set with --data PATH.")
                    .orElse("There is nothing to shift: name a session or give --data PATH."));
        }
        if (ref.get().shift().isPresent()) {
            throw new StockpotException(ref.get().name() + " is shifted already; name the set it was made of.");
        }
        return ref.get();
    }

    private int number(ImageSet images) throws StockpotException {
        if (image < 0 || image >= images.size()) {
            throw new StockpotException(
                    "--image " + image + ": the set has the images 0 to " + (images.size() - 1) + ".");
        }
        return image;
    }

    private List<ShiftKind> kinds(ImageSet images) throws StockpotException {
        if (kinds.isEmpty()) {
            return ShiftFamily.kindsFor(images);
        }
        List<ShiftKind> chosen = new ArrayList<>();
        for (String kind : kinds) {
            chosen.add(ShiftKind.parse(kind.strip()));
        }
        return chosen;
    }

    private List<Integer> severities() throws StockpotException {
        for (int severity : severities) {
            if (severity < 1 || severity > 5) {
                throw new StockpotException("--severity " + severity + ": severities run from 1 to 5.");
            }
        }
        return severities.isEmpty() ? IntStream.rangeClosed(1, 5).boxed().toList() : severities;
    }
}

package org.stockpot.session;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.stockpot.checkpoint.Checkpoint;
import org.stockpot.checkpoint.Checkpoints;
import org.stockpot.checkpoint.Sha256;
import org.stockpot.checkpoint.Stage;
import org.stockpot.checkpoint.WriteCheck;
import org.stockpot.checkpoint.Written;
import org.stockpot.data.DataRef;
import org.stockpot.job.Doing;
import org.stockpot.job.JobContext;
import org.stockpot.job.Progress;
import org.stockpot.session.ProvenanceForm.OutputNote;
import org.stockpot.session.ProvenanceForm.SourceNote;
import org.stockpot.session.SessionForm.PreprocessingForm;
import org.stockpot.tensor.DType;
import org.stockpot.tensor.Hint;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSource;
import org.stockpot.tensor.Told;

/**
 * Cooks an exported file again, from nothing but its own metadata and its sources, and compares every byte. The file
 * itself is never touched. Lives on the device lane's thread.
 */
final class Rebuild {
    private static final String INDEX = ".index.json";

    private final Measurements measurements;
    private final Pantry pantry;
    private final JobContext context;

    Rebuild(Measurements measurements, Pantry pantry, JobContext context) {
        this.measurements = measurements;
        this.pantry = pantry;
        this.context = context;
    }

    /** @param folders where sources may be, besides where the recipe says they lay */
    Rebuilt run(Path wanted, List<Path> folders, Optional<DataRef> data) throws StockpotException {
        try (Checkpoint file = Checkpoints.open(wanted.toAbsolutePath().normalize())) {
            ProvenanceForm form = form(wanted, file);
            Path home = home(file);
            var search = new SourceSearch(home, folders, pantry);
            Opened opened = opened(wanted, form, search);
            if (!opened.groups().names().equals(form.groups())) {
                throw new StockpotException(wanted + " was made with the layer groups "
                        + String.join(", ", form.groups()) + ", its sources have "
                        + String.join(", ", opened.groups().names()) + ": it was made by another version of Stockpot.");
            }
            Optional<BatchNorm> batchNorm = Optional.empty();
            if (form.batchNorm() != null) {
                batchNorm = Optional.of(batchNorm(wanted, opened, form.batchNorm(), home, data));
            }
            ExportOrder order = order(file, form, search);
            opened.soup().prepare(context);
            return compared(file, opened, Export.content(opened, batchNorm, order), order);
        }
    }

    /**
     * The session that a file was made in, as far as its metadata tells: sources, how images are prepared, and the mix; no
     * data and no trials.
     *
     * @param folders as for {@link #run}
     */
    Session session(Path wanted, List<Path> folders) throws StockpotException {
        try (Checkpoint file = Checkpoints.open(wanted.toAbsolutePath().normalize())) {
            return session(wanted, form(wanted, file), new SourceSearch(home(file), folders, pantry));
        }
    }

    private static Path home(Checkpoint file) {
        return Objects.requireNonNull(file.path().toAbsolutePath().getParent());
    }

    private static ProvenanceForm form(Path wanted, Checkpoint file) throws StockpotException {
        ProvenanceForm form = Provenance.read(wanted.toString(), file.metadata())
                .orElseThrow(() -> new StockpotException(
                        wanted + " does not say how it was made: only files that Stockpot exported can be rebuilt."));
        if (form.cooking() != null) {
            throw new StockpotException(
                    wanted + " is no mix but was made by " + form.cooking().method()
                            + " from what networks do with images: only mixes can be rebuilt; to make it again, cook with"
                            + " the settings in its metadata.");
        }
        return form;
    }

    /** The sources, and the code that ran them where that is needed again and the user gave no other. */
    private Opened opened(Path wanted, ProvenanceForm form, SourceSearch search) throws StockpotException {
        Session session = session(wanted, form, search);
        SourceNote program = form.program();
        Optional<Source> given = pantry.programs().chosen();
        if (program == null
                || form.batchNorm() == null
                || given.isPresent()
                || form.ingredients().stream().anyMatch(one -> one.sha256().equals(program.sha256()))) {
            return measurements.open(session, context);
        }
        Path archive = search.find(program, context).path();
        pantry.programs().choose(Optional.of(new Source(program.name(), archive, program.sha256())));
        try {
            return measurements.open(session, context);
        } finally {
            pantry.programs().choose(given);
        }
    }

    private Session session(Path wanted, ProvenanceForm form, SourceSearch search) throws StockpotException {
        List<Source> ingredients = new ArrayList<>();
        for (SourceNote note : form.ingredients()) {
            ingredients.add(search.find(note, context));
        }
        Optional<Source> base = Optional.empty();
        if (form.base() != null) {
            base = Optional.of(search.find(form.base(), context));
        }
        try {
            return new Session(
                    base,
                    ingredients,
                    List.of(),
                    Optional.ofNullable(form.preprocessing()).map(PreprocessingForm::preprocessing),
                    new NetworkChoice(form.activation(), Optional.empty()).checked("The activation in " + wanted),
                    form.recipe().recipe(),
                    List.of());
        } catch (IllegalArgumentException | NullPointerException e) {
            throw Provenance.nonsense(wanted.toString(), e);
        }
    }

    /** How the file was written. Files of the first version are safetensors as they were cooked. */
    private ExportOrder order(Checkpoint file, ProvenanceForm form, SourceSearch search) throws StockpotException {
        OutputNote note =
                form.output() == null ? new OutputNote(ExportFormat.SAFETENSORS.id(), null, null, null) : form.output();
        Optional<Path> template = Optional.empty();
        if (note.template() != null) {
            template = Optional.of(search.find(note.template(), context).path());
        }
        String name = String.valueOf(file.path().getFileName());
        return ExportOrder.to(file.path()
                        .resolveSibling(
                                name.endsWith(INDEX) ? name.substring(0, name.length() - INDEX.length()) : name))
                .withFormat(ExportFormat.of(note.format()))
                .withDType(note.dtype() == null ? Optional.empty() : Optional.of(DType.valueOf(note.dtype())))
                .withShards(note.shardBytes() == null ? OptionalLong.empty() : OptionalLong.of(note.shardBytes()))
                .withTemplate(template);
    }

    /** Measures the statistics again, on the same images. */
    private BatchNorm batchNorm(
            Path wanted, Opened opened, ProvenanceForm.BatchNormNote note, Path home, Optional<DataRef> given)
            throws StockpotException {
        if (opened.runner().refusal().isPresent()) {
            throw new StockpotException(
                    wanted
                            + " has batch-norm statistics that were measured, and to measure them again"
                            + " the network has to run: "
                            + opened.runner().refusal().get().getMessage(),
                    opened.runner().refusal().get());
        }
        DataRef data = given.isPresent()
                ? given.get()
                : DataRef.parse(note.data())
                        .withPaths(path -> home.resolve(path).normalize());
        BatchNorm again;
        try {
            again = BatchNorm.measure(measurements, opened, data, context);
        } catch (StockpotException e) {
            throw new StockpotException(
                    wanted + " has batch-norm statistics that were measured on " + note.images()
                            + " images, which are needed again: " + e.getMessage()
                            + " Give them again.",
                    e,
                    Hint.BATCH_NORM_IMAGES);
        }
        if (!again.sha256().equals(note.sha256())) {
            throw new StockpotException(
                    wanted + " has batch-norm statistics that were measured on other images than " + data.format()
                            + ": give the right ones.",
                    Hint.BATCH_NORM_IMAGES);
        }
        return again;
    }

    private Rebuilt compared(Checkpoint file, Opened opened, TensorSource content, ExportOrder order)
            throws StockpotException {
        Path name = Objects.requireNonNull(order.target().getFileName());
        Path home = Objects.requireNonNull(order.target().toAbsolutePath().getParent());
        // Beside the file there is room for its like; where nothing can be made, the system says where else.
        Path place = Files.isWritable(home) ? home : Path.of(System.getProperty("java.io.tmpdir"));
        try (Stage aside = Stage.scratch(place.resolve(name))) {
            ExportOrder again = order.at(aside.file(name.toString()));
            Written written = Export.put(content, again, file.metadata(), List.of(), context, WriteCheck.NONE);
            String entry = "";
            List<String> expected = new ArrayList<>();
            for (Path part : file.files().stream().sorted().toList()) {
                String sha256 = Sha256.of(part, (done, total) -> {
                    context.checkpoint();
                    context.progress(
                            new Progress(Told.of(Doing.READING, String.valueOf(part.getFileName())), done, total));
                });
                if (isIndex(part)) {
                    entry = sha256;
                } else {
                    expected.add(sha256);
                }
            }
            List<String> found = written.files().stream()
                    .filter(part -> !isIndex(part.path()))
                    .sorted(Comparator.comparing(Written.WrittenFile::path))
                    .map(Written.WrittenFile::sha256)
                    .toList();
            Optional<String> difference =
                    expected.equals(found) ? Optional.empty() : Optional.of(difference(file, written));
            return new Rebuilt(
                    file.path(),
                    entry.isEmpty() ? expected.get(0) : entry,
                    opened.session().sources(),
                    difference);
        }
    }

    /** An index only names the shards, and shards are known by their content whatever their names. */
    private static boolean isIndex(Path file) {
        return String.valueOf(file.getFileName()).endsWith(INDEX);
    }

    private String difference(Checkpoint file, Written written) throws StockpotException {
        try (Checkpoint again = Checkpoints.open(written.entry())) {
            return TensorComparison.firstDifference(again, file, Told.of(Doing.COMPARING_FILE), context)
                    .orElse("all tensors are the same, but they are laid out otherwise");
        }
    }
}

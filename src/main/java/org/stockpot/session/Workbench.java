package org.stockpot.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.stockpot.checkpoint.Sha256;
import org.stockpot.data.DataRef;
import org.stockpot.data.ImageCheck;
import org.stockpot.data.ImageSets;
import org.stockpot.data.Preparation;
import org.stockpot.data.Role;
import org.stockpot.evaluate.Backend;
import org.stockpot.evaluate.Evaluation;
import org.stockpot.evaluate.Guesses;
import org.stockpot.fuse.Granularity;
import org.stockpot.fuse.PrefixMatch;
import org.stockpot.fuse.Soup;
import org.stockpot.fuse.TaskVectors;
import org.stockpot.fuse.TensorDifferences;
import org.stockpot.fuse.TensorValues;
import org.stockpot.fuse.WeightDifferences;
import org.stockpot.job.Doing;
import org.stockpot.job.Job;
import org.stockpot.job.Progress;
import org.stockpot.job.QueueLane;
import org.stockpot.search.SearchListener;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSource;
import org.stockpot.tensor.Told;

/**
 * The use cases, shared by window and command line. Every method returns a job; the caller submits it to the lane that
 * the method names. Files stay open and prepared images, networks and results stay in memory until the workbench is
 * closed.
 */
public final class Workbench implements AutoCloseable {
    private final Backend backend;
    private final QueueLane device;
    private final QueueLane io;
    private final Pantry pantry;
    private final Measurements measurements;
    private final LogitMeasurements predictions;
    private final Forecaster.Known speed = new Forecaster.Known();
    private final Clock clock;
    private final int threads;
    private volatile Optional<Path> journals = Optional.empty();

    /** Takes over the backend and both lanes: closing the workbench closes them. */
    public Workbench(Backend backend, QueueLane device, QueueLane io) {
        this(backend, device, io, Clock.systemUTC());
    }

    /**
     * Takes over the backend and both lanes.
     *
     * @param clock what model cards are dated by
     */
    public Workbench(Backend backend, QueueLane device, QueueLane io, Clock clock) {
        this(backend, device, io, clock, Preparation.inMemory());
    }

    /**
     * Takes over the backend and both lanes.
     *
     * @param clock what model cards are dated by
     * @param preparation how images are decoded and where they are kept
     */
    public Workbench(Backend backend, QueueLane device, QueueLane io, Clock clock, Preparation preparation) {
        this(backend, device, io, clock, preparation, usualResidentBytes());
    }

    /**
     * Takes over the backend and both lanes.
     *
     * @param clock what model cards are dated by
     * @param preparation how images are decoded and where they are kept
     * @param residentBytes how much of the heap the weights of sessions that are measured may take; what does not fit is
     *     read from the files again for every mix
     */
    public Workbench(
            Backend backend, QueueLane device, QueueLane io, Clock clock, Preparation preparation, long residentBytes) {
        this.pantry = new Pantry(new Residency(residentBytes));
        this.clock = clock;
        this.threads = preparation.threads();
        this.backend = backend;
        this.device = device;
        this.io = io;
        this.measurements = new Measurements(backend, pantry, preparation);
        this.predictions = new LogitMeasurements(measurements);
    }

    /** Half of the heap, that is an eighth of the machine's memory unless Java is told otherwise by {@code -Xmx}. */
    public static long usualResidentBytes() {
        return Runtime.getRuntime().maxMemory() / 2;
    }

    /** For everything that needs the engine: evaluations and searches. */
    public QueueLane device() {
        return device;
    }

    /** For everything that only needs files. */
    public QueueLane io() {
        return io;
    }

    /**
     * Validates the header of one checkpoint; the rest is not read. On the io lane.
     *
     * @param weightsOnly see {@link Source#weightsOnly}
     */
    public Job<Source> checkpoint(Path file, boolean weightsOnly) {
        return context -> Intake.source(file, weightsOnly, pantry);
    }

    /** As {@link #checkpoint(Path, boolean)}, refusing whatever is no weights. */
    public Job<Source> checkpoint(Path file) {
        return checkpoint(file, false);
    }

    /** As {@link #addCheckpoints(Session, List, boolean)}, refusing whatever is no weights. */
    public Job<Added> addCheckpoints(Session session, List<Path> files) {
        return addCheckpoints(session, files, false);
    }

    /**
     * Validates the headers of checkpoints, also those that lie in folders, and refuses those that cannot be mixed with
     * what the session has. On the io lane. {@link Session#added} takes the result in.
     *
     * @param weightsOnly see {@link Source#weightsOnly}
     */
    public Job<Added> addCheckpoints(Session session, List<Path> files, boolean weightsOnly) {
        return context -> new Intake(session, pantry, weightsOnly).add(files, context);
    }

    /**
     * Reads one file of a session as a whole, unless that has happened before, and compares it with the base, or with
     * the first ingredient. On the io lane.
     *
     * @return what is known now of all files of the session
     */
    public Job<SessionReport> examine(Session session, Source source) {
        return context -> {
            pantry.examined(source, Pantry.reference(session), context);
            return Reporter.report(session, pantry, backend);
        };
    }

    /** What is known of a session's files from their headers and from what has been examined so far. On the io lane. */
    public Job<SessionReport> report(Session session) {
        return context -> Reporter.report(session, pantry, backend);
    }

    /**
     * Whether files with values that are NaN or infinite may be measured, mixed and exported from now on. They may not
     * unless this is said; it is not remembered beyond this workbench.
     */
    public void allowNonFinite(boolean allowed) {
        pantry.allowNonFinite(allowed);
    }

    /** The files whose code may be run; it is up to the user. */
    public Trust trust() {
        return pantry.programs().trust();
    }

    /** The SHA-256 of a file. On the io lane. */
    public Job<String> sha256(Path file) {
        return context -> Sha256.of(file, (done, total) -> {
            context.checkpoint();
            context.progress(new Progress(Told.of(Doing.HASHING, String.valueOf(file.getFileName())), done, total));
        });
    }

    /**
     * Lets a TorchScript archive run all weights from now on, also those of checkpoints without code: their tensors need
     * the names and shapes of the archive's. It must be trusted all the same. On the io lane.
     */
    public Job<Source> program(Path file) {
        return context -> {
            String sha256 = sha256(file).run(context);
            var source = Source.of(file).withSha256(sha256);
            pantry.open(source);
            pantry.programs().choose(Optional.of(source));
            return source;
        };
    }

    /**
     * What runs the session's weights. On the device lane: where names and shapes leave that open, validation data tell,
     * once.
     */
    public Job<NetworkFacts> network(Session session) {
        return context -> measurements.open(session, context).facts();
    }

    /** What is known without running anything about what runs the session's weights. On the io lane. */
    public Job<NetworkFacts> facts(Session session) {
        return context -> Opened.of(session, pantry, backend).facts();
    }

    /** Looks into the session's files. On the io lane. */
    public Job<OpenSession> open(Session session) {
        return context -> Opened.of(session, pantry, backend).described();
    }

    /** How far the ingredients moved from the base, or, without a base, from their mean. On the io lane. */
    public Job<WeightDifferences> differences(Session session) {
        return context -> {
            Opened opened = Opened.of(session, pantry, backend);
            return WeightDifferences.measure(opened.baseOrMean(), opened.ingredients(), opened.groups(), context);
        };
    }

    /** As {@link #differences}, for layer groups of any size. On the io lane. */
    public Job<TensorDifferences> tensorDifferences(Session session) {
        return context -> {
            Opened opened = Opened.of(session, pantry, backend);
            return TensorDifferences.measure(opened.baseOrMean(), opened.ingredients(), context);
        };
    }

    /**
     * How the ingredients lie to each other and to the base or, without one, to their mean. On the io lane.
     *
     * @param mix whether to read the session's mix, too, as one more model called as soups are; that of a linear
     *     method follows from the rest
     */
    public Job<TaskVectors> taskVectors(Session session, boolean mix) {
        return context -> {
            Opened opened = Opened.of(session, pantry, backend);
            List<TensorSource> models = new ArrayList<>(opened.ingredients());
            if (mix) {
                Soup soup = opened.soup();
                soup.prepare(context);
                models.add(soup);
            }
            return TaskVectors.measure(opened.baseOrMean(), models, context);
        };
    }

    /** What the header of one of a session's files says. On the io lane. */
    public Job<SourceDetails> details(Source source) {
        return context -> SourceDetails.of(pantry.open(source), pantry.bytes(source));
    }

    /** The values of one tensor of a session's file, and how they differ from the base's. On the io lane. */
    public Job<TensorValues> tensorValues(Session session, Source source, String tensor) {
        return context -> {
            TensorSource own = pantry.tensors(source);
            Optional<TensorSource> base = Optional.empty();
            if (session.base()
                    .filter(other -> !other.path().equals(source.path()))
                    .isPresent()) {
                base = Optional.of(
                        PrefixMatch.align(own, pantry.tensors(session.base().get())));
            }
            return TensorValues.read(own, base, tensor, context);
        };
    }

    /**
     * Measures the session's recipe. On the device lane; stops within one batch of images. What was measured before is
     * not measured again.
     *
     * @param roles which sets to measure
     * @param partial hears intermediate results, one evaluation per set, after every batch, on the device lane's thread;
     *     every image set is seen in the same seeded order, so a prefix is a fair sample
     */
    public Job<Trial> evaluation(Session session, Set<Role> roles, Consumer<List<Evaluation>> partial) {
        return context -> measurements.trial(session, roles, partial, context);
    }

    /**
     * What the session's recipe takes every image of one set for. On the device lane; stops within one batch of images.
     * Counts the same hits as {@link #evaluation}, and remembers them.
     *
     * @param ref need not be a set of the session
     */
    public Job<Guesses> guesses(Session session, DataRef ref) {
        return context -> predictions.guesses(session, ref, context);
    }

    /** Decodes every image of a set, to find those that cannot be read. On the io lane. */
    public Job<ImageCheck> checkImages(DataRef ref) {
        return context -> ImageCheck.run(ImageSets.open(ref), threads, context);
    }

    /** Looks into files and folders to tell what they are. On the io lane. */
    public Job<DropSort> sort(List<Path> dropped) {
        return context -> DropSort.of(dropped);
    }

    /**
     * Measures the mean of the logits of all ingredients on all sets, as a line to compare soups with: it takes as many
     * networks as there are ingredients and cannot be exported. On the device lane.
     */
    public Job<List<Evaluation>> ensemble(Session session) {
        return context -> predictions.ensemble(measurements.open(session, context), session.data(), context);
    }

    /**
     * Searches for a mix by validation data alone and, when it has ended, measures the result on all sets. On the
     * device lane; urgent evaluations run in between. When cancelled, the listener has heard the best mix so far.
     */
    public Job<SearchOutcome> search(Session session, SearchOrder order, SearchListener listener) {
        return context -> {
            if (order.journal().isPresent() && order.journal().equals(journals)) {
                try {
                    Files.createDirectories(order.journal().get());
                } catch (IOException e) {
                    throw new StockpotException(
                            order.journal().get() + " cannot be made, to keep journals of searches: " + e.getMessage(),
                            e);
                }
            }
            return new SearchRun(session, order, listener, measurements).run(context);
        };
    }

    /** Finds out why the session's mix is as good or bad as it is. On the device lane. */
    public Job<Diagnosis> diagnosis(Session session, Diagnosing options) {
        return context -> new Diagnoser(measurements, pantry, backend, session, options, context).run();
    }

    /**
     * Measures validation accuracy along the straight line between two of a session's models. On the device lane; stops
     * within one batch of images. The job refuses models that do not fit and sessions without validation data.
     */
    public Job<Barrier> line(Session session, Source from, Source to, Diagnosing options) {
        return context -> ClassRun.line(measurements, session, from, to, options, context);
    }

    /**
     * Measures what the base, the best ingredient by validation accuracy and the mix take every image of every set for. On
     * the device lane; stops within one batch of images.
     */
    public Job<ClassReport> classes(Session session) {
        return context -> new ClassRun(measurements, session, context).run();
    }

    /** Says how long a search will take, by measuring an evaluation. On the device lane; takes a few seconds. */
    public Job<Forecast> forecast(Session session, SearchOrder order) {
        return context -> new Forecaster(measurements, speed, context).of(session, order);
    }

    /**
     * The folder in which searches of the window keep their journals, so that they go on after a crash by themselves; empty
     * where nothing is to be kept.
     */
    public Optional<Path> journals() {
        return journals;
    }

    /** From now on searches of the window keep journals in this folder, which is made when it is needed. */
    public void keepJournals(Path folder) {
        journals = Optional.of(folder);
    }

    /**
     * Cooks the same ingredients in several ways and compares them, image by image. On the device lane.
     *
     * @param orders the methods, the one of interest last
     * @param ensemble whether to measure the {@link #ensemble} of the ingredients too
     */
    public Job<MethodTable> compare(
            Session session, List<SearchOrder> orders, boolean ensemble, SearchListener listener) {
        return context -> MethodRun.run(session, orders, ensemble, listener, measurements, context);
    }

    /** Bytes that the engine has to unpack, once on this machine, before anything is measured. On the io lane. */
    public Job<Long> packedEngine() {
        return context -> backend.packedBytes();
    }

    /**
     * Unpacks the engine, unless that is done; measuring would do so too. On the device lane, and lets nobody in: whoever
     * waits there needs the engine. Its progress counts megabytes.
     *
     * @return how many bytes were unpacked
     */
    public Job<Long> unpackEngine() {
        return context -> {
            long packed = backend.packedBytes();
            backend.unpack(Told.of(Doing.AS_SAID, ""), context);
            return packed;
        };
    }

    /** Engine and device for people. On the device lane; the first call starts the engine. */
    public Job<String> deviceName() {
        return context -> backend.device();
    }

    /**
     * Measures the session's recipe on all sets and writes the logits of all images to a {@code .npy} file, set after
     * set, each in the order of its data. On the device lane.
     */
    public Job<Trial> logits(Session session, Path target) {
        return context -> predictions.logits(session, target, context);
    }

    /**
     * Writes the session's mix. On the device lane: before anybody sees the file, it is opened anew and tried on images
     * of the session's data sets, and must answer, bit for bit, as the mix does. Never overwrites one of the session's
     * own files.
     */
    public Job<Exported> export(Session session, ExportOrder order) {
        return context -> new Export(measurements, clock).write(session, order, context);
    }

    /**
     * Makes a checkpoint that is no mix and writes it. On the device lane. It can be added to the session as an
     * ingredient. Never overwrites one of the session's own files.
     */
    public Job<Cooked> cook(Session session, CookOrder order) {
        return context -> new Cooking(measurements).cook(session, order, context);
    }

    /**
     * Refuses an order that could not be carried out, so that nobody waits for a search in vain. On the io lane.
     *
     * @return the order with an absolute target
     */
    public Job<ExportOrder> exportTarget(Session session, ExportOrder order) {
        return context -> ExportTarget.checked(session, order);
    }

    /**
     * Refuses a place where something cannot or must not be written, as {@link #exportTarget} does for models: a folder that
     * is missing, one of the session's own files, or a file that is something else. On the io lane.
     *
     * @return the absolute target
     */
    public Job<Path> outputTarget(Session session, Path target, Output output) {
        return context -> OutputTarget.checked(session, target, output);
    }

    /**
     * Refuses a place where a report could not be written. On the io lane.
     *
     * @return the order with an absolute target
     */
    public Job<ReportOrder> reportTarget(ReportOrder order) {
        return context -> ReportTarget.checked(order);
    }

    /** How large an export will be and what is in its way. On the io lane; reads headers, not weights. */
    public Job<ExportOutlook> exportOutlook(Session session, ExportOrder order) {
        return context -> ExportOutlook.of(session, order, Opened.of(session, pantry, backend));
    }

    /**
     * Searches over the session's ingredients that were not finished, by the journals in some folders, the newest first.
     * On the io lane.
     */
    public Job<List<UnfinishedSearch>> unfinished(Session session, List<Path> folders) {
        return context -> UnfinishedSearch.in(folders, session);
    }

    /**
     * Cooks an exported file again, from its own metadata and its sources, and compares every byte. On the device lane.
     * Nothing is overwritten.
     *
     * @param folders where sources may be, besides where they lay when the file was made
     */
    public Job<Rebuilt> rebuild(Path file, List<Path> folders) {
        return rebuild(file, folders, Optional.empty());
    }

    /**
     * As {@link #rebuild(Path, List)}.
     *
     * @param data where the images lie now on which batch-norm statistics were measured
     */
    public Job<Rebuilt> rebuild(Path file, List<Path> folders, Optional<DataRef> data) {
        return context -> new Rebuild(measurements, pantry, context).run(file, folders, data);
    }

    /**
     * The session that an exported file was made in, by its own metadata: sources, how images are prepared, and the mix; no
     * data and no trials. On the io lane.
     *
     * @param folders where sources may be, besides where they lay when the file was made
     */
    public Job<Session> recipe(Path file, List<Path> folders) {
        return context -> new Rebuild(measurements, pantry, context).session(file, folders);
    }

    /** The model card that an export would write, as far as it is known before. On the device lane. */
    public Job<String> card(Session session, ExportOrder order) {
        return context -> new Export(measurements, clock).card(session, order, context);
    }

    /**
     * Measures base, ingredients and mix on all sets, once, and writes a report about the mix: a page that needs nothing
     * beside itself, and a Markdown card beside it. On the device lane. Replaces nothing but older reports.
     */
    public Job<Reported> writeReport(Session session, ReportOrder order) {
        return context -> ReportRun.write(measurements, session, order, clock, context);
    }

    /**
     * Looks into files: reads each once as a whole. On the io lane. A refused file does not stop the others.
     *
     * @param base what they should fit, if anything; without it they are compared with the first one, but need not fit
     * @param weightsOnly see {@link Source#weightsOnly}
     * @param network what the user says about it
     */
    public Job<List<Inspection>> inspect(
            List<Path> files,
            Optional<Path> base,
            boolean weightsOnly,
            Granularity granularity,
            NetworkChoice network) {
        return context ->
                new Inspector(base, weightsOnly, granularity, network, pantry, backend).inspect(files, context);
    }

    /**
     * Decodes a few images by their positions in the order of measurements, to be looked at. On the io lane.
     *
     * @param seen how many images the measurement saw
     */
    public Job<List<SeenImage>> images(DataRef ref, int seen, List<Integer> positions) {
        return context -> SeenImage.of(ref, seen, positions, context);
    }

    /** Looks for images that the session's validation, test and OOD sets share. On the io lane. */
    public Job<LeakReport> leaks(Session session) {
        return context -> new LeakGuard(threads, context).run(session);
    }

    /**
     * Tries how well copies are found among the images of a set. On the io lane.
     *
     * @param samples how many images are copied
     */
    public Job<LeakCheck> leakCheck(DataRef ref, int samples) {
        return context -> LeakCheck.run(ref, samples, threads, context);
    }

    /** Cancels everything and gives back networks, files and native memory. */
    @Override
    public void close() {
        device.close(() -> {
            measurements.close();
            backend.close();
        });
        io.close();
        pantry.close();
    }
}

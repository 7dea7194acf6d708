package org.stockpot.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stockpot.checkpoint.Checkpoint;
import org.stockpot.checkpoint.Checkpoints;
import org.stockpot.checkpoint.Strangers;
import org.stockpot.fuse.PrefixMatch;
import org.stockpot.fuse.SourceFacts;
import org.stockpot.fuse.WeightPass;
import org.stockpot.fuse.WeightScan;
import org.stockpot.job.JobContext;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSource;

/** Keeps checkpoints open, so that each is validated once however often it is used. Safe to use from several threads. */
final class Pantry implements AutoCloseable {
    /** Sets of sources about whose values facts are remembered. */
    private static final int SOURCE_SETS = 4;

    private final Map<Place, CachedSource> shelf = new HashMap<>();
    private final Examiner examiner = new Examiner();
    private final Programs programs = new Programs();
    private final Variants variants = new Variants();
    private final Heads heads = new Heads();
    private final Residency residency;
    private final Map<List<String>, SourceFacts> facts = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<List<String>, SourceFacts> eldest) {
            return size() > SOURCE_SETS;
        }
    };

    /** The same file read in two ways is two checkpoints. */
    private record Place(Path file, boolean weightsOnly) {
        static Place of(Source source) {
            return new Place(source.path(), source.weightsOnly());
        }
    }

    private volatile boolean nonFiniteAllowed;

    /** @param residency of the tensors of all files */
    Pantry(Residency residency) {
        this.residency = residency;
    }

    /** Which of the files may be run, and by which of them mixes are. */
    Programs programs() {
        return programs;
    }

    /** What was found out about networks that names and shapes cannot tell apart. */
    Variants variants() {
        return variants;
    }

    /**
     * The text features of a file, ready to take the place of a classification head.
     *
     * @param embedding length of the tower's embedding
     */
    Heads.Head head(Source source, int embedding) throws StockpotException {
        return heads.open(source, embedding);
    }

    /** What tells that a checkpoint is still the one that was opened. */
    Stamp stamp(Source source) throws StockpotException {
        return shelved(source).stamp();
    }

    /**
     * Opens a file, or finds it open. Reads its header only. The pantry closes it.
     *
     * @throws StockpotException if it is no checkpoint, is gone, or has changed since it was opened
     */
    Checkpoint open(Source source) throws StockpotException {
        return shelved(source).file();
    }

    /** Size of all files of a checkpoint together. */
    long bytes(Source source) throws StockpotException {
        long bytes = 0;
        for (Path file : open(source).files()) {
            try {
                bytes += Files.size(file);
            } catch (IOException e) {
                throw new StockpotException(file + " cannot be read any more: " + e.getMessage(), e);
            }
        }
        return bytes;
    }

    /** The tensors of a checkpoint that a session uses, under the session's name for it. */
    TensorSource tensors(Source source) throws StockpotException {
        return new Named(source.name(), shelved(source));
    }

    List<TensorSource> tensors(List<Source> sources) throws StockpotException {
        List<TensorSource> all = new ArrayList<>();
        for (Source source : sources) {
            all.add(tensors(source));
        }
        return all;
    }

    /** Lets mixes take in values that are NaN or infinite, from now on. */
    void allowNonFinite(boolean allowed) {
        nonFiniteAllowed = allowed;
    }

    boolean isNonFiniteAllowed() {
        return nonFiniteAllowed;
    }

    /** What ingredients are compared with: the base, else the first ingredient. */
    static Optional<Source> reference(Session session) {
        return session.base().or(() -> session.ingredients().stream().findFirst());
    }

    /**
     * Reads a whole file, once however often this is asked for.
     *
     * @param reference what to compare its weights with; the source itself is compared with nothing
     * @throws StockpotException if it cannot be read, or has other content than the session declares
     */
    Examination examined(Source source, Optional<Source> reference, JobContext context) throws StockpotException {
        CachedSource shelved = shelved(source);
        Optional<CachedSource> other = Optional.empty();
        if (reference.isPresent() && !reference.get().path().equals(source.path())) {
            other = Optional.of(shelved(reference.get()));
        }
        Optional<TensorSource> beside = other.map(CachedSource::file);
        Optional<Stamp> stamp = other.map(CachedSource::stamp);
        Examination found = examiner.examine(
                source.path(),
                shelved.stamp(),
                stamp,
                before -> examination(source, shelved.file(), beside, stamp, before, context),
                context);
        requireDeclared(source, found);
        return found;
    }

    /** What is known of a file without reading it; nothing if it was compared with something else. */
    Optional<Examination> known(Source source, Optional<Source> reference) throws StockpotException {
        Optional<Stamp> beside = Optional.empty();
        if (reference.isPresent() && !reference.get().path().equals(source.path())) {
            beside = Optional.of(shelved(reference.get()).stamp());
        }
        Optional<Stamp> wanted = beside;
        return examiner.known(source.path(), shelved(source).stamp()).filter(one -> one.isAbout(wanted));
    }

    /**
     * Makes sure, once per file, that these are the files the session means and that they can be mixed.
     *
     * @return the session with the hashes of all its files
     * @throws StockpotException if one has other content than when it was added, or holds values that are NaN or infinite
     *     and that is not allowed
     */
    Session verified(Session session, JobContext context) throws StockpotException {
        Map<Path, String> hashes = new HashMap<>();
        for (Source source : session.sources()) {
            Examination found = examined(source, reference(session), context);
            if (!nonFiniteAllowed) {
                requireFinite(source.name(), found.scan());
            }
            hashes.put(source.path(), found.sha256());
        }
        if (session.network().head().isPresent()) {
            Source head = session.network().head().get();
            hashes.put(head.path(), heads.sha256(head));
        }
        return session.withSha256(hashes);
    }

    /**
     * Lets the tensors of a session's files stay in memory: it is being measured. Files that have not been verified are
     * read each time.
     *
     * @throws StockpotException if a file has changed since it was opened, or is gone
     */
    void measured(Session session) throws StockpotException {
        List<CachedSource> verified = new ArrayList<>();
        for (Source source : session.sources()) {
            CachedSource shelved = shelved(source);
            if (examiner.known(source.path(), shelved.stamp()).isPresent()) {
                verified.add(shelved);
            }
        }
        residency.measured(verified);
    }

    /**
     * What is known of the values of a session's files, the same for all sessions of the same content. Files that have not
     * been read as wholes are told apart by their names.
     */
    synchronized SourceFacts facts(Session session) {
        List<String> keys = session.ingredients().stream()
                .map(source -> source.sha256().orElse(source.name()))
                .toList();
        if (session.sources().stream().anyMatch(source -> source.sha256().isEmpty())) {
            return new SourceFacts(keys);
        }
        List<String> content = new ArrayList<>(keys);
        content.add(session.base().map(Source::content).orElse(""));
        return facts.computeIfAbsent(content, unknown -> new SourceFacts(keys));
    }

    private static Examination examination(
            Source source,
            Checkpoint checkpoint,
            Optional<TensorSource> reference,
            Optional<Stamp> stamp,
            Optional<Examination> before,
            JobContext context)
            throws StockpotException {
        TensorSource named = new Named(source.name(), checkpoint);
        TensorSource aligned =
                reference.map(base -> PrefixMatch.align(base, named)).orElse(named);
        if (before.isPresent()) {
            WeightPass.Result found = WeightPass.run(aligned, reference, context);
            return new Examination(before.get().sha256(), found.scan(), stamp, found.relation());
        }
        return new FirstLook(source.name(), checkpoint.files(), aligned, reference, context).examination(stamp);
    }

    private static void requireDeclared(Source source, Examination found) throws StockpotException {
        if (source.sha256().isPresent() && !source.sha256().get().equals(found.sha256())) {
            throw new StockpotException(source.path() + " is not the file that was added: its SHA-256 begins with "
                    + start(found.sha256()) + ", expected "
                    + start(source.sha256().get()) + "; remove it from the session and add it again.");
        }
    }

    static void requireFinite(String name, WeightScan scan) throws NonFiniteException {
        if (scan.nonFinite() > 0) {
            throw new NonFiniteException(name, scan);
        }
    }

    private static String start(String sha256) {
        return sha256.substring(0, Math.min(12, sha256.length()));
    }

    private synchronized CachedSource shelved(Source source) throws StockpotException {
        Place place = Place.of(source);
        CachedSource known = shelf.get(place);
        if (known == null) {
            Checkpoint checkpoint =
                    Checkpoints.open(place.file(), place.weightsOnly() ? Strangers.KEPT_INERT : Strangers.REFUSED);
            boolean complete = false;
            try {
                known = new CachedSource(checkpoint, Stamp.of(checkpoint.files()), residency);
                complete = true;
            } finally {
                if (!complete) {
                    checkpoint.close();
                }
            }
            shelf.put(place, known);
        } else {
            known.requireUnchanged();
        }
        return known;
    }

    /** Forgets a file that has changed, or is gone, so that it can be opened anew. */
    synchronized void refresh(Source source) {
        Place place = Place.of(source);
        CachedSource known = shelf.get(place);
        if (known != null && !known.isUnchanged()) {
            shelf.remove(place);
            examiner.forget(place.file());
            known.close();
        }
    }

    @Override
    public synchronized void close() {
        shelf.values().forEach(CachedSource::close);
        shelf.clear();
    }
}

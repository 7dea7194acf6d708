package org.stockpot.session;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.stockpot.checkpoint.Checkpoint;
import org.stockpot.checkpoint.Checkpoints;
import org.stockpot.checkpoint.Sha256;
import org.stockpot.checkpoint.Strangers;
import org.stockpot.job.JobContext;
import org.stockpot.job.Progress;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSource;

/** Keeps checkpoints open, so that each is validated once however often it is used. Safe to use from several threads. */
final class Pantry implements AutoCloseable {
    private static final long LARGEST_BUDGET = 512L << 20;

    private final Map<Place, Shelved> shelf = new HashMap<>();
    private final Examiner examiner = new Examiner();
    private final AtomicLong budget =
            new AtomicLong(Math.min(LARGEST_BUDGET, Runtime.getRuntime().maxMemory() / 4));

    /** The same file read in two ways is two checkpoints. */
    private record Place(Path file, boolean weightsOnly) {
        static Place of(Source source) {
            return new Place(source.path(), source.weightsOnly());
        }
    }

    private record Shelved(Checkpoint checkpoint, TensorSource tensors, Stamp stamp) {}

    /**
     * Opens a file, or finds it open. Reads its header only. The pantry closes it.
     *
     * @throws StockpotException if it is no checkpoint, is gone, or has changed since it was opened
     */
    Checkpoint open(Source source) throws StockpotException {
        return shelved(source).checkpoint();
    }

    /** The tensors of a checkpoint that a session uses, under the session's name for it. */
    TensorSource tensors(Source source) throws StockpotException {
        return new Named(source.name(), shelved(source).tensors());
    }

    List<TensorSource> tensors(List<Source> sources) throws StockpotException {
        List<TensorSource> all = new ArrayList<>();
        for (Source source : sources) {
            all.add(tensors(source));
        }
        return all;
    }

    /**
     * Reads a whole file, once however often this is asked for.
     *
     * @throws StockpotException if it cannot be read, or has other content than the session declares
     */
    Examination examined(Source source, JobContext context) throws StockpotException {
        Shelved shelved = shelved(source);
        Examination found = examiner.examine(
                source.path(), shelved.stamp(), inner -> examination(source, shelved.checkpoint(), inner), context);
        if (source.sha256().isPresent() && !source.sha256().get().equals(found.sha256())) {
            throw new StockpotException(source.path() + " is not the file that was added: its SHA-256 begins with "
                    + start(found.sha256()) + ", expected "
                    + start(source.sha256().get()) + "; remove it from the session and add it again.");
        }
        return found;
    }

    /**
     * Makes sure, once per file, that these are the files the session means.
     *
     * @return the session with the hashes of all its files
     * @throws StockpotException if one has other content than when it was added
     */
    Session verified(Session session, JobContext context) throws StockpotException {
        Map<Path, String> hashes = new HashMap<>();
        for (Source source : session.sources()) {
            hashes.put(source.path(), examined(source, context).sha256());
        }
        return session.withSha256(hashes);
    }

    private static Examination examination(Source source, Checkpoint checkpoint, JobContext context)
            throws StockpotException {
        return new Examination(Sha256.of(checkpoint.files(), (done, total) -> {
            context.checkpoint();
            context.progress(new Progress("Reading " + source.name(), done, total));
        }));
    }

    private static String start(String sha256) {
        return sha256.substring(0, Math.min(12, sha256.length()));
    }

    private synchronized Shelved shelved(Source source) throws StockpotException {
        Place place = Place.of(source);
        Shelved known = shelf.get(place);
        if (known == null) {
            Checkpoint checkpoint =
                    Checkpoints.open(place.file(), place.weightsOnly() ? Strangers.KEPT_INERT : Strangers.REFUSED);
            boolean complete = false;
            try {
                Stamp stamp = Stamp.of(checkpoint.files());
                known = new Shelved(checkpoint, new CachedSource(checkpoint, budget), stamp);
                complete = true;
            } finally {
                if (!complete) {
                    checkpoint.close();
                }
            }
            shelf.put(place, known);
        } else if (!known.stamp().equals(Stamp.of(known.checkpoint().files()))) {
            throw new StockpotException(
                    place.file() + " has changed since it was opened: remove it from the session and add it again.");
        }
        return known;
    }

    /** Forgets a file that has changed, or is gone, so that it can be opened anew. */
    synchronized void refresh(Source source) {
        Place place = Place.of(source);
        Shelved known = shelf.get(place);
        if (known != null && !isUnchanged(known)) {
            shelf.remove(place);
            examiner.forget(place.file());
            known.tensors().close();
        }
    }

    private static boolean isUnchanged(Shelved known) {
        try {
            return known.stamp().equals(Stamp.of(known.checkpoint().files()));
        } catch (StockpotException gone) {
            return false;
        }
    }

    @Override
    public synchronized void close() {
        shelf.values().forEach(shelved -> shelved.tensors().close());
        shelf.clear();
    }
}

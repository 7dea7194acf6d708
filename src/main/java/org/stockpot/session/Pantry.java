package org.stockpot.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.stockpot.checkpoint.Checkpoint;
import org.stockpot.checkpoint.Checkpoints;
import org.stockpot.checkpoint.Sha256;
import org.stockpot.job.JobContext;
import org.stockpot.job.Progress;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSource;

/** Keeps checkpoints open, so that each is validated once however often it is used. Safe to use from several threads. */
final class Pantry implements AutoCloseable {
    private static final long LARGEST_BUDGET = 512L << 20;

    private final Map<Path, Shelved> shelf = new HashMap<>();
    private final Map<Path, String> hashes = new HashMap<>();
    private final AtomicLong budget =
            new AtomicLong(Math.min(LARGEST_BUDGET, Runtime.getRuntime().maxMemory() / 4));

    private record Shelved(Checkpoint checkpoint, TensorSource tensors, Stamp stamp) {}

    /** What tells that a file is still the one that was opened. */
    private record Stamp(long size, FileTime modified) {
        static Stamp of(Path file) throws StockpotException {
            try {
                return new Stamp(Files.size(file), Files.getLastModifiedTime(file));
            } catch (IOException e) {
                throw new StockpotException(
                        file + " cannot be read any more (" + e.getClass().getSimpleName()
                                + "): put the file back or remove it from the session.",
                        e);
            }
        }
    }

    /**
     * Opens a file, or finds it open. The pantry closes it.
     *
     * @throws StockpotException if it is no checkpoint, is gone, or has changed since it was opened
     */
    Checkpoint open(Path file) throws StockpotException {
        return shelved(file).checkpoint();
    }

    /** The tensors of a checkpoint that a session uses, under the session's name for it. */
    TensorSource tensors(Source source) throws StockpotException {
        return new Named(source.name(), shelved(source.path()).tensors());
    }

    List<TensorSource> tensors(List<Source> sources) throws StockpotException {
        List<TensorSource> all = new ArrayList<>();
        for (Source source : sources) {
            all.add(tensors(source));
        }
        return all;
    }

    /**
     * Makes sure, once per file, that these are the files the session means.
     *
     * @throws StockpotException if one has other content than when it was added
     */
    void verify(List<Source> sources, JobContext context) throws StockpotException {
        for (Source source : sources) {
            open(source.path());
            String actual = known(source.path());
            if (actual.isEmpty()) {
                actual = Sha256.of(source.path(), (done, total) -> {
                    context.checkpoint();
                    context.progress(new Progress("Reading " + source.name(), done, total));
                });
                verified(source.path(), actual);
            }
            if (!actual.equals(source.sha256())) {
                throw new StockpotException(source.path() + " is not the file that was added: its SHA-256 begins with "
                        + start(actual) + ", expected " + start(source.sha256())
                        + "; remove it from the session and add it again.");
            }
        }
    }

    /** Remembers the hash of a file that is open. */
    synchronized void verified(Path file, String sha256) {
        hashes.put(file, sha256);
    }

    private synchronized String known(Path file) {
        return hashes.getOrDefault(file, "");
    }

    private static String start(String sha256) {
        return sha256.substring(0, Math.min(12, sha256.length()));
    }

    private synchronized Shelved shelved(Path file) throws StockpotException {
        Shelved known = shelf.get(file);
        if (known == null) {
            Stamp stamp = Files.exists(file) ? Stamp.of(file) : new Stamp(-1, FileTime.fromMillis(0));
            Checkpoint checkpoint = Checkpoints.open(file);
            known = new Shelved(checkpoint, new CachedSource(checkpoint, budget), stamp);
            shelf.put(file, known);
        } else if (!known.stamp().equals(Stamp.of(file))) {
            throw new StockpotException(
                    file + " has changed since it was opened: remove it from the session and add it again.");
        }
        return known;
    }

    /** Forgets a file that has changed, or is gone, so that it can be opened anew. */
    synchronized void refresh(Path file) throws StockpotException {
        Shelved known = shelf.get(file);
        if (known != null && !(Files.exists(file) && known.stamp().equals(Stamp.of(file)))) {
            shelf.remove(file);
            hashes.remove(file);
            known.tensors().close();
        }
    }

    @Override
    public synchronized void close() {
        shelf.values().forEach(shelved -> shelved.tensors().close());
        shelf.clear();
        hashes.clear();
    }
}

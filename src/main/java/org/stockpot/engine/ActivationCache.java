package org.stockpot.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.stockpot.data.PreparedSet;
import org.stockpot.evaluate.KeepPlan;
import org.stockpot.evaluate.Stage;

/**
 * Activations of one network between its stages, for the images of prepared sets, so that what stands in front of the
 * first changed stage need not run again. Which boundaries are kept is decided by {@link KeepPlan}; chances follow what
 * has been changing. Activations are used again only for exactly the same pass of images, so the result is that of a whole
 * run, bit for bit.
 *
 * <p>{@link #find} and {@link #keep} may be called from several threads, each for passes of its own; everything else from
 * one thread while nobody else is here.
 */
final class ActivationCache implements AutoCloseable {
    /** Changes are remembered with this share per later change. */
    private static final double MEMORY = 0.8;
    /** In front of the first stage stand the images themselves. */
    private static final int IMAGES = 0;

    private final List<Stage> stages;
    private final NDManager scope;
    private final Optional<SpoolFile> spool;
    private final long disk;
    private final long imageBytes;
    private long budget;
    private final Map<Row, NavigableMap<Integer, Kept>> rows = new ConcurrentHashMap<>();
    private final SetsAsked sets = new SetsAsked();
    private final AtomicLong bytes = new AtomicLong();
    private final double[] seen;
    private final long[] changedAt;
    private long clock;
    private int changes;
    private int firstChanged;
    private Keeping keeping = Keeping.NOTHING;

    /** The images that run together in one pass. */
    private record Row(PreparedSet set, int from, int to) {}

    /**
     * Where a pass can begin.
     *
     * @param boundary number of the stage to run first
     * @param activations in front of it, for this pass; not to be changed or closed
     */
    record Start(int boundary, NDArray activations) {}

    /**
     * An empty cache.
     *
     * @param scope owns the activations
     * @param budget bytes for all of them together, images included
     * @param imageBytes of one image; 0 if images are where the network runs anyway
     * @param spool for those that memory has no room for
     */
    ActivationCache(List<Stage> stages, NDManager scope, long budget, long imageBytes, Optional<Spool> spool) {
        this.imageBytes = imageBytes;
        this.spool = spool.map(SpoolFile::new);
        this.disk = spool.map(Spool::bytes).orElse(0L);
        this.stages = stages;
        this.scope = scope;
        this.budget = budget;
        this.seen = new double[stages.size()];
        this.changedAt = new long[stages.size()];
        this.firstChanged = stages.size();
    }

    /** The weights of a stage are others now. */
    void changed(int stage) {
        changedAt[stage] = ++clock;
        firstChanged = Math.min(firstChanged, stage);
    }

    /** Some images of a set are about to be run. */
    void begin(PreparedSet set) {
        if (budget <= 0 && disk <= 0) {
            return;
        }
        boolean changed = firstChanged < stages.size();
        if (changed) {
            for (int stage = 0; stage < seen.length; stage++) {
                seen[stage] *= MEMORY;
            }
            seen[firstChanged] += 1;
            firstChanged = stages.size();
            changes++;
        }
        if (sets.ask(set, changes) || changed) {
            replan();
        }
    }

    private void replan() {
        double total = Arrays.stream(seen).sum();
        var chances = new double[seen.length];
        for (int stage = 0; stage < chances.length; stage++) {
            // Nobody knows what comes next, so every stage keeps a share of one half together.
            chances[stage] = 0.5 / seen.length + (total == 0 ? 0 : 0.5 * seen[stage] / total);
        }
        keeping = sets.plan(changes, images -> Keeping.of(stages, chances, images, imageBytes, budget, disk));
        for (Map.Entry<Row, NavigableMap<Integer, Kept>> row : rows.entrySet()) {
            boolean known = sets.contains(row.getKey().set());
            row.getValue().entrySet().removeIf(kept -> {
                boolean useless = !known || !isWanted(kept.getKey(), kept.getValue());
                if (useless) {
                    free(kept.getValue());
                }
                return useless;
            });
        }
        rows.values().removeIf(Map::isEmpty);
    }

    private boolean isWanted(int boundary, Kept kept) {
        if (boundary == IMAGES) {
            return keeping.images();
        }
        boolean planned = kept instanceof Kept.InMemory
                ? keeping.plan().keeps(boundary)
                : keeping.plan().keepsOnDisk(boundary);
        return planned && isValid(boundary, kept);
    }

    /**
     * The last boundary (0 for the images as bytes) whose activations are still those of the present weights.
     *
     * @param batch owns the activations if they have to be brought from a disk
     */
    @Nullable
    Start find(PreparedSet set, int from, int to, NDManager batch) {
        NavigableMap<Integer, Kept> row = rows.get(new Row(set, from, to));
        if (row != null) {
            for (Map.Entry<Integer, Kept> kept : row.descendingMap().entrySet()) {
                Optional<NDArray> activations = isValid(kept.getKey(), kept.getValue())
                        ? kept.getValue().open(batch)
                        : Optional.empty();
                if (activations.isPresent()) {
                    return new Start(kept.getKey(), activations.get());
                }
            }
        }
        return null;
    }

    /**
     * Takes activations, if they are worth it.
     *
     * @param boundary number of the stage they stand in front of
     * @return whether the cache owns the array now
     */
    boolean keep(PreparedSet set, int from, int to, int boundary, NDArray activations) {
        if (keeping.plan().keeps(boundary)) {
            return take(
                    set, from, to, boundary, activations, activations.getShape().size() * Float.BYTES);
        }
        if (keeping.plan().keepsOnDisk(boundary) && spool.isPresent()) {
            NavigableMap<Integer, Kept> row = row(set, from, to);
            replace(row, boundary, Kept.OnDisk.write(spool.get(), activations, clock));
        }
        return false;
    }

    /**
     * Takes the bytes of images that were brought to the device, if there is room for all.
     *
     * @return whether the cache owns them now
     */
    boolean keepImages(PreparedSet set, int from, int to, NDArray images) {
        return keeping.images()
                && take(set, from, to, IMAGES, images, images.getShape().size());
    }

    private boolean take(PreparedSet set, int from, int to, int boundary, NDArray activations, long size) {
        NavigableMap<Integer, Kept> row = row(set, from, to);
        replace(row, boundary, Optional.empty());
        if (bytes.addAndGet(size) > budget) {
            bytes.addAndGet(-size);
            return false;
        }
        activations.attach(scope);
        row.put(boundary, new Kept.InMemory(activations, clock, size));
        return true;
    }

    private NavigableMap<Integer, Kept> row(PreparedSet set, int from, int to) {
        return rows.computeIfAbsent(new Row(set, from, to), key -> new TreeMap<>());
    }

    private void replace(NavigableMap<Integer, Kept> row, int boundary, Optional<Kept> by) {
        Kept before = row.remove(boundary);
        if (before != null) {
            free(before);
        }
        by.ifPresent(kept -> row.put(boundary, kept));
    }

    private boolean isValid(int boundary, Kept kept) {
        for (int stage = 0; stage < boundary; stage++) {
            if (changedAt[stage] > kept.clock()) {
                return false;
            }
        }
        return true;
    }

    private void free(Kept kept) {
        bytes.addAndGet(-kept.bytes());
        kept.free();
    }

    /** Gives everything back, and keeps at most half as much from now on: the device has no room. */
    void shrink() {
        clear();
        budget /= 2;
        keeping = Keeping.NOTHING;
        sets.clear();
    }

    private void clear() {
        rows.values().forEach(row -> row.values().forEach(this::free));
        rows.clear();
    }

    @Override
    public void close() {
        clear();
        spool.ifPresent(SpoolFile::close);
    }
}

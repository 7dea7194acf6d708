package org.stockpot.session;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.stockpot.tensor.Resident;
import org.stockpot.tensor.StockpotException;

/**
 * Which files' tensors stay in memory. All files together take no more than a budget. Files that are measured together come
 * and go together: where room is needed, those go first that were measured least recently, never those that are being
 * measured. A session that does not fit keeps what it read first, and the rest is read again each time. Safe to use from
 * several threads.
 */
final class Residency {
    private final long budget;
    private final Map<CachedSource, Stay> stays = new HashMap<>();
    private long turns;
    private long taken;

    /** One file's. */
    private static final class Stay {
        private long turn;
        private long bytes;
    }

    /** @param budget in bytes; 0 keeps nothing */
    Residency(long budget) {
        this.budget = budget;
    }

    /** From now on these files are being measured. Their contents must be those that the session means. */
    synchronized void measured(Collection<CachedSource> sources) {
        turns++;
        for (CachedSource source : sources) {
            stays.computeIfAbsent(source, one -> new Stay()).turn = turns;
        }
    }

    /**
     * Takes a tensor into memory, unless another thread has just done so.
     *
     * @param bytes that it takes
     * @return empty if there is no room for it, or if its file has not been measured
     */
    synchronized Optional<Resident> admit(CachedSource source, String tensor, long bytes) throws StockpotException {
        Optional<Resident> known = source.kept(tensor);
        Stay stay = stays.get(source);
        if (known.isPresent() || stay == null || !makeRoom(bytes, stay.turn)) {
            return known;
        }
        Optional<Resident> loaded = source.load(tensor);
        if (loaded.isPresent()) {
            stay.bytes += bytes;
            taken += bytes;
        }
        return loaded;
    }

    private boolean makeRoom(long bytes, long turn) {
        if (bytes > budget) {
            return false;
        }
        while (taken + bytes > budget) {
            Optional<CachedSource> oldest = stays.entrySet().stream()
                    .filter(entry -> entry.getValue().turn < turn && entry.getValue().bytes > 0)
                    .min(Comparator.comparingLong(entry -> entry.getValue().turn))
                    .map(Map.Entry::getKey);
            if (oldest.isEmpty()) {
                return false;
            }
            empty(oldest.get());
        }
        return true;
    }

    private void empty(CachedSource source) {
        Stay stay = stays.get(source);
        if (stay != null) {
            source.drop();
            taken -= stay.bytes;
            stay.bytes = 0;
        }
    }

    /** Gives back a file's room for good. */
    synchronized void leave(CachedSource source) {
        empty(source);
        stays.remove(source);
    }

    /** Bytes in memory now. */
    synchronized long taken() {
        return taken;
    }
}

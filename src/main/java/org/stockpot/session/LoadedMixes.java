package org.stockpot.session;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import org.stockpot.evaluate.Backend;

/**
 * The networks on the device that nobody is using now. A job takes one and gives it back, so a slider's evaluation that
 * runs inside a search, at one of its checkpoints, finds a network of its own and never disturbs the search's. Lives on
 * the device lane's thread.
 */
final class LoadedMixes implements AutoCloseable {
    /** One for the sliders, one for a search. */
    private static final int KEPT = 2;

    private final Backend backend;
    private final Deque<LoadedMix> idle = new ArrayDeque<>();

    LoadedMixes(Backend backend) {
        this.backend = backend;
    }

    /** The idle network that is closest to the mix wanted, or a new one. */
    LoadedMix take(MixKey wanted) {
        LoadedMix best = idle.stream()
                .min(Comparator.comparingInt(mix -> mix.distance(wanted)))
                .orElse(null);
        if (best == null || (best.distance(wanted) == Integer.MAX_VALUE && idle.size() < KEPT)) {
            return new LoadedMix(backend);
        }
        idle.remove(best);
        return best;
    }

    void giveBack(LoadedMix mix) {
        idle.addFirst(mix);
        while (idle.size() > KEPT) {
            idle.removeLast().close();
        }
    }

    @Override
    public void close() {
        idle.forEach(LoadedMix::close);
        idle.clear();
    }
}

package org.stockpot.session;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.stockpot.job.JobContext;
import org.stockpot.tensor.StockpotException;

/** Lets every file be read as a whole once, and never by two lanes at the same time. Safe to use from several threads. */
final class Examiner {
    private static final long PATIENCE_MILLIS = 100;

    private final Map<Path, Done> done = new HashMap<>();
    private final Map<Path, Thread> busy = new HashMap<>();

    private record Done(Stamp stamp, Examination examination) {}

    /** Reads the file. */
    @FunctionalInterface
    interface Pass {
        /**
         * Makes one pass.
         *
         * @param before what is known of the file already, such as its hash
         */
        Examination run(Optional<Examination> before) throws StockpotException;
    }

    /** What is known about a file already. */
    synchronized Optional<Examination> known(Path file, Stamp stamp) {
        return Optional.ofNullable(done.get(file))
                .filter(one -> one.stamp().equals(stamp))
                .map(Done::examination);
    }

    /**
     * Examines a file, or waits for the other thread that does so at the moment. A thread that is itself in the middle of
     * an examination (an urgent job runs inside another one) never waits, so that no two can wait for each other.
     *
     * @param reference what the file is to be compared with; empty takes what is known of any comparison
     */
    Examination examine(Path file, Stamp stamp, Optional<Stamp> reference, Pass pass, JobContext context)
            throws StockpotException {
        Thread self = Thread.currentThread();
        boolean mine = false;
        while (!mine) {
            context.checkpoint();
            synchronized (this) {
                Optional<Examination> known = known(file, stamp).filter(one -> one.isAbout(reference));
                if (known.isPresent()) {
                    return known.get();
                }
                mine = busy.putIfAbsent(file, self) == null;
                if (!mine && busy.containsValue(self)) {
                    break;
                }
                if (!mine) {
                    try {
                        wait(PATIENCE_MILLIS);
                    } catch (InterruptedException e) {
                        self.interrupt();
                        throw new CancellationException();
                    }
                }
            }
        }
        try {
            Examination found = pass.run(known(file, stamp));
            synchronized (this) {
                done.put(file, new Done(stamp, found));
            }
            return found;
        } finally {
            if (mine) {
                synchronized (this) {
                    busy.remove(file);
                    notifyAll();
                }
            }
        }
    }

    synchronized void forget(Path file) {
        done.remove(file);
    }
}

package org.stockpot.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.stockpot.job.Job;
import org.stockpot.job.JobContext;
import org.stockpot.job.Pace;
import org.stockpot.job.Progress;
import org.stockpot.job.QueueLane;
import org.stockpot.session.Json;
import org.stockpot.tensor.StockpotException;

/** Runs jobs with progress on stderr and prints results on stdout. */
final class Console {
    private final Surroundings surroundings;

    Console(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** Runs a job on its lane, shows how far it is, and waits for it. */
    <T> T run(QueueLane lane, Job<T> job) throws StockpotException {
        return lane.call(context -> {
            var shown = new Shown(context, surroundings.err(), surroundings.terminal());
            try {
                return job.run(shown);
            } finally {
                shown.clear();
            }
        });
    }

    void json(Object value) {
        surroundings.out().print(Json.text(value));
        surroundings.out().flush();
    }

    void line(String text) {
        surroundings.out().println(text);
    }

    void note(String text) {
        surroundings.err().println(text);
    }

    /** One line that is written over on a terminal; elsewhere a line now and then, none for what is quickly done. */
    private static final class Shown implements JobContext {
        private static final long REDRAW = TimeUnit.MILLISECONDS.toNanos(100);
        private static final long REPEAT = TimeUnit.SECONDS.toNanos(10);
        private static final long PATIENCE = TimeUnit.SECONDS.toNanos(3);
        private static final int WIDTH = 24;

        private final JobContext context;
        private final PrintStream err;
        private final boolean terminal;
        private String phase = "";
        // Phases of one search count on against the same total; their time left is estimated as one.
        private final Pace pace = new Pace();
        private long shown = System.nanoTime();
        private boolean dirty;

        Shown(JobContext context, PrintStream err, boolean terminal) {
            this.context = context;
            this.err = err;
            this.terminal = terminal;
        }

        @Override
        public void checkpoint() {
            context.checkpoint();
        }

        @Override
        public void endIfCancelled() {
            context.endIfCancelled();
        }

        @Override
        public long workedNanos() {
            return context.workedNanos();
        }

        @Override
        public void rest(Duration most) {
            context.rest(most);
        }

        @Override
        public void progress(Progress progress) {
            context.progress(progress);
            pace.at(progress);
            long now = System.nanoTime();
            boolean next = !progress.phase().equals(phase);
            if (next) {
                phase = progress.phase();
            }
            long since = now - shown;
            if (terminal ? next || since >= REDRAW : since >= REPEAT || (next && since >= PATIENCE)) {
                shown = now;
                draw(progress);
            }
        }

        private void draw(Progress progress) {
            if (!terminal) {
                err.println(progress.phase() + count(progress) + remaining());
                return;
            }
            double share = Math.max(0, progress.fraction());
            int full = (int) Math.round(share * WIDTH);
            err.print("\r\033[K[" + "#".repeat(full) + ".".repeat(WIDTH - full) + "] " + progress.phase()
                    + count(progress) + remaining());
            err.flush();
            dirty = true;
        }

        private static String count(Progress progress) {
            if (progress.total() <= 0) {
                return progress.done() > 0 ? String.format(" %,d", progress.done()) : "";
            }
            return String.format(" %,d/%,d", progress.done(), progress.total());
        }

        private String remaining() {
            return pace.left()
                    .map(Duration::toSeconds)
                    .map(left -> left < 90
                            ? ", about " + left + " s left"
                            : ", about " + Math.round(left / 60.0) + " min left")
                    .orElse("");
        }

        void clear() {
            if (dirty) {
                err.print("\r\033[K");
                err.flush();
                dirty = false;
            }
        }
    }
}

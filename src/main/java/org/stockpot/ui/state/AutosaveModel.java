package org.stockpot.ui.state;

import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.stockpot.job.Job;
import org.stockpot.job.JobListener;
import org.stockpot.job.QueueLane;
import org.stockpot.session.Autosave;
import org.stockpot.session.Session;
import org.stockpot.tensor.StockpotException;
import org.stockpot.ui.text.Texts;

/**
 * Keeps the session safe from a crash while it is not saved: half a second after a change at the latest it is handed to
 * the io lane, the newest state only; and offers what an earlier crash left. Lives on the JavaFX thread.
 */
public final class AutosaveModel {
    private static final Texts TEXTS = Texts.of(AutosaveModel.class);
    private static final long PAUSE_NANOS = 500_000_000L;

    private final Autosave autosave;
    private final QueueLane io;
    private final SessionModel session;
    private final Tasks tasks;
    private final Notices notices;
    private final Clock clock;
    private State kept = State.NOTHING;
    private boolean writing;
    private long written = System.nanoTime() - PAUSE_NANOS;

    /** What is in the file, or on its way there; a session that is saved or empty needs none. */
    private record State(Optional<Session> session, Optional<Path> of) {
        static final State NOTHING = new State(Optional.empty(), Optional.empty());
    }

    public AutosaveModel(
            Autosave autosave, QueueLane io, SessionModel session, Tasks tasks, Notices notices, Clock clock) {
        this.autosave = autosave;
        this.io = io;
        this.session = session;
        this.tasks = tasks;
        this.notices = notices;
        this.clock = clock;
    }

    /** Once per pulse. */
    public void poll() {
        if (writing || System.nanoTime() - written < PAUSE_NANOS) {
            return;
        }
        State now = state();
        if (!now.equals(kept)) {
            kept = now;
            write(now);
        }
    }

    /**
     * Looks for what crashes left and offers it.
     *
     * @param recover puts a session in place of the one on the screen; it may ask first, and says what it did
     */
    public void offerWhatIsLeft(Consumer<Autosave.Left> recover) {
        io.submit(autosave.find(), new Listener<Autosave.Found>() {
            @Override
            public void succeeded(Autosave.Found found) {
                found.broken().forEach(problem -> notices.problem(TEXTS.get("autosave.subject"), problem));
                List<Autosave.Left> oldestFirst = new java.util.ArrayList<>(found.sessions());
                java.util.Collections.reverse(oldestFirst);
                oldestFirst.forEach(left -> offer(left, recover));
            }
        });
    }

    /** After a session was recovered: keeps it as this window's own before what the crash left is removed. */
    public void recovered(Autosave.Left left) {
        State now = state();
        kept = now;
        Optional<Job<Path>> keep = now.session().map(wanted -> autosave.keep(wanted, now.of(), clock.instant()));
        submit(context -> {
            if (keep.isPresent()) {
                keep.get().run(context);
            }
            return autosave.discard(left).run(context);
        });
    }

    private void offer(Autosave.Left left, Consumer<Autosave.Left> recover) {
        String when = DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
                .withLocale(TEXTS.locale())
                .format(left.at().atZone(ZoneId.systemDefault()));
        String name = left.of().map(file -> String.valueOf(file.getFileName())).orElse(TEXTS.get("session.new"));
        notices.offer(
                TEXTS.get("autosave.subject"),
                TEXTS.get(
                        "autosave.left",
                        name,
                        when,
                        left.session().ingredients().size()),
                List.of(
                        new Remedy(TEXTS.get("autosave.recover"), () -> recover.accept(left)),
                        new Remedy(TEXTS.get("autosave.discard"), () -> submit(autosave.discard(left)))));
    }

    private State state() {
        return session.isWorthSaving()
                ? new State(
                        Optional.of(session.session()), session.fileProperty().get())
                : State.NOTHING;
    }

    private void write(State now) {
        now.session()
                .ifPresentOrElse(
                        wanted -> submit(autosave.keep(wanted, now.of(), clock.instant())),
                        () -> submit(autosave.drop()));
    }

    private <T> void submit(Job<T> job) {
        writing = true;
        io.submitUrgent(job, new Listener<T>() {
            @Override
            public void succeeded(T result) {
                ended();
            }
        });
    }

    private void ended() {
        writing = false;
        written = System.nanoTime();
    }

    private abstract class Listener<T> implements JobListener<T> {
        @Override
        public void failed(StockpotException problem) {
            ended();
            notices.problem(TEXTS.get("autosave.subject"), problem.getMessage());
        }

        @Override
        public void cancelled() {
            ended();
        }

        @Override
        public void crashed(Throwable error) {
            ended();
            tasks.crashes().accept(error);
        }
    }
}

package org.stockpot.ui.live;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import org.stockpot.data.Role;
import org.stockpot.job.Job;
import org.stockpot.job.JobContext;
import org.stockpot.job.Progress;
import org.stockpot.session.Session;
import org.stockpot.session.Source;
import org.stockpot.session.Trial;
import org.stockpot.session.Workbench;
import org.stockpot.ui.state.Notices;
import org.stockpot.ui.state.RunningTask;
import org.stockpot.ui.state.SessionModel;
import org.stockpot.ui.state.SoloScores;
import org.stockpot.ui.state.Tasks;
import org.stockpot.ui.text.Texts;

/** Measures the base and every ingredient alone. Lives on the JavaFX thread and knows no control. */
public final class SoloModel {
    private static final Texts TEXTS = Texts.of(SoloModel.class);

    private final Workbench workbench;
    private final SessionModel session;
    private final Tasks tasks;
    private final Notices notices;
    private final Queue<Trial> arrived = new ConcurrentLinkedQueue<>();
    private Consumer<List<Trial>> receiver = trials -> {};
    private final ReadOnlyBooleanWrapper running = new ReadOnlyBooleanWrapper();
    private Optional<RunningTask> task = Optional.empty();
    private boolean paused;
    private boolean interrupted;
    private boolean leaving;

    public SoloModel(Workbench workbench, SessionModel session, Tasks tasks, Notices notices) {
        this.workbench = workbench;
        this.session = session;
        this.tasks = tasks;
        this.notices = notices;
        session.openingProperty().addListener((observable, before, after) -> leave());
    }

    public ReadOnlyBooleanProperty runningProperty() {
        return running.getReadOnlyProperty();
    }

    /** Measures whatever has not been measured on the session's data. */
    public void measure() {
        Session now = session.session();
        if (running.get()) {
            interrupted |= leaving;
            return;
        }
        if (now.data().isEmpty() || now.sources().isEmpty()) {
            notices.problem(
                    TEXTS.get("measure-ingredients"),
                    now.data().isEmpty() ? TEXTS.get("no-data") : TEXTS.get("no-sources"));
            return;
        }
        SoloScores known = SoloScores.of(now);
        List<Source> missing = now.sources().stream()
                .filter(source -> known.of(source).isEmpty())
                .toList();
        if (missing.isEmpty()) {
            notices.done(TEXTS.get("measure-ingredients"), TEXTS.get("all-measured"));
            return;
        }
        if (paused) {
            interrupted = true;
            return;
        }
        running.set(true);
        receiver = session.ifStillOpen(
                news -> session.edit(then -> news.stream().reduce(then, Session::withTrial, (one, other) -> other)));
        task = Optional.of(
                tasks.start(TEXTS.get("measure-ingredients"), workbench.device(), job(now, missing), done -> {}, () -> {
                    running.set(false);
                    task = Optional.empty();
                    poll();
                    leaving = false;
                    if (interrupted && !paused) {
                        resume();
                    }
                }));
    }

    /** Lets something else have the device; what has been measured is kept. */
    public void pause() {
        paused = true;
        interrupted |= task.isPresent() && !leaving;
        task.ifPresent(RunningTask::cancel);
    }

    /** Goes on with what {@link #pause} interrupted. */
    public void resume() {
        paused = false;
        if (interrupted && !running.get()) {
            interrupted = false;
            measure();
        }
    }

    /** Another session takes the place of the one whose models are measured. */
    private void leave() {
        interrupted = false;
        leaving = task.isPresent();
        task.ifPresent(RunningTask::cancel);
    }

    /** Once per pulse: takes in what has been measured since. */
    public void poll() {
        List<Trial> news = new ArrayList<>();
        for (Trial trial = arrived.poll(); trial != null; trial = arrived.poll()) {
            news.add(trial);
        }
        if (!news.isEmpty()) {
            receiver.accept(news);
        }
    }

    private Job<Integer> job(Session now, List<Source> sources) {
        return context -> {
            for (int index = 0; index < sources.size(); index++) {
                Source source = sources.get(index);
                Trial trial = workbench
                        .evaluation(now.solo(source), EnumSet.allOf(Role.class), partial -> {})
                        .run(new Part(context, source.name(), index, sources.size()));
                arrived.add(trial.from(origin(now, source), 0));
            }
            return sources.size();
        };
    }

    private static String origin(Session session, Source source) {
        return Optional.of(source).equals(session.base()) ? "base" : source.name();
    }

    /** Passes progress on as a part of the whole. */
    private record Part(JobContext whole, String name, int index, int count) implements JobContext {
        private static final long STEPS = 1000;

        @Override
        public void checkpoint() {
            whole.checkpoint();
        }

        @Override
        public void endIfCancelled() {
            whole.endIfCancelled();
        }

        @Override
        public void progress(Progress progress) {
            long inside = (long) (STEPS * Math.max(0, progress.fraction()));
            whole.progress(
                    new Progress(TEXTS.get("part", name, index + 1, count), index * STEPS + inside, count * STEPS));
        }
    }
}

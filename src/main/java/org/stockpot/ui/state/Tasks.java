package org.stockpot.ui.state;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.stockpot.job.Job;
import org.stockpot.job.JobHandle;
import org.stockpot.job.JobListener;
import org.stockpot.job.QueueLane;
import org.stockpot.session.Cooked;
import org.stockpot.session.Exported;
import org.stockpot.session.NonFiniteException;
import org.stockpot.session.Reported;
import org.stockpot.session.UntrustedProgramException;
import org.stockpot.tensor.StockpotException;
import org.stockpot.ui.state.FinishedTask.End;
import org.stockpot.ui.text.Advice;
import org.stockpot.ui.text.Texts;

/**
 * Background work that the user sees. Failures of the world become notices; failures of ours go to the crash reporter.
 * Lives on the JavaFX thread, which must be where the lanes deliver.
 */
public final class Tasks {
    private static final Texts TEXTS = Texts.of(Tasks.class);
    private static final Advice ADVICE = Advice.shown();
    private static final int KEPT = 50;

    private final ObservableList<RunningTask> running = FXCollections.observableArrayList();
    private final ObservableList<RunningTask> readOnly = FXCollections.unmodifiableObservableList(running);
    private final ObservableList<FinishedTask> finished = FXCollections.observableArrayList();
    private final ObservableList<FinishedTask> readOnlyFinished = FXCollections.unmodifiableObservableList(finished);
    private final Notices notices;
    private final Consumer<Throwable> crashes;
    private Consumer<UntrustedProgramException> asking = program -> {};
    private Runnable allowing = () -> {};

    public Tasks(Notices notices, Consumer<Throwable> crashes) {
        this.notices = notices;
        this.crashes = crashes;
    }

    public ObservableList<RunningTask> running() {
        return readOnly;
    }

    /** What ended, newest first; older ones are forgotten. */
    public ObservableList<FinishedTask> finished() {
        return readOnlyFinished;
    }

    /**
     * Who asks the user whether the code of a file may be run. Notices about such a file have a button for it.
     *
     * @param asking runs on the JavaFX thread when the button is pressed
     */
    public void setAsking(Consumer<UntrustedProgramException> asking) {
        this.asking = asking;
    }

    /**
     * What lets values through that are NaN or infinite. Notices about files with such values have a button for it.
     *
     * @param allowing runs on the JavaFX thread when the button is pressed
     */
    public void setAllowing(Runnable allowing) {
        this.allowing = allowing;
    }

    /** Shows why something failed, and what can be done about it with one click. */
    public void problem(String subject, StockpotException problem) {
        notices.problem(subject, ADVICE.of(problem), remedy(problem));
    }

    private Optional<Remedy> remedy(StockpotException problem) {
        if (problem instanceof UntrustedProgramException program) {
            return Optional.of(new Remedy(TEXTS.get("tasks.run-code"), () -> asking.accept(program)));
        }
        if (problem instanceof NonFiniteException) {
            return Optional.of(new Remedy(TEXTS.get("tasks.allow-non-finite"), () -> allowing.run()));
        }
        return Optional.empty();
    }

    /** Where errors of the program itself go. */
    public Consumer<Throwable> crashes() {
        return crashes;
    }

    /** Starts a job; if it fails, a notice says so. */
    public <T> RunningTask start(String name, QueueLane lane, Job<T> job, Consumer<? super T> then) {
        return start(name, lane, job, then, () -> {});
    }

    /**
     * Starts a job.
     *
     * @param then receives its result
     * @param atEnd runs after it, however it ended
     */
    public <T> RunningTask start(String name, QueueLane lane, Job<T> job, Consumer<? super T> then, Runnable atEnd) {
        return this.<T>watch(name, listener -> lane.submit(job, listener), then, atEnd);
    }

    /** Starts a job that is over in a moment and that somebody waits for, before all others of its lane. */
    public <T> RunningTask startUrgent(String name, QueueLane lane, Job<T> job, Consumer<? super T> then) {
        return this.<T>watch(name, listener -> lane.submitUrgent(job, listener), then, () -> {});
    }

    private <T> RunningTask watch(
            String name, Function<JobListener<T>, JobHandle<T>> submit, Consumer<? super T> then, Runnable atEnd) {
        var ending = new Ending();
        JobHandle<T> handle = submit.apply(new JobListener<T>() {
            @Override
            public void succeeded(T result) {
                ending.end = Optional.of(End.done(file(result)));
                then.accept(result);
                atEnd.run();
            }

            @Override
            public void failed(StockpotException problem) {
                ending.end = Optional.of(End.failed(ADVICE.of(problem)));
                problem(name, problem);
                atEnd.run();
            }

            @Override
            public void cancelled() {
                ending.end = Optional.of(End.stopped());
                atEnd.run();
            }

            @Override
            public void crashed(Throwable error) {
                ending.end = Optional.of(End.failed(TEXTS.get("tasks.crashed")));
                atEnd.run();
                crashes.accept(error);
            }
        });
        var task = new RunningTask(name, handle, () -> ending.end);
        running.add(task);
        return task;
    }

    /** Once per pulse. */
    public void poll() {
        running.stream().flatMap(task -> task.finished().stream()).forEach(task -> finished.add(0, task));
        if (finished.size() > KEPT) {
            finished.remove(KEPT, finished.size());
        }
        running.removeIf(RunningTask::isDone);
        running.forEach(RunningTask::poll);
    }

    /** Asks everything that runs to stop. */
    public void cancelAll() {
        running.forEach(RunningTask::cancel);
    }

    /** What a job wrote, if that is what it was for. */
    private static Optional<Path> file(Object result) {
        if (result instanceof Path path) {
            return Optional.of(path);
        }
        if (result instanceof Exported exported) {
            return Optional.of(exported.file());
        }
        if (result instanceof Cooked cooked) {
            return Optional.of(cooked.file());
        }
        return result instanceof Reported reported ? Optional.of(reported.html()) : Optional.empty();
    }

    /** How a job ended, written by its listener. */
    private static final class Ending {
        private Optional<End> end = Optional.empty();
    }
}

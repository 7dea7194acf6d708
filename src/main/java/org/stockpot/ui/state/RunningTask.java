package org.stockpot.ui.state;

import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.stockpot.job.JobHandle;
import org.stockpot.job.Pace;
import org.stockpot.job.Progress;
import org.stockpot.ui.text.Glossary;
import org.stockpot.ui.text.Texts;

/** A job that the status bar shows: what it does, how far it is, how long it will take. */
public final class RunningTask {
    private static final Texts TEXTS = Texts.of(RunningTask.class);
    private static final Glossary GLOSSARY = Glossary.shown();

    private final String name;
    private final JobHandle<?> handle;
    private final Supplier<Optional<FinishedTask.End>> end;
    private final long started = System.nanoTime();
    private final Pace pace = new Pace();
    private final ReadOnlyBooleanWrapper paused = new ReadOnlyBooleanWrapper();
    private final ReadOnlyStringWrapper text = new ReadOnlyStringWrapper();
    private final ReadOnlyStringWrapper detail = new ReadOnlyStringWrapper("");
    private final ReadOnlyDoubleWrapper fraction = new ReadOnlyDoubleWrapper(-1);
    private Progress shown = Progress.NONE;
    private long shownSecond = -1;
    private boolean cancelled;

    RunningTask(String name, JobHandle<?> handle, Supplier<Optional<FinishedTask.End>> end) {
        this.name = name;
        this.handle = handle;
        this.end = end;
        this.text.set(name);
    }

    public String name() {
        return name;
    }

    /** Such as {@code Search: phase 1, about 4 min left}. */
    public ReadOnlyStringProperty textProperty() {
        return text.getReadOnlyProperty();
    }

    /** Such as {@code phase 1 · 120/300 · 0:42 · about 4 min left}. */
    public ReadOnlyStringProperty detailProperty() {
        return detail.getReadOnlyProperty();
    }

    /** Since it was handed to its lane. */
    public Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - started);
    }

    /** 0…1, or −1 while unknown. */
    public ReadOnlyDoubleProperty fractionProperty() {
        return fraction.getReadOnlyProperty();
    }

    /** Asks the job to stop at its next checkpoint. */
    public void cancel() {
        cancelled = true;
        handle.cancel();
        text.set(TEXTS.get("task.stopping", name));
    }

    /** Lets the job stand still from its next checkpoint on. */
    public void pause() {
        handle.pause();
        pace.restart();
        paused.set(true);
    }

    /** Lets a paused job go on. */
    public void resume() {
        paused.set(false);
        handle.resume();
    }

    public ReadOnlyBooleanProperty pausedProperty() {
        return paused.getReadOnlyProperty();
    }

    boolean isCancelled() {
        return cancelled;
    }

    boolean isDone() {
        return handle.isDone() && end.get().isPresent();
    }

    /** Empty while it runs. */
    Optional<FinishedTask> finished() {
        return end.get()
                .filter(ended -> handle.isDone())
                .map(ended -> new FinishedTask(name, ended, elapsed(), LocalTime.now(ZoneId.systemDefault())));
    }

    /** Reads the newest progress. */
    void poll() {
        Progress newest = handle.progress();
        long second = (System.nanoTime() - started) / 1_000_000_000L;
        if (newest.equals(shown) && second == shownSecond) {
            return;
        }
        shown = newest;
        shownSecond = second;
        if (!paused.get()) {
            pace.at(newest);
        }
        fraction.set(newest.fraction());
        detail.set(detail(newest));
        if (cancelled) {
            return;
        }
        String phase = newest.phase().isEmpty() ? name : name + ": " + GLOSSARY.words(newest.told());
        text.set(
                paused.get()
                        ? TEXTS.get("task.paused", phase)
                        : remaining()
                                .map(left -> TEXTS.get("task.left", phase, Figures.left(left)))
                                .orElse(phase));
    }

    private String detail(Progress newest) {
        var parts = new ArrayList<String>();
        if (!newest.phase().isEmpty()) {
            parts.add(GLOSSARY.words(newest.told()));
        }
        if (newest.total() > 0) {
            parts.add(String.format(Locale.ROOT, "%,d/%,d", newest.done(), newest.total()));
        }
        parts.add(Figures.elapsed(elapsed()));
        if (!paused.get()) {
            pace.perSecond().ifPresent(rate -> parts.add(Figures.rate(rate)));
        }
        remaining().map(Figures::left).ifPresent(parts::add);
        return String.join(" · ", parts);
    }

    /** By the speed of the newest steps; empty before that is known and while the job is paused. */
    public Optional<Duration> remaining() {
        return paused.get() ? Optional.empty() : pace.left();
    }
}

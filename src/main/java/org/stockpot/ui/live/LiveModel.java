package org.stockpot.ui.live;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;
import org.stockpot.data.DataRef;
import org.stockpot.data.Preprocessing;
import org.stockpot.data.Role;
import org.stockpot.evaluate.Evaluation;
import org.stockpot.fuse.Recipe;
import org.stockpot.job.JobListener;
import org.stockpot.job.LatestLane;
import org.stockpot.session.NetworkChoice;
import org.stockpot.session.Session;
import org.stockpot.session.Trial;
import org.stockpot.session.Workbench;
import org.stockpot.tensor.StockpotException;
import org.stockpot.ui.state.SessionModel;
import org.stockpot.ui.state.SourceFiles;
import org.stockpot.ui.state.Tasks;
import org.stockpot.ui.text.Texts;

/**
 * Measures the mix whenever it changes; a newer mix supersedes the measurement of the one before. Intermediate results
 * wait in a holder that {@link #poll} reads once per pulse. Lives on the JavaFX thread and knows no control.
 */
public final class LiveModel {
    /** The origin of trials that were made by hand. */
    public static final String SLIDERS = "sliders";

    private static final Texts TEXTS = Texts.of(LiveModel.class);
    private static final double NANOS = 1e9;

    private final Workbench workbench;
    private final SessionModel session;
    private final Tasks tasks;
    private final LatestLane measuring;
    private final ReadOnlyObjectWrapper<Reading> reading = new ReadOnlyObjectWrapper<>(Reading.NONE);
    private AtomicReference<Optional<Partial>> newest = new AtomicReference<>(Optional.empty());
    private Optional<Key> measured = Optional.empty();

    /** What a measurement depends on. */
    private record Key(
            SourceFiles files,
            Recipe recipe,
            List<DataRef> data,
            Optional<Preprocessing> preprocessing,
            NetworkChoice network) {
        static Optional<Key> of(Session session) {
            return session.ingredients().isEmpty() || session.data().isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Key(
                            SourceFiles.of(session),
                            session.recipe(),
                            session.data(),
                            session.preprocessing(),
                            SourceFiles.network(session)));
        }
    }

    /** An intermediate result, and how fast images went through since the first one. */
    private record Partial(List<Evaluation> evaluations, double imagesPerSecond) {}

    /** Measures speed without the time it takes to load a network and to decode images the first time. */
    private static final class Clock {
        private long start;
        private int before;

        double imagesPerSecond(List<Evaluation> evaluations) {
            int images = evaluations.stream().mapToInt(Evaluation::total).sum();
            long now = System.nanoTime();
            if (start == 0) {
                start = now;
                before = images;
                return Double.NaN;
            }
            return (images - before) / ((now - start) / NANOS);
        }
    }

    public LiveModel(Workbench workbench, SessionModel session, Tasks tasks) {
        this.workbench = workbench;
        this.session = session;
        this.tasks = tasks;
        this.measuring = new LatestLane(workbench.device());
        session.sessionProperty().addListener((observable, before, now) -> follow());
        follow();
    }

    public ReadOnlyObjectProperty<Reading> readingProperty() {
        return reading.getReadOnlyProperty();
    }

    /** What was measured so far; gains are over the best of it. */
    ObservableValue<List<Trial>> trialsProperty() {
        return session.sessionProperty().map(Session::trials);
    }

    /** What the mix gains over the best ingredient alone; empty while either is unknown. */
    Optional<GainOverBest> gain(Role role) {
        return GainOverBest.of(session.session(), reading.get().evaluations(), role);
    }

    /** Measures the mix again from the start. */
    public void measure() {
        measured = Optional.empty();
        follow();
    }

    /** Once per pulse: shows the newest intermediate result. */
    public void poll() {
        newest.getAndSet(Optional.empty())
                .ifPresent(partial -> reading.set(new Reading(
                        partial.evaluations(),
                        Reading.State.PARTIAL,
                        known(partial.imagesPerSecond()),
                        reading.get().device())));
    }

    private void follow() {
        Session now = session.session();
        Optional<Key> key = Key.of(now);
        if (key.equals(measured)) {
            return;
        }
        boolean otherData = !key.map(Key::data).equals(measured.map(Key::data));
        measured = key;
        newest = new AtomicReference<>(Optional.empty());
        if (key.isEmpty()) {
            measuring.cancel();
            reading.set(Reading.NONE);
            return;
        }
        reading.set(
                otherData ? Reading.NONE.in(Reading.State.STALE) : reading.get().in(Reading.State.STALE));
        start(now);
    }

    private void start(Session now) {
        AtomicReference<Optional<Partial>> mine = newest;
        var clock = new Clock();
        measuring.submit(
                workbench.evaluation(
                        now,
                        EnumSet.allOf(Role.class),
                        partial -> mine.set(Optional.of(new Partial(partial, clock.imagesPerSecond(partial))))),
                new JobListener<Trial>() {
                    @Override
                    public void succeeded(Trial trial) {
                        mine.set(Optional.empty());
                        finished(trial);
                    }

                    @Override
                    public void failed(StockpotException problem) {
                        ended(mine);
                        tasks.problem(TEXTS.get("measure-mix"), problem);
                    }

                    @Override
                    public void crashed(Throwable error) {
                        ended(mine);
                        tasks.crashes().accept(error);
                    }
                });
    }

    /** Without numbers; a crash is also told of a measurement that another one has superseded. */
    private void ended(AtomicReference<Optional<Partial>> one) {
        if (one == newest) {
            one.set(Optional.empty());
            reading.set(reading.get().failed());
        }
    }

    private void finished(Trial trial) {
        reading.set(new Reading(
                trial.evaluations(), Reading.State.COMPLETE, reading.get().imagesPerSecond(), trial.device()));
        session.edit(now -> isKnown(now, trial) ? now : now.withTrial(trial.from(SLIDERS, 0)));
    }

    /** The speed before, until there is one. */
    private double known(double imagesPerSecond) {
        return Double.isNaN(imagesPerSecond) ? reading.get().imagesPerSecond() : imagesPerSecond;
    }

    /** Going back to a mix that was measured adds no point to the charts. */
    private static boolean isKnown(Session session, Trial trial) {
        return session.trials().stream()
                .anyMatch(known -> known.recipe().equals(trial.recipe())
                        && known.ingredients().equals(trial.ingredients())
                        && known.evaluations().equals(trial.evaluations()));
    }
}

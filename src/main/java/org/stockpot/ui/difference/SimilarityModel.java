package org.stockpot.ui.difference;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.beans.InvalidationListener;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;
import org.stockpot.fuse.FusionMethod;
import org.stockpot.fuse.LayerGroups;
import org.stockpot.fuse.Recipe;
import org.stockpot.fuse.Similarity;
import org.stockpot.fuse.TaskVectors;
import org.stockpot.job.JobListener;
import org.stockpot.job.LatestLane;
import org.stockpot.session.OpenSession;
import org.stockpot.session.Session;
import org.stockpot.session.Workbench;
import org.stockpot.tensor.StockpotException;
import org.stockpot.ui.chart.HeatMapData;
import org.stockpot.ui.chart.ModelPoint;
import org.stockpot.ui.state.Figures;
import org.stockpot.ui.state.OpenModel;
import org.stockpot.ui.state.RunningTask;
import org.stockpot.ui.state.SessionModel;
import org.stockpot.ui.state.SourceFiles;
import org.stockpot.ui.state.Swatches;
import org.stockpot.ui.state.Tasks;
import org.stockpot.ui.text.Texts;

/**
 * How alike base, ingredients and mix are. The files are read once per set of sources, and only while somebody looks.
 * Lives on the JavaFX thread and knows no control.
 */
public final class SimilarityModel {
    private static final Texts TEXTS = Texts.of(SimilarityModel.class);
    private static final int KEPT = 4;

    private final Workbench workbench;
    private final SessionModel session;
    private final OpenModel opened;
    private final Swatches swatches;
    private final Tasks tasks;
    private final LatestLane mixing;
    private final Map<SourceFiles, TaskVectors> known = new LinkedHashMap<>(16, 0.75f, true);
    private final BooleanProperty watched = new SimpleBooleanProperty(this, "watched");
    private final ObjectProperty<Kind> kind = new SimpleObjectProperty<>(this, "kind", Kind.COSINE);
    private final ObjectProperty<Optional<String>> scope = new SimpleObjectProperty<>(this, "scope", Optional.empty());
    private final ReadOnlyBooleanWrapper running = new ReadOnlyBooleanWrapper();
    private final ReadOnlyObjectWrapper<Shown> shown = new ReadOnlyObjectWrapper<>(Shown.nothing(""));
    private final List<Runnable> waiting = new ArrayList<>();
    private Optional<Mixed> mixed = Optional.empty();
    private @Nullable Mix pending;
    private Optional<RunningTask> task = Optional.empty();
    private final ReadOnlyBooleanWrapper stopped = new ReadOnlyBooleanWrapper();
    private SourceFiles refused = SourceFiles.NONE;

    /** What the matrix shows. */
    public enum Kind {
        COSINE,
        DISTANCE
    }

    /** A mix that can only be placed by reading it. */
    private record Mix(SourceFiles files, Recipe recipe) {}

    private record Mixed(Mix mix, TaskVectors vectors) {}

    /**
     * What is on the screen.
     *
     * @param scopes names of the layer groups that can be looked at
     * @param note what is to be known about it, or why there is nothing
     */
    record Shown(HeatMapData matrix, List<ModelPoint> points, List<String> scopes, String note) {
        Shown {
            points = List.copyOf(points);
            scopes = List.copyOf(scopes);
        }

        static Shown nothing(String sentence) {
            return new Shown(HeatMapData.nothing(sentence), List.of(), List.of(), sentence);
        }
    }

    SimilarityModel(Workbench workbench, SessionModel session, OpenModel opened, Swatches swatches, Tasks tasks) {
        this.workbench = workbench;
        this.session = session;
        this.opened = opened;
        this.swatches = swatches;
        this.tasks = tasks;
        this.mixing = new LatestLane(workbench.io());
        InvalidationListener refresh = changed -> refresh();
        session.sessionProperty().addListener(refresh);
        opened.openedProperty().addListener(refresh);
        opened.problemProperty().addListener(refresh);
        watched.addListener(refresh);
        kind.addListener(refresh);
        scope.addListener(refresh);
        refresh();
    }

    /** Whether somebody looks; nothing is read before. */
    BooleanProperty watchedProperty() {
        return watched;
    }

    ObjectProperty<Kind> kindProperty() {
        return kind;
    }

    /** A layer group of the mix, or the whole model. */
    ObjectProperty<Optional<String>> scopeProperty() {
        return scope;
    }

    /** Whether the files are being read. */
    ReadOnlyBooleanProperty runningProperty() {
        return running.getReadOnlyProperty();
    }

    /** Whether reading them was cancelled or failed. */
    ReadOnlyBooleanProperty stoppedProperty() {
        return stopped.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Shown> shownProperty() {
        return shown.getReadOnlyProperty();
    }

    /** Reads the files now, also if that was cancelled or failed before. */
    void compare() {
        refused = SourceFiles.NONE;
        refresh();
    }

    /** Stops reading. */
    void cancel() {
        task.ifPresent(RunningTask::cancel);
    }

    /** Reads the files if nobody has looked yet, and goes on when that is done, or cannot be. */
    void whenCompared(Runnable then) {
        waiting.add(then);
        refresh();
    }

    private void refresh() {
        if (watched.get() || !waiting.isEmpty()) {
            look();
            boolean opening = !session.session().ingredients().isEmpty()
                    && opened.openedFor(session.session()).isEmpty()
                    && opened.problemProperty().get().isEmpty();
            if (!opening && !running.get()) {
                List<Runnable> next = List.copyOf(waiting);
                waiting.clear();
                next.forEach(Runnable::run);
            }
        }
    }

    private void look() {
        Session now = session.session();
        if (now.ingredients().isEmpty()) {
            shown.set(Shown.nothing(TEXTS.get("similarity.empty")));
            return;
        }
        Optional<OpenSession> files = opened.openedFor(now);
        if (files.isEmpty()) {
            shown.set(Shown.nothing(opened.problemProperty().get().orElse(TEXTS.get("similarity.opening"))));
            return;
        }
        SourceFiles key = SourceFiles.of(now);
        TaskVectors vectors = known.get(key);
        stopped.set(vectors == null && key.equals(refused));
        if (vectors == null) {
            shown.set(Shown.nothing(TEXTS.get(key.equals(refused) ? "similarity.stopped" : "similarity.running")));
            if (!key.equals(refused) && !running.get()) {
                read(now, key);
            }
            return;
        }
        shown.set(show(now, files.get(), vectors));
    }

    private void read(Session now, SourceFiles key) {
        running.set(true);
        task = Optional.of(tasks.start(
                TEXTS.get("similarity.task"),
                workbench.io(),
                workbench.taskVectors(now, false),
                vectors -> keep(key, vectors),
                () -> {
                    running.set(false);
                    task = Optional.empty();
                    if (!known.containsKey(key)) {
                        refused = key;
                    }
                    refresh();
                }));
    }

    private void keep(SourceFiles key, TaskVectors vectors) {
        known.put(key, vectors);
        if (known.size() > KEPT) {
            known.remove(known.keySet().iterator().next());
        }
    }

    private Shown show(Session now, OpenSession files, TaskVectors vectors) {
        Optional<TaskVectors> all = withMix(now, files, vectors);
        LayerGroups groups = files.groups();
        Optional<String> group = scope.get().filter(groups.names()::contains);
        TaskVectors used = all.orElse(vectors);
        Similarity found =
                group.isPresent() ? used.in(groups.tensorsOf(groups.names().indexOf(group.get()))) : used.whole();
        if (!found.isFinite()) {
            String sentence = TEXTS.get("similarity.nothing");
            return new Shown(HeatMapData.nothing(sentence), List.of(), groups.names(), sentence);
        }
        Similarities alike =
                Similarities.of(now, found, kind.get(), Similarities.models(now, swatches, all.isPresent()));
        String note = all.isEmpty() ? TEXTS.get(pending == null ? "similarity.no-mix" : "similarity.mix-running") : "";
        if (!Double.isNaN(alike.explained())) {
            String share = TEXTS.get("similarity.explained", Figures.wholePercent(alike.explained()));
            note = note.isEmpty() ? share : TEXTS.get("similarity.notes", share, note);
        }
        return new Shown(alike.matrix(), alike.points(), groups.names(), note);
    }

    /** The mix's place follows from the products where its method is linear; else the mix is read. */
    private Optional<TaskVectors> withMix(Session now, OpenSession files, TaskVectors vectors) {
        Recipe recipe;
        try {
            recipe = files.fit(now.recipe());
        } catch (StockpotException unfit) {
            // Opening says so; models can be compared all the same.
            return Optional.empty();
        }
        if (recipe.method() instanceof FusionMethod.Linear linear) {
            mixing.cancel();
            pending = null;
            return vectors.with("mix", linear, recipe.weights(), files.groups());
        }
        Mix wanted = new Mix(SourceFiles.of(now), recipe);
        if (mixed.filter(one -> one.mix().equals(wanted)).isPresent()) {
            return mixed.map(Mixed::vectors);
        }
        if (!wanted.equals(pending)) {
            pending = wanted;
            mixing.submit(workbench.taskVectors(now, true), new JobListener<TaskVectors>() {
                @Override
                public void succeeded(TaskVectors result) {
                    mixed = Optional.of(new Mixed(wanted, result));
                    pending = null;
                    refresh();
                }

                @Override
                public void failed(StockpotException refusal) {
                    // Measuring the mix says so.
                }

                @Override
                public void crashed(Throwable error) {
                    tasks.crashes().accept(error);
                }
            });
        }
        return Optional.empty();
    }
}

package org.stockpot.ui.search;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.stockpot.data.Role;
import org.stockpot.fuse.FusionMethod;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.fuse.Recipe;
import org.stockpot.search.Goal;
import org.stockpot.search.Refinement;
import org.stockpot.search.Score;
import org.stockpot.session.Forecast;
import org.stockpot.session.SearchOrder;
import org.stockpot.session.SearchOutcome;
import org.stockpot.session.SearchSummary;
import org.stockpot.session.Session;
import org.stockpot.session.Trial;
import org.stockpot.session.Workbench;
import org.stockpot.tensor.StockpotException;
import org.stockpot.ui.state.Figures;
import org.stockpot.ui.state.Notices;
import org.stockpot.ui.state.RunningTask;
import org.stockpot.ui.state.SessionModel;
import org.stockpot.ui.state.Tasks;

/**
 * Runs searches, one at a time; others wait. However a search ends, the best mix it found goes into the recipe, as one step
 * to undo. While it is paused the recipe can be changed by hand, and the search goes on from where it was or from there.
 * Lives on the JavaFX thread and knows no control.
 */
public final class SearchModel {
    private final Workbench workbench;
    private final SessionModel session;
    private final Tasks tasks;
    private final Notices notices;
    private final ReadOnlyBooleanWrapper running = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper paused = new ReadOnlyBooleanWrapper();
    private final ReadOnlyObjectWrapper<Status> status = new ReadOnlyObjectWrapper<>(Status.IDLE);
    private final ReadOnlyStringWrapper forecast = new ReadOnlyStringWrapper("");
    private final ObservableList<Waiting> waiting = FXCollections.observableArrayList();
    private Optional<RunningSearch> run = Optional.empty();
    private Optional<Found> found = Optional.empty();

    /** What the newest search that ended by itself found, and how. */
    private record Found(MixingWeights weights, SearchSummary summary) {}

    /** A search that has not begun yet. */
    public record Waiting(String title, SearchRequest request) {}

    /** One evaluation of a search: its number, its score, whole or estimated, and the best whole score by then. */
    public record Point(int number, Score score, double best) {}

    /**
     * What the panel shows of a search.
     *
     * @param title of the plan; empty before the first search
     * @param goal what it maximises
     * @param phase what it does now, or how it ended
     * @param evaluations made
     * @param best score, for {@link Goal#format}; NaN before the first
     * @param remaining time, once it can be told
     * @param points every evaluation
     * @param decisions sentences, oldest first
     */
    public record Status(
            String title,
            Goal goal,
            String phase,
            int evaluations,
            double best,
            double fraction,
            Optional<Duration> remaining,
            List<Point> points,
            List<String> decisions) {
        /** No search yet. */
        public static final Status IDLE =
                new Status("", Goal.ACCURACY, "", 0, Double.NaN, 0, Optional.empty(), List.of(), List.of());
    }

    public SearchModel(Workbench workbench, SessionModel session, Tasks tasks, Notices notices) {
        this.workbench = workbench;
        this.session = session;
        this.tasks = tasks;
        this.notices = notices;
    }

    public ReadOnlyBooleanProperty runningProperty() {
        return running.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty pausedProperty() {
        return paused.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<Status> statusProperty() {
        return status.getReadOnlyProperty();
    }

    /** How long the search that was asked about will take, a sentence; empty if none was. */
    public ReadOnlyStringProperty forecastProperty() {
        return forecast.getReadOnlyProperty();
    }

    /** Searches that begin when those before them have ended. */
    public ObservableList<Waiting> waiting() {
        return waiting;
    }

    /** Starts a search, or lets it wait for the one that runs. If it cannot start, a notice says why. */
    public void start(SearchRequest request) {
        checked(request).ifPresent(checked -> {
            if (running.get()) {
                waiting.add(new Waiting(checked.plan().title(), request));
            } else {
                begin(request, checked, Optional.empty());
            }
        });
    }

    /** Measures how long a search would take. */
    public void predict(SearchRequest request) {
        Session now = session.session();
        checked(request).filter(checked -> isReady(now)).ifPresent(checked -> {
            forecast.set("Timing one evaluation…");
            tasks.start(
                    "Predict the time",
                    workbench.device(),
                    workbench.forecast(now, request.order(checked, Optional.empty())),
                    (Forecast told) -> forecast.set(told.toString()),
                    () -> {
                        if (forecast.get().endsWith("…")) {
                            forecast.set("");
                        }
                    });
        });
    }

    private Optional<SearchRequest.Checked> checked(SearchRequest request) {
        try {
            return Optional.of(request.checked());
        } catch (StockpotException e) {
            notices.problem("Search", e.getMessage());
            return Optional.empty();
        }
    }

    private void begin(SearchRequest request, SearchRequest.Checked checked, Optional<RunningSearch> taken) {
        Session now = session.session();
        if (!isReady(now)) {
            return;
        }
        var started = new RunningSearch(request, checked, now, taken);
        run = Optional.of(started);
        running.set(true);
        status.set(started.status("waiting for the device…", -1));
        SearchOrder order = request.order(checked, workbench.journals());
        RunningTask task = tasks.start(
                checked.plan().title(),
                workbench.device(),
                workbench.search(now, order, started),
                outcome -> finished(started, order, outcome),
                () -> ended(started));
        started.runsAs(task);
    }

    /** How the session's mix was found, if it is, still untouched, what the newest search found. */
    public Optional<SearchSummary> summary(Session of) {
        return found.filter(known -> known.weights().equals(of.recipe().weights()))
                .map(Found::summary);
    }

    /** Asks the search to stop; its best mix so far goes into the recipe. */
    public void cancel() {
        run.flatMap(RunningSearch::task).ifPresent(RunningTask::cancel);
    }

    /** Lets the search stand still between two batches of images. */
    public void pause() {
        run.flatMap(RunningSearch::task).ifPresent(task -> {
            task.pause();
            paused.set(true);
        });
    }

    /** Lets a paused search go on from where it was. */
    public void resume() {
        paused.set(false);
        run.flatMap(RunningSearch::task).ifPresent(RunningTask::resume);
    }

    /** Lets a paused search spend what is left of its budget on improving the mix on the sliders. */
    public void resumeFromSliders() {
        run.ifPresent(current -> {
            Recipe recipe = session.session().recipe();
            Map<String, String> settings = new HashMap<>();
            settings.put(Refinement.WEIGHTS, Refinement.text(recipe.weights()));
            settings.put("normalise", "" + (recipe.method() instanceof FusionMethod.WeightedAverage));
            SearchRequest next = current.request().after(current.evaluations()).with(Refinement.ID, settings);
            if (checked(next).isPresent()) {
                current.giveWayTo(next);
                paused.set(false);
                cancel();
            }
        });
    }

    /** Once per pulse: shows how far the search is. */
    public void poll() {
        run.ifPresent(current -> {
            boolean news = current.drain();
            Optional<Duration> remaining = current.task().flatMap(RunningTask::remaining);
            String words = paused.get() ? "paused; the sliders are yours" : current.phase();
            if (news
                    || !words.equals(status.get().phase())
                    || !remaining
                            .map(Figures::rounded)
                            .equals(status.get().remaining().map(Figures::rounded))) {
                status.set(current.status(
                        words,
                        current.task()
                                .map(task -> task.fractionProperty().get())
                                .orElse(-1.0)));
            }
        });
    }

    private boolean isReady(Session now) {
        if (now.ingredients().isEmpty()) {
            notices.problem("Search", "There is nothing to search: add ingredients to the library.");
            return false;
        }
        if (now.data().stream().noneMatch(ref -> ref.role() == Role.VALIDATION)) {
            notices.problem("Search", "A search looks at validation data only: add a validation set under Data.");
            return false;
        }
        return true;
    }

    private void finished(RunningSearch ended, SearchOrder order, SearchOutcome outcome) {
        session.edit(now -> {
            Session all = now.withTrial(outcome.after().from(ended.plan().title(), order.seed()));
            for (Trial compromise : outcome.front()) {
                all = all.withTrial(compromise);
            }
            return all;
        });
        double score = outcome.result().score();
        if (ended.bestScore() > score) {
            score = ended.bestScore();
            ended.best().ifPresent(best -> take(ended, best.recipe()));
        } else {
            take(ended, outcome.after().recipe());
            found = Optional.of(new Found(outcome.result().weights(), SearchSummary.of(order, outcome)));
        }
        notices.done(
                ended.plan().title(),
                "Best mix: " + outcome.goal().format(score)
                        + (outcome.goal().equals(Goal.ACCURACY) ? " on validation" : " for " + outcome.goal())
                        + " after " + outcome.result().evaluations() + " evaluations; "
                        + outcome.result().stoppedBecause() + ". " + outcome.effort()
                        + (outcome.front().isEmpty()
                                ? ""
                                : " Its " + outcome.front().size() + " compromises are among the trials.")
                        + outcome.leak().map(leak -> " " + leak).orElse(""));
        end(ended, outcome.result().stoppedBecause());
    }

    /** Also after a cancelled or failed search: whatever was best by then is kept. */
    private void ended(RunningSearch ended) {
        if (run.filter(current -> current == ended).isEmpty()) {
            return;
        }
        if (ended.successor().isPresent()) {
            ended.drain();
            run = Optional.empty();
            running.set(false);
            SearchRequest next = ended.successor().get();
            checked(next).ifPresent(checked -> begin(next, checked, Optional.of(ended)));
            return;
        }
        ended.best().ifPresent(best -> take(ended, best.recipe()));
        end(ended, ended.best().isPresent() ? "stopped; the best mix so far is on the sliders" : "stopped");
    }

    private void end(RunningSearch ended, String words) {
        ended.drain();
        status.set(ended.status(words, 1));
        run = Optional.empty();
        paused.set(false);
        running.set(false);
        while (!running.get() && !waiting.isEmpty()) {
            start(waiting.remove(0).request());
        }
    }

    private void take(RunningSearch ended, Recipe recipe) {
        if (!session.session().ingredients().equals(ended.session().ingredients())) {
            notices.problem(
                    ended.plan().title(),
                    "The ingredients were changed while the search was running, so its mix does not fit them any more.");
            return;
        }
        session.cook(ended.plan().title(), recipe);
    }
}

package org.stockpot.ui.search;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.stockpot.data.Role;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.fuse.Recipe;
import org.stockpot.search.Budget;
import org.stockpot.search.Decision;
import org.stockpot.search.Goal;
import org.stockpot.search.Score;
import org.stockpot.search.SearchListener;
import org.stockpot.search.SearchPlan;
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
 * Runs searches, one at a time. However a search ends, the best mix it found goes into the recipe, as one step to undo.
 * Lives on the JavaFX thread and knows no control.
 */
public final class SearchModel {
    private final Workbench workbench;
    private final SessionModel session;
    private final Tasks tasks;
    private final Notices notices;
    private final ReadOnlyBooleanWrapper running = new ReadOnlyBooleanWrapper();
    private final ReadOnlyObjectWrapper<Status> status = new ReadOnlyObjectWrapper<>(Status.IDLE);
    private Optional<Run> run = Optional.empty();
    private Optional<Found> found = Optional.empty();

    /** What the newest search that ended by itself found, and how. */
    private record Found(MixingWeights weights, SearchSummary summary) {}

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

    /** A search under way: what the device lane's thread leaves here, the pulse picks up. */
    private static final class Run implements SearchListener {
        private final SearchPlan plan;
        private final Goal goal;
        private final Session session;
        private final Queue<Point> points = new ConcurrentLinkedQueue<>();
        private final Queue<Decision> decisions = new ConcurrentLinkedQueue<>();
        private volatile Optional<MixingWeights> best = Optional.empty();
        private volatile double bestScore = Double.NaN;
        private volatile String phase = "starting…";
        private final List<Point> allPoints = new ArrayList<>();
        private final List<String> allDecisions = new ArrayList<>();
        private Optional<RunningTask> task = Optional.empty();

        Run(SearchPlan plan, Goal goal, Session session) {
            this.plan = plan;
            this.goal = goal;
            this.session = session;
        }

        @Override
        public void trial(int number, MixingWeights weights, Score score, String now) {
            phase = now;
            boolean better = score.isWhole() && !(score.value() <= bestScore);
            points.add(new Point(number, score, better ? score.value() : bestScore));
        }

        @Override
        public void best(MixingWeights weights, double score) {
            bestScore = score;
            best = Optional.of(weights);
        }

        @Override
        public void decision(Decision decision) {
            decisions.add(decision);
        }
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

    public ReadOnlyObjectProperty<Status> statusProperty() {
        return status.getReadOnlyProperty();
    }

    /**
     * Starts a search. If it cannot start, a notice says why.
     *
     * @param id of the plan
     * @param settings of the plan
     * @param objective what to maximise, as {@link Goal#parse} reads it
     * @param insisted whether it may look at shifts that also make OOD sets
     * @param evaluations at most, empty for no limit
     * @param minutes at most, empty for no limit
     */
    public void start(
            String id,
            Map<String, String> settings,
            String objective,
            boolean insisted,
            Optional<Integer> evaluations,
            Optional<Double> minutes,
            long seed) {
        Session now = session.session();
        if (running.get() || !isReady(now)) {
            return;
        }
        SearchPlan plan;
        Goal goal;
        try {
            plan = SearchPlan.parse(id, settings);
            goal = Goal.parse(objective);
        } catch (StockpotException e) {
            notices.problem("Search", e.getMessage());
            return;
        }
        Budget budget = evaluations.map(Budget::ofEvaluations).orElse(Budget.UNLIMITED);
        if (minutes.isPresent()) {
            budget = budget.withTime(Duration.ofMillis(Math.max(1, Math.round(60_000 * minutes.get()))));
        }
        var started = new Run(plan, goal, now);
        run = Optional.of(started);
        running.set(true);
        status.set(new Status(
                plan.title(),
                goal,
                "waiting for the device…",
                0,
                Double.NaN,
                -1,
                Optional.empty(),
                List.of(),
                List.of()));
        var order = new SearchOrder(plan, budget, seed).withGoal(goal, insisted);
        RunningTask task = tasks.start(
                plan.title(),
                workbench.device(),
                workbench.search(now, order, started),
                outcome -> finished(started, order, outcome),
                () -> ended(started));
        started.task = Optional.of(task);
    }

    /** How the session's mix was found, if it is, still untouched, what the newest search found. */
    public Optional<SearchSummary> summary(Session of) {
        return found.filter(known -> known.weights().equals(of.recipe().weights()))
                .map(Found::summary);
    }

    /** Asks the search to stop; its best mix so far goes into the recipe. */
    public void cancel() {
        run.flatMap(current -> current.task).ifPresent(RunningTask::cancel);
    }

    /** Once per pulse: shows how far the search is. */
    public void poll() {
        run.ifPresent(current -> {
            boolean news = drain(current);
            Optional<Duration> remaining = current.task.flatMap(RunningTask::remaining);
            if (news
                    || !remaining
                            .map(Figures::rounded)
                            .equals(status.get().remaining().map(Figures::rounded))) {
                status.set(new Status(
                        current.plan.title(),
                        current.goal,
                        current.phase,
                        current.allPoints.size(),
                        current.bestScore,
                        current.task.map(task -> task.fractionProperty().get()).orElse(-1.0),
                        remaining,
                        List.copyOf(current.allPoints),
                        List.copyOf(current.allDecisions)));
            }
        });
    }

    private static boolean drain(Run current) {
        int before = current.allPoints.size() + current.allDecisions.size();
        for (Point point = current.points.poll(); point != null; point = current.points.poll()) {
            current.allPoints.add(point);
        }
        for (Decision one = current.decisions.poll(); one != null; one = current.decisions.poll()) {
            current.allDecisions.add(one.sentence(current.goal));
        }
        return current.allPoints.size() + current.allDecisions.size() != before;
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

    private void finished(Run ended, SearchOrder order, SearchOutcome outcome) {
        take(ended, outcome.result().weights());
        found = Optional.of(new Found(outcome.result().weights(), SearchSummary.of(order, outcome)));
        session.edit(now -> {
            Session all = now.withTrial(outcome.after().from(ended.plan.title(), order.seed()));
            for (Trial compromise : outcome.front()) {
                all = all.withTrial(compromise);
            }
            return all;
        });
        notices.done(
                ended.plan.title(),
                "Best mix: " + outcome.goal().format(outcome.result().score())
                        + (outcome.goal().equals(Goal.ACCURACY) ? " on validation" : " for " + outcome.goal())
                        + " after "
                        + outcome.result().evaluations() + " evaluations; "
                        + outcome.result().stoppedBecause() + ". " + outcome.effort()
                        + (outcome.front().isEmpty()
                                ? ""
                                : " Its " + outcome.front().size() + " compromises are among the trials.")
                        + outcome.leak().map(leak -> " " + leak).orElse(""));
        end(ended, outcome.result().stoppedBecause());
    }

    /** Also after a cancelled or failed search: whatever was best by then is kept. */
    private void ended(Run ended) {
        if (run.filter(current -> current == ended).isPresent()) {
            ended.best.ifPresent(weights -> take(ended, weights));
            end(ended, ended.best.isPresent() ? "stopped; the best mix so far is on the sliders" : "stopped");
        }
    }

    private void end(Run ended, String words) {
        drain(ended);
        status.set(new Status(
                ended.plan.title(),
                ended.goal,
                words,
                ended.allPoints.size(),
                ended.bestScore,
                1,
                Optional.empty(),
                List.copyOf(ended.allPoints),
                List.copyOf(ended.allDecisions)));
        run = Optional.empty();
        running.set(false);
    }

    private void take(Run ended, MixingWeights weights) {
        Session now = session.session();
        if (!now.ingredients().equals(ended.session.ingredients())) {
            notices.problem(
                    ended.plan.title(),
                    "The ingredients were changed while the search was running, so its mix does not fit them any more.");
            return;
        }
        session.cook(
                ended.plan.title(),
                new Recipe(ended.plan.method(), ended.session.recipe().granularity(), weights));
    }
}

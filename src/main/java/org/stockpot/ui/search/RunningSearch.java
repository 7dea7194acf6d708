package org.stockpot.ui.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.fuse.Recipe;
import org.stockpot.search.Decision;
import org.stockpot.search.Goal;
import org.stockpot.search.Mix;
import org.stockpot.search.Score;
import org.stockpot.search.SearchListener;
import org.stockpot.search.SearchPlan;
import org.stockpot.session.Session;
import org.stockpot.tensor.Told;
import org.stockpot.ui.search.SearchStatus.Point;
import org.stockpot.ui.state.RunningTask;
import org.stockpot.ui.state.SessionModel;
import org.stockpot.ui.text.Glossary;
import org.stockpot.ui.text.Texts;

/** A search under way: what the device lane's thread leaves here, the pulse picks up. */
final class RunningSearch implements SearchListener {
    private static final Texts TEXTS = Texts.of(RunningSearch.class);
    private static final Glossary GLOSSARY = Glossary.shown();

    private final SearchRequest request;
    private final SearchPlan plan;
    private final Goal goal;
    private final Session session;
    private final int opening;
    private final int before;
    private final Queue<Point> points = new ConcurrentLinkedQueue<>();
    private final Queue<Decision> decisions = new ConcurrentLinkedQueue<>();
    private volatile Optional<Best> best;
    private volatile String phase = TEXTS.get("phase.starting");
    private final List<Point> allPoints = new ArrayList<>();
    private final List<String> allDecisions = new ArrayList<>();
    private final List<Decision> decided = new ArrayList<>();
    private Optional<RunningTask> task = Optional.empty();
    private Optional<SearchRequest> successor = Optional.empty();

    /** A mix with its score on all validation images. */
    record Best(Recipe recipe, double score) {}

    /**
     * Nothing has happened yet.
     *
     * @param opening of the session, see {@link SessionModel#openingProperty}
     * @param taken the search that this one goes on from
     */
    RunningSearch(
            SearchRequest request,
            SearchRequest.Checked checked,
            Session session,
            int opening,
            Optional<RunningSearch> taken) {
        this.request = request;
        this.plan = checked.plan();
        this.goal = checked.goal();
        this.session = session;
        this.opening = opening;
        this.best = taken.flatMap(RunningSearch::best);
        taken.ifPresent(one -> {
            allPoints.addAll(one.allPoints);
            allDecisions.addAll(one.allDecisions);
            decided.addAll(one.decided);
        });
        this.before = allPoints.size();
    }

    @Override
    public void trial(int number, MixingWeights weights, Score score, Told now) {
        phase = GLOSSARY.words(now);
        boolean better = score.isWhole() && !(score.value() <= bestScore());
        points.add(new Point(before + number, score, better ? score.value() : bestScore()));
    }

    @Override
    public void best(Mix mix) {
        if (!(mix.score() < bestScore())) {
            var recipe = new Recipe(
                    mix.method().orElse(plan.method()), session.recipe().granularity(), mix.weights());
            best = Optional.of(new Best(recipe, mix.score()));
        }
    }

    @Override
    public void decision(Decision decision) {
        decisions.add(decision);
    }

    /** Takes in what has happened since; whether anything has. */
    boolean drain() {
        int count = allPoints.size() + allDecisions.size();
        for (Point point = points.poll(); point != null; point = points.poll()) {
            allPoints.add(point);
        }
        for (Decision one = decisions.poll(); one != null; one = decisions.poll()) {
            allDecisions.add(GLOSSARY.words(one.told(goal)));
            decided.add(one);
        }
        return allPoints.size() + allDecisions.size() != count;
    }

    SearchStatus status(String words, double fraction) {
        return new SearchStatus(
                title(),
                goal,
                words,
                allPoints.size(),
                bestScore(),
                fraction,
                fraction < 1 ? task.flatMap(RunningTask::remaining) : Optional.empty(),
                List.copyOf(allPoints),
                List.copyOf(allDecisions));
    }

    /** A sentence for the log. */
    void note(String sentence) {
        allDecisions.add(sentence);
    }

    /** Everything decided so far, for tables. */
    List<Decision> decided() {
        return List.copyOf(decided);
    }

    Goal goal() {
        return goal;
    }

    SearchRequest request() {
        return request;
    }

    SearchPlan plan() {
        return plan;
    }

    /** Of the plan, in the user's language. */
    String title() {
        return GLOSSARY.title(plan);
    }

    Session session() {
        return session;
    }

    int opening() {
        return opening;
    }

    String phase() {
        return phase;
    }

    Optional<Best> best() {
        return best;
    }

    double bestScore() {
        return best.map(Best::score).orElse(Double.NaN);
    }

    /** Evaluations of this search alone. */
    int evaluations() {
        return allPoints.size() - before;
    }

    Optional<RunningTask> task() {
        return task;
    }

    void runsAs(RunningTask running) {
        task = Optional.of(running);
    }

    /** What begins in its place when it has stopped. */
    Optional<SearchRequest> successor() {
        return successor;
    }

    void giveWayTo(SearchRequest next) {
        successor = Optional.of(next);
    }
}

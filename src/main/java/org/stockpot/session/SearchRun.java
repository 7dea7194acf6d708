package org.stockpot.session;

import java.util.ArrayList;
import java.util.List;
import org.stockpot.data.DataRef;
import org.stockpot.evaluate.McNemar;
import org.stockpot.evaluate.PairedComparison;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.fuse.Recipe;
import org.stockpot.job.JobContext;
import org.stockpot.job.Progress;
import org.stockpot.search.Measure;
import org.stockpot.search.Mix;
import org.stockpot.search.SearchListener;
import org.stockpot.search.SearchResult;
import org.stockpot.search.SearchSpace;
import org.stockpot.search.Searcher;
import org.stockpot.tensor.StockpotException;

/**
 * One search, from the ordered plan to the measured result. The objective sees validation data and nothing else; test
 * and OOD sets are measured when the search has ended. Runs on the device lane.
 */
final class SearchRun {
    private final Session session;
    private final SearchOrder order;
    private final SearchListener listener;
    private final Measurements measurements;

    SearchRun(Session session, SearchOrder order, SearchListener listener, Measurements measurements) {
        this.session = session;
        this.order = order;
        this.listener = listener;
        this.measurements = measurements;
    }

    SearchOutcome run(JobContext context) throws StockpotException {
        Aim aim = Aim.of(order.goal(), order.insisted(), session);
        Opened opened = measurements.open(session, context);
        var space = new SearchSpace(
                session.ingredients().stream().map(Source::name).toList(),
                opened.groups().names(),
                opened.inertGroups());
        long start = System.nanoTime();
        try (Journal journal = Journal.open(order, aim.goal(), opened)) {
            var objective = new ValidationObjective(
                    measurements,
                    opened,
                    aim,
                    weights -> recipe(opened, weights),
                    order.savings(),
                    journal,
                    new Silent(context));
            SearchResult result = Searcher.run(
                    order.plan(), space, objective, order.seed(), order.budget(), order.savings(), listener, context);
            double seconds = (System.nanoTime() - start) / 1e9;
            return outcome(opened, aim, result, objective.effort(), seconds, context);
        }
    }

    private SearchOutcome outcome(
            Opened opened,
            Aim aim,
            SearchResult result,
            Effort effort,
            double seconds,
            JobContext context)
            throws StockpotException {
        Recipe recipe = recipe(opened, result.weights());
        int best = bestIngredient(opened, aim.validation(), context);
        Recipe alone = recipe(opened, only(best, opened));
        Trial before = trial(opened, alone, session.ingredients().get(best).name(), context);
        Trial after = trial(opened, recipe, order.plan().title(), context);
        List<PairedComparison> comparisons = new ArrayList<>();
        for (int index = 0; index < session.data().size(); index++) {
            comparisons.add(McNemar.exact(
                    after.evaluations().get(index).hits(),
                    before.evaluations().get(index).hits()));
        }
        List<Trial> front = new ArrayList<>();
        for (Mix mix : result.front()) {
            String origin = order.plan().title() + ", " + (front.size() + 1) + " of "
                    + result.front().size();
            front.add(trial(opened, recipe(opened, mix.weights()), origin, context));
        }
        return new SearchOutcome(
                order.plan(),
                aim.goal(),
                aim.leak(),
                result,
                best,
                before,
                after,
                comparisons,
                front,
                opened.groups().names(),
                effort,
                seconds);
    }

    private Trial trial(Opened opened, Recipe recipe, String origin, JobContext context) throws StockpotException {
        var phase = new Phase(context, origin);
        return measurements.trial(opened, recipe, session.data(), origin, order.seed(), partial -> {}, phase);
    }

    /** The first of the ingredients with the highest validation accuracy. */
    private int bestIngredient(Opened opened, List<DataRef> validation, JobContext context) throws StockpotException {
        int best = 0;
        double highest = -1;
        for (int ingredient = 0; ingredient < session.ingredients().size(); ingredient++) {
            Recipe alone = recipe(opened, only(ingredient, opened));
            context.progress(new Progress(
                    "Finding the best ingredient to compare with",
                    ingredient,
                    session.ingredients().size()));
            double accuracy = new Measure.Accuracy().value(measurements
                    .measure(opened, alone, validation, partial -> {}, new Silent(context))
                    .evaluations());
            if (accuracy > highest) {
                highest = accuracy;
                best = ingredient;
            }
        }
        return best;
    }

    private MixingWeights only(int ingredient, Opened opened) {
        return MixingWeights.only(
                ingredient, session.ingredients().size(), opened.groups().size());
    }

    private Recipe recipe(Opened opened, MixingWeights weights) {
        return new Recipe(order.plan().method(), opened.session().recipe().granularity(), weights);
    }

    /** Lets a search be interrupted but not report on every batch: the search reports on evaluations. */
    private record Silent(JobContext context) implements JobContext {
        @Override
        public void checkpoint() {
            context.checkpoint();
        }

        @Override
        public void progress(Progress progress) {}
    }
}

package org.stockpot.session;

import java.util.ArrayList;
import java.util.List;
import org.stockpot.data.DataRef;
import org.stockpot.data.Role;
import org.stockpot.evaluate.McNemar;
import org.stockpot.evaluate.PairedComparison;
import org.stockpot.fuse.FusionMethod;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.fuse.PairwiseCosine;
import org.stockpot.fuse.Recipe;
import org.stockpot.job.JobContext;
import org.stockpot.job.Progress;
import org.stockpot.search.Need;
import org.stockpot.search.SearchListener;
import org.stockpot.search.SearchResult;
import org.stockpot.search.SearchSpace;
import org.stockpot.search.Searcher;
import org.stockpot.search.WeightGeometry;
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
        List<DataRef> validation = session.data().stream()
                .filter(ref -> ref.role() == Role.VALIDATION)
                .toList();
        if (validation.isEmpty()) {
            throw new StockpotException(
                    "The session has no validation data, and a search may look at nothing else: add a validation set.");
        }
        if (order.plan().needs().contains(Need.BASE) && session.base().isEmpty()) {
            throw new StockpotException(order.plan().title()
                    + " needs a base model, and the session has none: add the model that the ingredients were finetuned"
                    + " from.");
        }
        Opened opened = measurements.open(session, context);
        if (order.plan().needs().contains(Need.GRADIENTS)) {
            MixGradients.require(order.plan().title(), opened.runner());
        }
        var space = new SearchSpace(
                session.ingredients().stream().map(Source::name).toList(),
                opened.groups().names(),
                opened.inertGroups(order.plan().method()),
                geometry(opened, context));
        long start = System.nanoTime();
        try (Journal journal = Journal.open(order, opened)) {
            var objective = new ValidationAccuracy(
                    measurements,
                    opened,
                    validation,
                    (method, weights) ->
                            recipe(opened, method.orElse(order.plan().method()), weights),
                    order.savings(),
                    journal,
                    new Silent(context));
            SearchResult result = Searcher.run(
                    order.plan(), space, objective, order.seed(), order.budget(), order.savings(), listener, context);
            double seconds = (System.nanoTime() - start) / 1e9;
            return outcome(opened, validation, result, objective.effort(), seconds, context);
        }
    }

    private SearchOutcome outcome(
            Opened opened,
            List<DataRef> validation,
            SearchResult result,
            Effort effort,
            double seconds,
            JobContext context)
            throws StockpotException {
        Recipe recipe = recipe(opened, result.method().orElse(order.plan().method()), result.weights());
        int best = bestIngredient(opened, validation, context);
        Recipe alone = alone(opened, best);
        Trial before = trial(opened, alone, session.ingredients().get(best).name(), context);
        Trial after = trial(opened, recipe, order.plan().title(), context);
        List<PairedComparison> comparisons = new ArrayList<>();
        for (int index = 0; index < session.data().size(); index++) {
            comparisons.add(McNemar.exact(
                    after.evaluations().get(index).hits(),
                    before.evaluations().get(index).hits()));
        }
        return new SearchOutcome(
                order.plan(),
                result,
                best,
                before,
                after,
                comparisons,
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
            Recipe alone = alone(opened, ingredient);
            context.progress(new Progress(
                    "Finding the best ingredient to compare with",
                    ingredient,
                    session.ingredients().size()));
            double accuracy = ValidationAccuracy.pooled(measurements
                    .measure(opened, alone, validation, partial -> {}, new Silent(context))
                    .evaluations());
            if (accuracy > highest) {
                highest = accuracy;
                best = ingredient;
            }
        }
        return best;
    }

    /** One ingredient as it is, whatever the plan's method would make of it. */
    private Recipe alone(Opened opened, int ingredient) {
        return recipe(
                opened,
                new FusionMethod.WeightedAverage(),
                MixingWeights.only(
                        ingredient,
                        session.ingredients().size(),
                        opened.groups().size()));
    }

    private static Recipe recipe(Opened opened, FusionMethod method, MixingWeights weights) {
        return new Recipe(method, opened.session().recipe().granularity(), weights);
    }

    private static WeightGeometry geometry(Opened opened, JobContext context) {
        return opened.base()
                .<WeightGeometry>map(base -> group -> PairwiseCosine.mean(
                        base, opened.ingredients(), opened.groups().tensorsOf(group), context))
                .orElse(WeightGeometry.UNKNOWN);
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

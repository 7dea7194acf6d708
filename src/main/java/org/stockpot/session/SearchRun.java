package org.stockpot.session;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.stockpot.data.DataRef;
import org.stockpot.data.PreparedSet;
import org.stockpot.evaluate.McNemar;
import org.stockpot.evaluate.PairedComparison;
import org.stockpot.fuse.FusionMethod;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.fuse.PairwiseCosine;
import org.stockpot.fuse.Recipe;
import org.stockpot.job.Doing;
import org.stockpot.job.JobContext;
import org.stockpot.job.Progress;
import org.stockpot.search.Measure;
import org.stockpot.search.Mix;
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
    private final Numbering listener;
    private final Measurements measurements;

    SearchRun(Session session, SearchOrder order, SearchListener listener, Measurements measurements) {
        this.session = session;
        this.order = order;
        this.listener = new Numbering(listener);
        this.measurements = measurements;
    }

    SearchOutcome run(JobContext context) throws StockpotException {
        Aim aim = Aim.of(order.goal(), order.insisted(), session);
        if (order.plan().needs().contains(Need.BASE) && session.base().isEmpty()) {
            throw new StockpotException(order.plan().title()
                    + " needs a base model, and the session has none: add the model that the ingredients were finetuned"
                    + " from.");
        }
        Opened opened = measurements.open(session, context);
        if (order.plan().needs().contains(Need.GRADIENTS)) {
            MixGradients.require(order.plan().title(), opened.runner());
        }
        MixingWeights sliders = new Sliders(opened.session().recipe(), order.plan())
                .under(order.constraints(), opened.groups().names());
        var space = new SearchSpace(
                        session.ingredients().stream().map(Source::name).toList(),
                        opened.groups().names(),
                        opened.inertGroups(order.plan().method()),
                        geometry(opened, context))
                .with(sliders, order.constraints());
        var clock = new SearchClock(context);
        Journal.Images images = () -> images(opened, aim.data(), new Silent(clock));
        try (Journal journal = Journal.open(order, aim.goal(), opened, images, measurements.device(), clock)) {
            var objective = new ValidationObjective(
                    measurements,
                    opened,
                    aim,
                    (method, weights) ->
                            recipe(opened, method.orElse(order.plan().method()), weights),
                    order.savings(),
                    journal,
                    new Silent(clock));
            SearchResult result = Searcher.run(
                    order.plan(), space, objective, order.seed(), order.budget(), order.savings(), listener, clock);
            return outcome(opened, aim, result, objective.effort(), clock.seconds(), context);
        }
    }

    private Map<String, String> images(Opened opened, List<DataRef> data, JobContext context) throws StockpotException {
        List<PreparedSet> sets = measurements.prepared(data, opened.preprocessing(), context);
        Map<String, String> fingerprints = new HashMap<>();
        for (int set = 0; set < sets.size(); set++) {
            fingerprints.put(data.get(set).format(), sets.get(set).fingerprint(context));
        }
        return fingerprints;
    }

    private SearchOutcome outcome(
            Opened opened, Aim aim, SearchResult result, Effort effort, double seconds, JobContext context)
            throws StockpotException {
        Recipe recipe = recipe(opened, result.method().orElse(order.plan().method()), result.weights());
        int best = bestIngredient(opened, aim.validation(), context);
        Recipe alone = opened.session().recipe().alone(best);
        Trial before = trial(opened, alone, session.ingredients().get(best).name(), context);
        Trial after = trial(opened, recipe, order.plan().title(), context)
                .foundBy(new TrialSearch(order.plan().id(), order.plan().settings(), listener.of(result.weights())));
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
            front.add(trial(
                    opened,
                    recipe(opened, mix.method().orElse(order.plan().method()), mix.weights()),
                    origin,
                    context));
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
            Recipe alone = opened.session().recipe().alone(ingredient);
            context.progress(
                    new Progress(Doing.RIVAL, ingredient, session.ingredients().size()));
            double accuracy = new Measure.Accuracy()
                    .value(measurements
                            .measure(opened, alone, validation, partial -> {}, new Silent(context))
                            .evaluations());
            if (accuracy > highest) {
                highest = accuracy;
                best = ingredient;
            }
        }
        return best;
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
        public void endIfCancelled() {
            context.endIfCancelled();
        }

        @Override
        public void progress(Progress progress) {}
    }
}

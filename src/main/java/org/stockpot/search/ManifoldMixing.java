package org.stockpot.search;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.stockpot.fuse.FusionMethod;
import org.stockpot.fuse.Parameter;
import org.stockpot.fuse.Settings;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.Told;

/**
 * Manifold mixing model soup: ingredients join one after the other, best first, each with a share per layer group that
 * is searched (phase 1); then the shares of all that joined are searched together (phase 2). Fassold 2023, IMVIP,
 * arXiv:2309.08610.
 *
 * @param tau a candidate whose plain average with the mix scores below τ times the mix's score is not searched, 0.9…1
 * @param delta the first search of a candidate stays within r ± δ(1 − r), r = K/(K + 1); 0.01…1
 * @param evaluationsPerDimension budget of every search in phase 1, per searched layer group
 * @param phase2EvaluationsPerDimension budget of phase 2, per ingredient that joined and searched layer group
 * @param secondPass search again in wider bounds from where the first search ended
 * @param phase2 run phase 2
 * @param order in which candidates come; the published one is descending
 * @param maxCandidates how many ingredients are considered, the first in that order and counting the one that the mix
 *     begins with; 0 is all
 * @param normalise divide the weights of phase 2 by their sum per group, so that the mix stays within its ingredients
 * @param optimiser for every search of both phases; as published COBYLA, and spending its whole budget instead of stopping
 *     after two rounds without a gain
 */
public record ManifoldMixing(
        double tau,
        double delta,
        int evaluationsPerDimension,
        int phase2EvaluationsPerDimension,
        boolean secondPass,
        boolean phase2,
        Order order,
        int maxCandidates,
        boolean normalise,
        Optimiser optimiser)
        implements SearchPlan {
    static final String ID = "manifold";

    /** As published, but for searches that go on without a gain. */
    public static final ManifoldMixing STANDARD =
            new ManifoldMixing(0.998, 0.5, 30, 50, true, true, Order.DESCENDING, 0, true, false);

    private static final String TAU = "tau";
    private static final String DELTA = "delta";
    private static final String EVALUATIONS = "evaluationsPerDimension";
    private static final String PHASE2_EVALUATIONS = "phase2EvaluationsPerDimension";
    private static final String SECOND_PASS = "secondPass";
    private static final String PHASE2 = "phase2";
    private static final String ORDER = "order";
    private static final String CANDIDATES = "maxCandidates";
    private static final String NORMALISE = "normalise";

    public ManifoldMixing {
        if (!(tau >= 0.9 && tau <= 1)
                || !(delta >= 0.01 && delta <= 1)
                || evaluationsPerDimension < 1
                || phase2EvaluationsPerDimension < 1
                || maxCandidates < 0) {
            throw new IllegalArgumentException("tau " + tau + ", delta " + delta + ", evaluations "
                    + evaluationsPerDimension + " and " + phase2EvaluationsPerDimension + ", candidates "
                    + maxCandidates);
        }
    }

    /** With COBYLA. */
    public ManifoldMixing(
            double tau,
            double delta,
            int evaluationsPerDimension,
            int phase2EvaluationsPerDimension,
            boolean secondPass,
            boolean phase2,
            Order order,
            int maxCandidates,
            boolean normalise,
            boolean wholeBudget) {
        this(
                tau,
                delta,
                evaluationsPerDimension,
                phase2EvaluationsPerDimension,
                secondPass,
                phase2,
                order,
                maxCandidates,
                normalise,
                new Cobyla(wholeBudget));
    }

    static ManifoldMixing read(Settings settings) throws StockpotException {
        return new ManifoldMixing(
                settings.real(TAU),
                settings.real(DELTA),
                settings.whole(EVALUATIONS),
                settings.whole(PHASE2_EVALUATIONS),
                settings.flag(SECOND_PASS),
                settings.flag(PHASE2),
                Order.of(settings.text(ORDER)),
                settings.whole(CANDIDATES),
                settings.flag(NORMALISE),
                ChosenOptimiser.read(settings));
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String title() {
        return "Manifold mixing";
    }

    @Override
    public String reference() {
        return "Fassold 2023, IMVIP, arXiv:2309.08610";
    }

    @Override
    public Set<Need> needs() {
        return Set.of(Need.IMAGES, Need.LABELS);
    }

    @Override
    public List<Parameter> parameters() {
        var flag = new Parameter.Flag();
        var parameters = new ArrayList<>(List.of(
                new Parameter(
                        TAU,
                        new Parameter.Real(0.9, 1),
                        "0.998",
                        "Candidates whose plain average scores below this share of the mix are not searched."),
                new Parameter(
                        DELTA,
                        new Parameter.Real(0.01, 1),
                        "0.5",
                        "How far the first search may move from the plain average, as a share of the way."),
                new Parameter(
                        EVALUATIONS,
                        new Parameter.Whole(1, 10_000),
                        "30",
                        "Evaluations per layer group in every search of one candidate."),
                new Parameter(
                        PHASE2_EVALUATIONS,
                        new Parameter.Whole(1, 10_000),
                        "50",
                        "Evaluations per ingredient and layer group in the joint search."),
                new Parameter(SECOND_PASS, flag, "true", "Search a promising candidate again within wider bounds."),
                new Parameter(PHASE2, flag, "true", "Search all weights together at the end."),
                new Parameter(
                        ORDER,
                        new Parameter.Choice(Order.WORDS),
                        "descending",
                        "In which order of their own scores candidates are tried."),
                new Parameter(
                        CANDIDATES,
                        new Parameter.Whole(0, 10_000),
                        "0",
                        "How many ingredients are considered, in that order; 0 is all."),
                new Parameter(
                        NORMALISE, flag, "true", "Let the weights of the joint search sum to 1 in every group.")));
        parameters.addAll(ChosenOptimiser.parameters());
        return parameters;
    }

    @Override
    public Map<String, String> settings() {
        var settings = new LinkedHashMap<String, String>();
        settings.put(TAU, "" + tau);
        settings.put(DELTA, "" + delta);
        settings.put(EVALUATIONS, "" + evaluationsPerDimension);
        settings.put(PHASE2_EVALUATIONS, "" + phase2EvaluationsPerDimension);
        settings.put(SECOND_PASS, "" + secondPass);
        settings.put(PHASE2, "" + phase2);
        settings.put(ORDER, order.word());
        settings.put(CANDIDATES, "" + maxCandidates);
        settings.put(NORMALISE, "" + normalise);
        settings.putAll(ChosenOptimiser.settings(optimiser));
        return settings;
    }

    @Override
    public int mostEvaluations(SearchSpace space) {
        long ingredients = space.ingredients().size();
        long groups = space.variables().size();
        long candidates = considered(space.ingredients().size()) - 1L;
        long passes = secondPass ? 3 : 1;
        long first = candidates * (1 + passes * evaluationsPerDimension * groups);
        long second = phase2 && candidates > 0 ? (candidates + 1) * groups * phase2EvaluationsPerDimension : 0;
        return (int) Math.min(Integer.MAX_VALUE, ingredients + first + second);
    }

    /** How many of the ingredients take part. */
    int considered(int ingredients) {
        return maxCandidates == 0 ? ingredients : Math.min(maxCandidates, ingredients);
    }

    @Override
    public FusionMethod method() {
        return normalise ? new FusionMethod.WeightedAverage() : new FusionMethod.WeightedSum();
    }

    @Override
    public Mix run(Trials trials, long seed) throws StockpotException {
        List<Integer> rows = order.rows(trials.all(Told.of(Phase.SCORING)), seed)
                .subList(0, considered(trials.space().ingredients().size()));
        Mix mix = new SequentialPhase(this, trials, optimiser, seed).run(rows);
        if (phase2) {
            mix = new JointPhase(this, trials, optimiser, seed).run(mix);
        }
        return trials.best().orElse(mix);
    }
}

package org.stockpot.search;

import java.util.Arrays;
import java.util.List;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.Told;

/**
 * Phase 2 of manifold mixing: factors μ on the weights β of all ingredients that joined, within 0.7…1.4, searched
 * together; weights μβ / Σμβ per group. Kept only if better. Inert groups stay as they are.
 */
record JointPhase(ManifoldMixing options, Trials trials, Minimiser minimiser, long seed) {
    private static final double LOW = 0.7;
    private static final double HIGH = 1.4;
    private static final String NAME = Step.JOINT.pattern();

    /** Improves a mix; one ingredient alone, or no searched group, leaves nothing to improve. */
    Mix run(Mix mix) throws StockpotException {
        List<List<Integer>> variables = trials.space().variables();
        int dimensions = mix.members().size() * variables.size();
        if (mix.members().size() < 2 || dimensions == 0) {
            return mix;
        }
        double[] start = new double[dimensions];
        Arrays.fill(start, 1);
        int budget = Math.multiplyExact(options.phase2EvaluationsPerDimension(), dimensions);
        var contest = new Contest(trials, mix, false);
        Minimiser.Function loss =
                mu -> -contest.challenge(scaled(mix, variables, mu), mix.members(), Told.of(Step.JOINT))
                        .score();
        minimiser.minimise(
                loss.withDepth(dimension -> dimension % variables.size()),
                start,
                Bounds.all(dimensions, LOW, HIGH),
                budget,
                seed);
        Mix found = contest.leader();
        boolean better = found.score() > mix.score();
        trials.decide(new Decision(
                NAME,
                -1,
                better ? Decision.Outcome.REFINED : Decision.Outcome.NOT_REFINED,
                found.result(),
                mix.score()));
        return better ? trials.accept(found) : mix;
    }

    private MixingWeights scaled(Mix mix, List<List<Integer>> variables, double[] mu) {
        double[][] weights = mix.weights().toMatrix();
        for (int i = 0; i < variables.size(); i++) {
            for (int group : variables.get(i)) {
                scale(mix, weights, group, mu, i, variables.size());
            }
        }
        return MixingWeights.of(weights);
    }

    private void scale(Mix mix, double[][] weights, int group, double[] mu, int first, int stride) {
        double sum = 0;
        for (int j = 0; j < mix.members().size(); j++) {
            double[] row = weights[mix.members().get(j)];
            row[group] *= mu[j * stride + first];
            sum += row[group];
        }
        for (int i = 0; i < weights.length; i++) {
            // Only constraints give a weight to one that has not joined.
            sum += mix.members().contains(i) ? 0 : weights[i][group];
        }
        if (options.normalise()) {
            for (double[] row : weights) {
                row[group] /= sum;
            }
        }
    }
}

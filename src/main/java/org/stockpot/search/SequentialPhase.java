package org.stockpot.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.Told;

/**
 * Phase 1 of manifold mixing. The accumulated model A is kept as its matrix of mixing weights β, because A is linear in
 * its ingredients: λ·A + (1 − λ)·C has the weights λ·β plus 1 − λ for C. Inert groups follow the plain running average.
 */
record SequentialPhase(ManifoldMixing options, Trials trials, Minimiser minimiser, long seed) {
    private static final double WIDE_LOW = 0.3;
    private static final double WIDE_HIGH = 1;
    private static final double THIRD_PASS_GAIN = 0.3;

    /** Mixes the rows in their order. */
    Mix run(List<Integer> rows) throws StockpotException {
        int first = rows.get(0);
        Mix mix = trials.accept(trials.only(first, Told.of(Phase.FIRST)));
        trials.decide(first, Decision.Outcome.STARTED, mix, mix.score());
        for (int candidate : rows.subList(1, rows.size())) {
            mix = consider(mix, candidate);
        }
        return mix;
    }

    private Mix consider(Mix mix, int candidate) throws StockpotException {
        String name = trials.space().ingredients().get(candidate);
        var step = new Attempt(mix, candidate, name);
        double[] average = new double[trials.space().variables().size()];
        Arrays.fill(average, step.ratio());
        double threshold = mix.score() - (1 - options.tau()) * Math.abs(mix.score());
        Mix preCheck = step.preCheck(average, threshold);
        if (preCheck.score() < threshold) {
            trials.decide(candidate, Decision.Outcome.SKIPPED, preCheck, threshold);
            return mix;
        }
        search(step, average);
        Mix found = average.length == 0 ? preCheck : step.best();
        if (found.score() < mix.score()) {
            trials.decide(candidate, Decision.Outcome.NEAR_MISS, found, mix.score());
            return mix;
        }
        trials.decide(candidate, Decision.Outcome.ACCEPTED, found, mix.score());
        return trials.accept(found);
    }

    /** Up to three passes. */
    private void search(Attempt step, double[] average) throws StockpotException {
        int dimensions = average.length;
        if (dimensions == 0) {
            return;
        }
        double reach = options.delta() * (1 - step.ratio());
        Minimum first = pass(
                step, average, Bounds.all(dimensions, step.ratio() - reach, step.ratio() + reach), Phase.FIRST_PASS);
        if (-first.value() < step.mix().score() || !options.secondPass()) {
            return;
        }
        Bounds wide = Bounds.all(dimensions, WIDE_LOW, WIDE_HIGH);
        Minimum second = better(first, pass(step, first.toArray(), wide, Phase.SECOND_PASS));
        double wanted = THIRD_PASS_GAIN * (1 - options.tau()) * Math.abs(first.value());
        if (first.value() - second.value() >= wanted) {
            pass(step, second.toArray(), wide, Phase.THIRD_PASS);
        }
    }

    private Minimum pass(Attempt step, double[] start, Bounds bounds, Phase name) throws StockpotException {
        int budget = Math.multiplyExact(options.evaluationsPerDimension(), start.length);
        return minimiser.minimise(
                lambda -> -step.probe(lambda, name).score(), start, bounds, budget, seed + step.candidate());
    }

    /** Clipping the start may cost a little, so a pass can end below where it was meant to begin. */
    private static Minimum better(Minimum before, Minimum after) {
        return after.value() < before.value() ? after : before;
    }

    /** Mixing one candidate into the mix so far. */
    private final class Attempt {
        private final Mix mix;
        private final int candidate;
        private final String name;
        private final double ratio;
        private final List<Integer> members;
        private final Contest contest;

        Attempt(Mix mix, int candidate, String name) {
            this.mix = mix;
            this.candidate = candidate;
            this.name = name;
            int joined = mix.members().size();
            this.ratio = (double) joined / (joined + 1);
            this.members = new ArrayList<>(mix.members());
            members.add(candidate);
            this.contest = new Contest(trials, mix, true);
        }

        Mix mix() {
            return mix;
        }

        int candidate() {
            return candidate;
        }

        /** K/(K + 1): the mix's share in the plain running average. */
        double ratio() {
            return ratio;
        }

        /** The plain average, of use only if it reaches the threshold. */
        Mix preCheck(double[] average, double threshold) throws StockpotException {
            return contest.check(mixed(average), members, phase(Phase.PRE_CHECK), threshold);
        }

        /** A point of the search. */
        Mix probe(double[] lambda, Phase pass) throws StockpotException {
            return contest.challenge(mixed(lambda), members, phase(pass));
        }

        private Told phase(Phase what) {
            return Told.of(Phase.FIRST_WITH, name, Told.of(what));
        }

        /** The best of all passes. */
        Mix best() {
            return contest.leader();
        }

        /** λ·A + (1 − λ)·C; λ per searched group, or per set of linked ones. */
        private MixingWeights mixed(double[] lambda) {
            double[] all = new double[trials.space().groups().size()];
            Arrays.fill(all, ratio);
            List<List<Integer>> variables = trials.space().variables();
            for (int i = 0; i < lambda.length; i++) {
                for (int group : variables.get(i)) {
                    all[group] = lambda[i];
                }
            }
            double[][] beta = mix.weights().toMatrix();
            for (int group = 0; group < all.length; group++) {
                for (double[] row : beta) {
                    row[group] *= all[group];
                }
                beta[candidate][group] += 1 - all[group];
            }
            return MixingWeights.of(beta);
        }
    }
}

package org.stockpot.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.tensor.StockpotException;

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
        Mix mix = trials.accept(trials.only(first, "Phase 1"));
        trials.decide(first, Decision.Outcome.STARTED, mix.score(), mix.score());
        for (int candidate : rows.subList(1, rows.size())) {
            mix = consider(mix, candidate);
        }
        return mix;
    }

    private Mix consider(Mix mix, int candidate) throws StockpotException {
        String name = trials.space().ingredients().get(candidate);
        var step = new Step(mix, candidate, "Phase 1: " + name);
        double[] average = new double[trials.space().activeGroups().size()];
        Arrays.fill(average, step.ratio());
        double preCheck = step.mixed(average, "pre-check").score();
        double threshold = mix.score() - (1 - options.tau()) * Math.abs(mix.score());
        if (preCheck < threshold) {
            trials.decide(candidate, Decision.Outcome.SKIPPED, preCheck, threshold);
            return mix;
        }
        double[] lambda = search(step, average);
        Mix found = step.mixed(lambda, "result");
        if (found.score() < mix.score()) {
            trials.decide(candidate, Decision.Outcome.NEAR_MISS, found.score(), mix.score());
            return mix;
        }
        trials.decide(candidate, Decision.Outcome.ACCEPTED, found.score(), mix.score());
        return trials.accept(found);
    }

    /** Up to three passes; the best λ of all. */
    private double[] search(Step step, double[] average) throws StockpotException {
        int dimensions = average.length;
        if (dimensions == 0) {
            return average;
        }
        double reach = options.delta() * (1 - step.ratio());
        Minimum first =
                pass(step, average, Bounds.all(dimensions, step.ratio() - reach, step.ratio() + reach), "first pass");
        if (-first.value() < step.mix().score() || !options.secondPass()) {
            return first.toArray();
        }
        Bounds wide = Bounds.all(dimensions, WIDE_LOW, WIDE_HIGH);
        Minimum second = better(first, pass(step, first.toArray(), wide, "second pass"));
        double wanted = THIRD_PASS_GAIN * (1 - options.tau()) * Math.abs(first.value());
        if (first.value() - second.value() < wanted) {
            return second.toArray();
        }
        return better(second, pass(step, second.toArray(), wide, "third pass")).toArray();
    }

    private Minimum pass(Step step, double[] start, Bounds bounds, String name) throws StockpotException {
        int budget = Math.multiplyExact(options.evaluationsPerDimension(), start.length);
        return minimiser.minimise(
                lambda -> -step.mixed(lambda, name).score(), start, bounds, budget, seed + step.candidate());
    }

    /** Clipping the start may cost a little, so a pass can end below where it was meant to begin. */
    private static Minimum better(Minimum before, Minimum after) {
        return after.value() < before.value() ? after : before;
    }

    /** Mixing one candidate into the mix so far. */
    private final class Step {
        private final Mix mix;
        private final int candidate;
        private final String phase;
        private final double ratio;
        private final List<Integer> members;

        Step(Mix mix, int candidate, String phase) {
            this.mix = mix;
            this.candidate = candidate;
            this.phase = phase;
            int joined = mix.members().size();
            this.ratio = (double) joined / (joined + 1);
            this.members = new ArrayList<>(mix.members());
            members.add(candidate);
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

        /** λ·A + (1 − λ)·C, scored; λ per searched group. */
        Mix mixed(double[] lambda, String pass) throws StockpotException {
            double[] all = new double[trials.space().groups().size()];
            Arrays.fill(all, ratio);
            List<Integer> active = trials.space().activeGroups();
            for (int i = 0; i < lambda.length; i++) {
                all[active.get(i)] = lambda[i];
            }
            double[][] beta = mix.weights().toMatrix();
            for (int group = 0; group < all.length; group++) {
                for (double[] row : beta) {
                    row[group] *= all[group];
                }
                beta[candidate][group] += 1 - all[group];
            }
            return trials.score(MixingWeights.of(beta), members, phase + ", " + pass);
        }
    }
}

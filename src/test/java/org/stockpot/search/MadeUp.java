package org.stockpot.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.stockpot.fuse.MixingWeights;

/** Objectives and spaces without a network behind them. */
final class MadeUp {
    private MadeUp() {}

    static SearchSpace space(int ingredients, int groups, Integer... inert) {
        return new SearchSpace(
                IntStream.range(0, ingredients).mapToObj(i -> "dish" + i).toList(),
                IntStream.range(0, groups).mapToObj(g -> "group" + g).toList(),
                Set.of(inert));
    }

    /** 0.9 minus the mean squared distance from the best weights; inert groups do not count. */
    static Objective quadratic(double[][] best, SearchSpace space) {
        return weights -> {
            double distance = 0;
            for (int group : space.activeGroups()) {
                for (int i = 0; i < best.length; i++) {
                    double error = weights.weight(i, group) - best[i][group];
                    distance += error * error;
                }
            }
            return 0.9 - distance / (50.0 * Math.max(1, space.activeGroups().size()));
        };
    }

    /** As an accuracy over so many images. */
    static Objective steps(Objective smooth, int images) {
        return weights -> Math.floor(smooth.score(weights) * images) / images;
    }

    /** Keeps what it hears. */
    static final class Journal implements SearchListener {
        final List<MixingWeights> trials = new ArrayList<>();
        final List<Double> scores = new ArrayList<>();
        final List<Score> results = new ArrayList<>();
        final List<String> phases = new ArrayList<>();
        final List<Double> bestScores = new ArrayList<>();
        final List<MixingWeights> bestWeights = new ArrayList<>();
        final List<Decision> decisions = new ArrayList<>();

        @Override
        public void trial(int number, MixingWeights weights, Score score, String phase) {
            trials.add(weights);
            scores.add(score.value());
            results.add(score);
            phases.add(phase);
            if (number != trials.size()) {
                throw new AssertionError("trial " + number + " came as number " + trials.size());
            }
        }

        @Override
        public void best(MixingWeights weights, double score) {
            bestWeights.add(weights);
            bestScores.add(score);
        }

        @Override
        public void decision(Decision decision) {
            decisions.add(decision);
        }

        List<Decision.Outcome> outcomes() {
            return decisions.stream().map(Decision::outcome).toList();
        }
    }
}

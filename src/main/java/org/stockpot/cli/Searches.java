package org.stockpot.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.stockpot.data.Role;
import org.stockpot.evaluate.Evaluation;
import org.stockpot.evaluate.McNemar;
import org.stockpot.evaluate.PairedComparison;
import org.stockpot.search.Goal;
import org.stockpot.search.Measure;
import org.stockpot.session.SearchOutcome;

/**
 * Searches of the same ingredients by several methods. Which of them is best is told by validation data alone: by the
 * objective where all had the same, else by validation accuracy, and of equals it is the first.
 *
 * @param outcomes in the order asked for, at least one
 * @param ensemble the mean of all ingredients' logits on all sets, where it was asked for
 */
record Searches(List<SearchOutcome> outcomes, Optional<List<Evaluation>> ensemble) {
    Searches {
        outcomes = List.copyOf(outcomes);
    }

    /** The best and another one on one validation set. */
    record Pair(SearchOutcome other, String set, PairedComparison comparison) {}

    /** What the best is told by, for people. */
    String measure() {
        Goal goal = outcomes.get(0).goal();
        return !isSame(goal) || goal.equals(Goal.ACCURACY) ? "validation accuracy" : goal.text();
    }

    private boolean isSame(Goal goal) {
        return outcomes.stream().allMatch(one -> one.goal().equals(goal));
    }

    SearchOutcome best() {
        return outcomes.get(bestIndex());
    }

    /** Where the best stands among the outcomes. */
    int bestIndex() {
        int best = 0;
        for (int index = 1; index < outcomes.size(); index++) {
            best = value(outcomes.get(index)) > value(outcomes.get(best)) ? index : best;
        }
        return best;
    }

    private double value(SearchOutcome one) {
        return isSame(one.goal())
                ? one.result().score()
                : new Measure.Accuracy()
                        .value(one.after().evaluations().stream()
                                .filter(evaluation -> evaluation.role() == Role.VALIDATION)
                                .toList());
    }

    /** The best against all others, on the validation images that chose it. */
    List<Pair> pairs() {
        List<Pair> pairs = new ArrayList<>();
        List<Evaluation> best = best().after().evaluations();
        for (int index = 0; index < outcomes.size(); index++) {
            SearchOutcome other = outcomes.get(index);
            for (int set = 0; set < best.size() && index != bestIndex(); set++) {
                Evaluation mine = best.get(set);
                if (mine.role() == Role.VALIDATION) {
                    pairs.add(new Pair(
                            other,
                            mine.set(),
                            McNemar.exact(
                                    mine.hits(),
                                    other.after().evaluations().get(set).hits())));
                }
            }
        }
        return pairs;
    }
}

package org.stockpot.search;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.job.JobContext;
import org.stockpot.job.Progress;
import org.stockpot.tensor.StockpotException;

/**
 * The objective as a running search sees it: counts, remembers, watches the budget and tells the listener. Mixes that
 * differ only in inert groups, or by less than 1e-12, are the same mix and are scored once, unless memory is not wanted.
 */
public final class Trials {
    /** Thrown when the budget is used up; never leaves the searcher. */
    static final class Spent extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final String reason;

        Spent(String reason) {
            super(reason, null, false, false);
            this.reason = reason;
        }

        String reason() {
            return reason;
        }
    }

    /** How a mix is scored. */
    @FunctionalInterface
    private interface Question {
        Score ask() throws StockpotException;
    }

    /**
     * What is remembered of a mix.
     *
     * @param lost against this threshold, so against all above it; negative infinity for a whole score
     */
    private record Known(Score score, double lost) {}

    private final SearchSpace space;
    private final List<Integer> active;
    private final Objective objective;
    private final Budget budget;
    private final Savings savings;
    private final long expected;
    private final SearchListener listener;
    private final JobContext context;
    private final long start = System.nanoTime();
    private final Map<ByteBuffer, Known> known = new HashMap<>();
    private final List<Decision> decisions = new ArrayList<>();
    private final Front front = new Front();
    private @Nullable Mix best;
    private int evaluations;

    Trials(
            SearchSpace space,
            Objective objective,
            Budget budget,
            Savings savings,
            int mostEvaluations,
            SearchListener listener,
            JobContext context) {
        this.space = space;
        this.active = space.activeGroups();
        this.objective = objective;
        this.budget = budget;
        this.savings = savings;
        this.expected = Math.min(budget.evaluations(), mostEvaluations);
        this.listener = listener;
        this.context = context;
    }

    SearchSpace space() {
        return space;
    }

    /** Scores one ingredient alone. */
    Mix only(int ingredient, String phase) throws StockpotException {
        MixingWeights weights = MixingWeights.only(
                ingredient, space.ingredients().size(), space.groups().size());
        return score(weights, List.of(ingredient), phase);
    }

    /** Scores every ingredient alone. */
    List<Mix> all(String phase) throws StockpotException {
        var scored = new ArrayList<Mix>();
        for (int ingredient = 0; ingredient < space.ingredients().size(); ingredient++) {
            scored.add(only(ingredient, phase));
        }
        return scored;
    }

    /**
     * Scores a mix on all images, or remembers what it scored.
     *
     * @throws Spent if it would have to be evaluated and the budget is used up
     */
    Mix score(MixingWeights weights, List<Integer> members, String phase) throws StockpotException {
        return scored(weights, members, phase, Double.NEGATIVE_INFINITY, () -> objective.measure(weights));
    }

    /**
     * Scores a mix that is of use only if it reaches a threshold; one that most probably does not may have an estimate
     * below the threshold and no higher than the incumbent's score. A mix that lost is remembered to lose against all higher thresholds.
     *
     * @param incumbent scored on all images
     * @throws Spent if it would have to be evaluated and the budget is used up
     */
    Mix race(MixingWeights weights, List<Integer> members, String phase, Mix incumbent, double threshold)
            throws StockpotException {
        if (!incumbent.isWhole()) {
            throw new IllegalArgumentException("a race against an estimate: " + incumbent);
        }
        return scored(weights, members, phase, threshold, () -> {
            Score score = objective.race(weights, incumbent.weights(), threshold);
            // Stopped because it gains too little, if anything: it must not lead.
            return score instanceof Score.Estimated guess
                    ? new Score.Estimated(Math.min(guess.value(), incumbent.score()), guess.images(), guess.of())
                    : score;
        });
    }

    /** The smallest gain over a score that is worth looking for. */
    double leastGain(double score) {
        return savings.racing().map(Racing::leastGain).orElse(0.0) * objective.noise(score);
    }

    private Mix scored(MixingWeights weights, List<Integer> members, String phase, double threshold, Question question)
            throws StockpotException {
        ByteBuffer key = key(weights);
        Known remembered = known.get(key);
        if (remembered != null && remembered.lost() <= threshold) {
            return new Mix(weights, remembered.score(), members);
        }
        context.checkpoint();
        if (evaluations >= budget.evaluations()) {
            throw new Spent(
                    budget.evaluations() == 1
                            ? "the budget of 1 evaluation is spent"
                            : "the budget of " + budget.evaluations() + " evaluations is spent");
        }
        if (evaluations > 0 && System.nanoTime() - start >= budget.time().toNanos()) {
            throw new Spent("the time is up");
        }
        Score score = question.ask();
        if (Double.isNaN(score.value())) {
            throw new StockpotException("The objective is not a number for a mix of "
                    + String.join(
                            ", ", members.stream().map(space.ingredients()::get).toList())
                    + ": check these ingredients for values that are not finite");
        }
        if (!score.isWhole() && score.value() >= threshold) {
            throw new IllegalStateException(score + " reaches the threshold " + threshold);
        }
        if (savings.memory()) {
            known.put(key, new Known(score, score.isWhole() ? Double.NEGATIVE_INFINITY : threshold));
        }
        evaluations++;
        var mix = new Mix(weights, score, members);
        front.offer(mix);
        listener.trial(evaluations, weights, score, phase);
        Mix incumbent = best;
        if (score.isWhole() && (incumbent == null || score.value() > incumbent.score())) {
            setBest(mix);
        }
        context.progress(new Progress(phase, evaluations, expected == Integer.MAX_VALUE ? 0 : expected));
        return mix;
    }

    /** The search goes on from this mix; at equal scores it is preferred to an earlier one. */
    Mix accept(Mix mix) {
        if (!mix.isWhole()) {
            throw new IllegalArgumentException("an estimate cannot be accepted: " + mix);
        }
        Mix incumbent = best;
        if (incumbent == null || mix.score() >= incumbent.score()) {
            setBest(mix);
        }
        return mix;
    }

    private void setBest(Mix mix) {
        best = mix;
        listener.best(mix.weights(), mix.score());
    }

    void decide(Decision decision) {
        decisions.add(decision);
        listener.decision(decision);
    }

    void decide(int ingredient, Decision.Outcome outcome, Mix mix, double threshold) {
        decide(new Decision(space.ingredients().get(ingredient), ingredient, outcome, mix.result(), threshold));
    }

    Optional<Mix> best() {
        return Optional.ofNullable(best);
    }

    /** At most so many of the compromises between the parts of the score, none for 0. */
    List<Mix> compromises(int most) {
        return most == 0 ? List.of() : front.members(most);
    }

    int evaluations() {
        return evaluations;
    }

    List<Decision> decisions() {
        return decisions;
    }

    /** A digest, because thousands of mixes of dozens of ingredients would fill the memory. */
    private ByteBuffer key(MixingWeights weights) {
        ByteBuffer bytes = ByteBuffer.allocate(weights.ingredients() * active.size() * Double.BYTES);
        IntStream.range(0, weights.ingredients()).forEach(ingredient -> {
            for (int group : active) {
                bytes.putDouble(Math.rint(weights.weight(ingredient, group) * 1e12) + 0.0);
            }
        });
        try {
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(bytes.array()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

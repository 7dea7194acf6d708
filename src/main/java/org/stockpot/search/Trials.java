package org.stockpot.search;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.stockpot.evaluate.ImageBatch;
import org.stockpot.evaluate.Loss;
import org.stockpot.fuse.FusionMethod;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.job.JobContext;
import org.stockpot.job.Progress;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.Told;

/**
 * The objective as a running search sees it: counts, remembers, watches the budget and tells the listener. Mixes that
 * differ only in inert groups, or by less than 1e-12, are the same mix and are scored once, unless memory is not wanted.
 * Whatever a plan asks for obeys the constraints of the space before it is scored.
 */
public final class Trials {
    /** Less than one image of any set, more than rounding makes of none. */
    static final double ANY_GAIN = 1e-7;

    /** Thrown when the budget is used up; never leaves the searcher. */
    static final class Spent extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final transient Told reason;

        Spent(Told reason) {
            super(reason.toString(), null, false, false);
            this.reason = reason;
        }

        Told reason() {
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

    /** A mix that has no score yet; no method is the plan's. */
    private record Candidate(MixingWeights weights, List<Integer> members, Optional<FusionMethod> method) {
        Mix scored(Score score) {
            return new Mix(weights, score, members, method);
        }
    }

    /** Differentiates the mixes that are held instead of those that are asked for. */
    private record Held(SearchSpace space, Gradients free) implements Gradients {
        @Override
        public List<ImageBatch> batches(int size) throws StockpotException {
            return free.batches(size);
        }

        @Override
        public Slope slope(MixingWeights asked, ImageBatch batch, Loss loss) throws StockpotException {
            return free.slope(space.held(asked), batch, loss);
        }
    }

    private final SearchSpace space;
    private final List<Integer> active;
    private final Objective objective;
    private final Budget budget;
    private final Savings savings;
    private final long expected;
    private final SearchListener listener;
    private final JobContext context;
    private final long start;
    private final Stalling stalling;
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
        this.start = context.workedNanos();
        this.stalling =
                new Stalling(Math.max(budget.patience(), space.ingredients().size()));
    }

    SearchSpace space() {
        return space;
    }

    /**
     * What the plan may ask about the inside of mixes. They obey the constraints, as those that are scored; see
     * {@link SearchSpace#slopeByAsked} for what that makes of their slopes.
     *
     * @param title of the plan, for messages
     * @throws StockpotException if nothing can be asked
     */
    Gradients gradients(String title) throws StockpotException {
        Gradients free = objective
                .gradients()
                .orElseThrow(() -> new StockpotException(
                        title + " needs gradients, and what is searched has none: take another search"));
        return new Held(space, free);
    }

    /**
     * A moment between two evaluations at which the search can be interrupted, as once per batch of images.
     *
     * @param phase what is being done, for people
     * @throws Spent if there is a best mix and the budget is used up
     */
    void pause(Told phase, long done, long total) {
        context.checkpoint();
        context.progress(new Progress(phase, done, total));
        if (best != null) {
            checkBudget();
        }
    }

    /** Scores one ingredient alone. */
    Mix only(int ingredient, Told phase) throws StockpotException {
        MixingWeights weights = MixingWeights.only(
                ingredient, space.ingredients().size(), space.groups().size());
        return score(weights, List.of(ingredient), phase);
    }

    /** Scores every ingredient alone. */
    List<Mix> all(Told phase) throws StockpotException {
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
    Mix score(MixingWeights asked, List<Integer> members, Told phase) throws StockpotException {
        MixingWeights weights = space.held(asked);
        return scored(
                new Candidate(weights, members, Optional.empty()),
                phase,
                Double.NEGATIVE_INFINITY,
                () -> objective.measure(weights));
    }

    /**
     * Scores a mix that is fused by another method than the plan's, on all images.
     *
     * @throws Spent if it would have to be evaluated and the budget is used up
     */
    Mix score(FusionMethod method, MixingWeights asked, List<Integer> members, Told phase) throws StockpotException {
        MixingWeights weights = space.held(asked);
        return scored(
                new Candidate(weights, members, Optional.of(method)),
                phase,
                Double.NEGATIVE_INFINITY,
                () -> objective.with(method).measure(weights));
    }

    /**
     * Scores a mix that is of use only if it reaches a threshold; one that most probably does not may have an estimate
     * below the threshold and no higher than the incumbent's score. A mix that lost is remembered to lose against all higher thresholds.
     *
     * @param incumbent scored on all images
     * @throws Spent if it would have to be evaluated and the budget is used up
     */
    Mix race(MixingWeights asked, List<Integer> members, Told phase, Mix incumbent, double threshold)
            throws StockpotException {
        if (!incumbent.isWhole()) {
            throw new IllegalArgumentException("a race against an estimate: " + incumbent);
        }
        MixingWeights weights = space.held(asked);
        return scored(new Candidate(weights, members, Optional.empty()), phase, threshold, () -> {
            Score score = objective.race(weights, incumbent.weights(), threshold);
            // Stopped because it gains too little, if anything: it must not lead.
            return score instanceof Score.Estimated guess
                    ? new Score.Estimated(
                            Math.min(guess.value(), incumbent.score()), guess.images(), guess.of(), guess.error())
                    : score;
        });
    }

    /** The smallest gain over a score that is worth looking for; more than none, for who needs a mix that scores the same? */
    double leastGain(double score) {
        return Math.max(ANY_GAIN, savings.racing().map(Racing::leastGain).orElse(0.0) * objective.noise(score));
    }

    private Mix scored(Candidate candidate, Told phase, double threshold, Question question) throws StockpotException {
        ByteBuffer key = key(candidate);
        Known remembered = known.get(key);
        if (remembered != null && remembered.lost() <= threshold) {
            return candidate.scored(remembered.score());
        }
        context.checkpoint();
        checkBudget();
        Score score = question.ask();
        if (Double.isNaN(score.value())) {
            throw new StockpotException("The objective is not a number for a mix of "
                    + String.join(
                            ", ",
                            candidate.members().stream()
                                    .map(space.ingredients()::get)
                                    .toList())
                    + ": check these ingredients for values that are not finite");
        }
        if (!score.isWhole() && score.value() >= threshold) {
            throw new IllegalStateException(score + " reaches the threshold " + threshold);
        }
        if (savings.memory()) {
            known.put(key, new Known(score, score.isWhole() ? Double.NEGATIVE_INFINITY : threshold));
        }
        evaluations++;
        Mix mix = candidate.scored(score);
        front.offer(mix);
        listener.trial(evaluations, candidate.weights(), score, phase);
        Mix incumbent = best;
        if (score.isWhole() && (incumbent == null || score.value() > incumbent.score())) {
            setBest(mix);
        }
        context.progress(new Progress(phase, evaluations, expected == Integer.MAX_VALUE ? 0 : expected));
        return mix;
    }

    private void checkBudget() {
        if (evaluations >= budget.evaluations()) {
            throw new Spent(Told.of(StopReason.BUDGET, budget.evaluations()));
        }
        if (evaluations > 0 && context.workedNanos() - start >= budget.time().toNanos()) {
            throw new Spent(Told.of(StopReason.TIME));
        }
        Optional<Told> stalled = stalling.reason(evaluations);
        if (stalled.isPresent()) {
            throw new Spent(stalled.get());
        }
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
        stalling.best(mix.score(), objective.noise(mix.score()), evaluations);
        listener.best(mix);
    }

    void decide(Decision made) {
        Decision decision = made.within(objective.noise(made.value()));
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
    private ByteBuffer key(Candidate candidate) {
        MixingWeights weights = candidate.weights();
        ByteBuffer bytes = ByteBuffer.allocate(weights.ingredients() * active.size() * Double.BYTES);
        IntStream.range(0, weights.ingredients()).forEach(ingredient -> {
            for (int group : active) {
                bytes.putDouble(Math.rint(weights.weight(ingredient, group) * 1e12) + 0.0);
            }
        });
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            candidate.method().ifPresent(method -> digest.update(method.format().getBytes(StandardCharsets.UTF_8)));
            return ByteBuffer.wrap(digest.digest(bytes.array()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

package org.stockpot.session;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.stockpot.data.DataRef;
import org.stockpot.data.PreparedSet;
import org.stockpot.evaluate.Evaluation;
import org.stockpot.evaluate.Heats;
import org.stockpot.evaluate.Hits;
import org.stockpot.evaluate.Split;
import org.stockpot.fuse.FusionMethod;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.fuse.Recipe;
import org.stockpot.job.JobContext;
import org.stockpot.search.Gradients;
import org.stockpot.search.Objective;
import org.stockpot.search.Savings;
import org.stockpot.search.Score;
import org.stockpot.tensor.StockpotException;

/**
 * What a search of networks maximises: its goal on the validation sets and shifted copies of these, from the journal where
 * it is known. Goals that are weighted shares of images are raced for, an image with all its copies at a time; where
 * cross-entropy or floors have a part every evaluation is over all images. A race gives the same answer whatever is remembered of a mix and however the journal was
 * cut, so neither sliders nor a power cut change what a search finds. Lives on the device lane's thread.
 */
final class ValidationObjective implements Objective {
    /** Twice as many as are needed, for only the better half counts. */
    private static final int MOST_ADDED = 2 * Split.WITNESSES;

    private final Measurements measurements;
    private final Opened opened;
    private final Aim aim;
    private final List<DataRef> data;
    private final BiFunction<Optional<FusionMethod>, MixingWeights, Recipe> recipes;
    private final Savings savings;
    private final Journal journal;
    private final JobContext context;
    private final MixGradients gradients;
    private final List<Witness> witnesses = new ArrayList<>();
    /** What came through a race, which the next race may be against. */
    private final Map<MixingWeights, List<Hits>> winners = new HashMap<>();

    private @Nullable Split split;
    private List<Hits> splitFor = List.of();
    private boolean raced;
    private boolean asked;
    private long images;
    private long remeasured;
    private long perEvaluation;
    private int stopped;
    private long saved;

    /** A mix that was measured before the first race, or for it. */
    private record Witness(MixingWeights weights, double score) {}

    ValidationObjective(
            Measurements measurements,
            Opened opened,
            Aim aim,
            BiFunction<Optional<FusionMethod>, MixingWeights, Recipe> recipes,
            Savings savings,
            Journal journal,
            JobContext context) {
        this.measurements = measurements;
        this.opened = opened;
        this.aim = aim;
        this.data = aim.data();
        this.recipes = recipes;
        this.savings = savings;
        this.journal = journal;
        this.context = context;
        this.gradients = new MixGradients(
                measurements, opened, aim.validation(), weights -> recipes.apply(Optional.empty(), weights), context);
    }

    @Override
    public double score(MixingWeights weights) throws StockpotException {
        return measure(weights).value();
    }

    @Override
    public Score.Whole measure(MixingWeights weights) throws StockpotException {
        return measure(Optional.empty(), weights);
    }

    @Override
    public Objective with(FusionMethod method) {
        return new Objective() {
            @Override
            public double score(MixingWeights weights) throws StockpotException {
                return measure(weights).value();
            }

            @Override
            public Score.Whole measure(MixingWeights weights) throws StockpotException {
                return ValidationObjective.this.measure(Optional.of(method), weights);
            }
        };
    }

    private Score.Whole measure(Optional<FusionMethod> method, MixingWeights weights) throws StockpotException {
        Score.Whole score = replayedOrMeasured(method, weights);
        if (!raced && method.isEmpty()) {
            witnesses.add(new Witness(weights, score.value()));
        }
        return score;
    }

    private Score.Whole replayedOrMeasured(Optional<FusionMethod> method, MixingWeights weights)
            throws StockpotException {
        Journal.Entry known = journal.replay(method, weights, false);
        if (known != null) {
            count(known);
            return known.whole();
        }
        Measurements.Measured measured = measurements.measureUntil(
                opened, recipes.apply(method, weights), data, !savings.memory(), seen -> false, context);
        Score.Whole score = aim.score(measured.evaluations());
        count(journal.append(method, weights, score, measured.images(), total(measured)));
        return score;
    }

    @Override
    public Score race(MixingWeights weights, MixingWeights incumbent, double threshold) throws StockpotException {
        if (savings.racing().isEmpty()) {
            return measure(weights);
        }
        raced = true;
        Journal.Entry known = journal.replay(Optional.empty(), weights, true);
        if (known != null) {
            return count(known);
        }
        long before = remeasured;
        // Remembered, unless the search was resumed or a great many mixes ago.
        List<Hits> champion = winners.get(incumbent);
        if (champion == null) {
            champion = Evaluation.hits(remembered(incumbent));
        }
        Split parts = split(champion);
        var heats = new Heats(
                parts.hits(champion),
                aim.weights(),
                threshold,
                savings.racing().get().errorRate());
        Measurements.Measured measured = measurements.race(
                opened, recipes.apply(Optional.empty(), weights), data, parts, !savings.memory(), heats, context);
        long total = champion.stream().mapToLong(Hits::total).sum();
        Score score = measured.evaluations().isEmpty()
                ? new Score.Estimated(heats.estimate(), heats.images() * copies(), total, heats.error())
                : aim.score(measured.evaluations());
        if (score.isWhole()) {
            winners.put(weights, Evaluation.hits(measured.evaluations()));
        }
        return count(journal.append(Optional.empty(), weights, score, remeasured - before + measured.images(), total));
    }

    /**
     * Easy images are those that the champion and the better half of what was measured before the first race get right, most
     * often ingredients: whatever a search was resumed from, and whatever else is known of mixes, it is split alike and finds
     * the same. Where a search races sooner, a few ingredients are measured for it: that pays within some ten races.
     */
    private Split split(List<Hits> champion) throws StockpotException {
        Split known = split;
        if (known == null || !champion.equals(splitFor)) {
            if (witnesses.size() < Split.WITNESSES && !asked) {
                asked = true;
                addIngredients();
            }
            List<List<Hits>> right = new ArrayList<>();
            for (Witness witness : Split.betterHalf(witnesses, Witness::score)) {
                right.add(Evaluation.hits(remembered(witness.weights())));
            }
            right.add(champion);
            List<PreparedSet> sets = measurements.prepared(data, opened.preprocessing(), context);
            known = Split.of(sets, aim.goal().copies().size(), right);
            split = known;
            splitFor = champion;
        }
        return known;
    }

    private void addIngredients() throws StockpotException {
        int ingredients = opened.session().ingredients().size();
        int groups = opened.groups().size();
        for (int one = 0; one < Math.min(ingredients, MOST_ADDED); one++) {
            var alone = MixingWeights.only(one, ingredients, groups);
            if (witnesses.stream().noneMatch(witness -> witness.weights().equals(alone))) {
                witnesses.add(new Witness(alone, aim.score(remembered(alone)).value()));
            }
        }
    }

    /** What was measured of a mix, measured again if it is forgotten. */
    private List<Evaluation> remembered(MixingWeights weights) throws StockpotException {
        Measurements.Measured measured =
                measurements.measure(opened, recipes.apply(Optional.empty(), weights), data, partial -> {}, context);
        remeasured += measured.images();
        return measured.evaluations();
    }

    @Override
    public Optional<Gradients> gradients() {
        return Optional.of(gradients);
    }

    /**
     * Of a share of n independent images, √(p(1 − p)/n), times the sum of the weights. Where an image has several copies
     * that is the most it can be (Bhatia and Davis 2000, "A better bound on the variance"). 0 where there are no races.
     */
    @Override
    public double noise(double score) {
        if (perEvaluation == 0 || !aim.goal().isShare()) {
            return 0;
        }
        double most = aim.weights().stream().mapToDouble(Double::doubleValue).sum();
        return Math.sqrt(score * (most - score) * copies() / perEvaluation);
    }

    private long copies() {
        return aim.goal().copies().size();
    }

    private Score count(Journal.Entry entry) {
        images += entry.images();
        perEvaluation = entry.of();
        if (entry.stopped() != null) {
            stopped++;
        }
        // More than all where others were measured for it; whole scores that are known save nothing by races.
        saved += Math.min(entry.stopped() == null ? 0 : entry.of(), entry.of() - entry.images());
        return entry.result(copies());
    }

    /** Of all evaluations so far, the replayed ones among them. */
    Effort effort() {
        return perEvaluation == 0
                ? new Effort(0, 0, 0)
                : new Effort(
                        (double) (images + gradients.images()) / perEvaluation,
                        stopped,
                        Math.max(0, (double) saved / perEvaluation));
    }

    private static long total(Measurements.Measured measured) {
        return measured.evaluations().stream().mapToLong(Evaluation::total).sum();
    }
}

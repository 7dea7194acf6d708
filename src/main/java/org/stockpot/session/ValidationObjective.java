package org.stockpot.session;

import java.util.List;
import java.util.function.Function;
import org.stockpot.data.DataRef;
import org.stockpot.evaluate.Evaluation;
import org.stockpot.evaluate.Hits;
import org.stockpot.evaluate.Race;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.fuse.Recipe;
import org.stockpot.job.JobContext;
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
    private final Measurements measurements;
    private final Opened opened;
    private final Aim aim;
    private final List<DataRef> data;
    private final Function<MixingWeights, Recipe> recipes;
    private final Savings savings;
    private final Journal journal;
    private final JobContext context;
    private long images;
    private long perEvaluation;
    private int stopped;
    private long saved;

    ValidationObjective(
            Measurements measurements,
            Opened opened,
            Aim aim,
            Function<MixingWeights, Recipe> recipes,
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
    }

    @Override
    public double score(MixingWeights weights) throws StockpotException {
        return measure(weights).value();
    }

    @Override
    public Score.Whole measure(MixingWeights weights) throws StockpotException {
        Journal.Entry known = journal.replay(weights, false);
        if (known != null) {
            count(known);
            return known.whole();
        }
        Measurements.Measured measured = measurements.measureUntil(
                opened, recipes.apply(weights), data, !savings.memory(), seen -> false, context);
        Score.Whole score = aim.score(measured.evaluations());
        record(weights, score, measured.images(), total(measured));
        return score;
    }

    @Override
    public Score race(MixingWeights weights, MixingWeights incumbent, double threshold) throws StockpotException {
        if (savings.racing().isEmpty()) {
            return measure(weights);
        }
        Journal.Entry known = journal.replay(weights, true);
        if (known != null) {
            return count(known);
        }
        // Remembered, unless the search was resumed or a great many mixes ago.
        Measurements.Measured champion =
                measurements.measure(opened, recipes.apply(incumbent), data, partial -> {}, context);
        var race = new Race(
                hits(champion.evaluations()),
                aim.weights(),
                threshold,
                savings.racing().get().errorRate());
        Measurements.Measured measured = measurements.measureUntil(
                opened,
                recipes.apply(weights),
                data,
                !savings.memory(),
                seen -> race.isLost(hits(seen)),
                context);
        // Asked again, for what is remembered as a whole was not raced yet.
        Score score = race.isLost(hits(measured.evaluations()))
                ? new Score.Estimated(race.estimate(), race.images() * copies(), total(champion))
                : aim.score(measured.evaluations());
        return record(weights, score, champion.images() + measured.images(), total(champion));
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

    private Score record(MixingWeights weights, Score score, long run, long of) throws StockpotException {
        return count(journal.append(weights, score, run, of));
    }

    private Score count(Journal.Entry entry) {
        images += entry.images();
        perEvaluation = entry.of();
        if (entry.stopped() != null) {
            stopped++;
            saved += Math.max(0, entry.of() - entry.images());
        }
        return entry.result();
    }

    /** Of all evaluations so far, the replayed ones among them. */
    Effort effort() {
        return perEvaluation == 0
                ? new Effort(0, 0, 0)
                : new Effort((double) images / perEvaluation, stopped, (double) saved / perEvaluation);
    }

    private static List<Hits> hits(List<Evaluation> evaluations) {
        return evaluations.stream().map(Evaluation::hits).toList();
    }

    private static long total(Measurements.Measured measured) {
        return measured.evaluations().stream().mapToLong(Evaluation::total).sum();
    }
}

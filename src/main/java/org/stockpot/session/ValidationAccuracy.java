package org.stockpot.session;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.stockpot.data.DataRef;
import org.stockpot.evaluate.Evaluation;
import org.stockpot.evaluate.Hits;
import org.stockpot.evaluate.Race;
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
 * What a search of networks maximises: the share of the images of all validation sets that is classified correctly, from
 * the journal where it is known. A race gives the same answer whatever is remembered of a mix and however the journal was
 * cut, so neither sliders nor a power cut change what a search finds. Lives on the device lane's thread.
 */
final class ValidationAccuracy implements Objective {
    private final Measurements measurements;
    private final Opened opened;
    private final List<DataRef> validation;
    private final BiFunction<Optional<FusionMethod>, MixingWeights, Recipe> recipes;
    private final Savings savings;
    private final Journal journal;
    private final JobContext context;
    private final MixGradients gradients;
    private long images;
    private long perEvaluation;
    private int stopped;
    private long saved;

    ValidationAccuracy(
            Measurements measurements,
            Opened opened,
            List<DataRef> validation,
            BiFunction<Optional<FusionMethod>, MixingWeights, Recipe> recipes,
            Savings savings,
            Journal journal,
            JobContext context) {
        this.measurements = measurements;
        this.opened = opened;
        this.validation = validation;
        this.recipes = recipes;
        this.savings = savings;
        this.journal = journal;
        this.context = context;
        this.gradients = new MixGradients(
                measurements, opened, validation, weights -> recipes.apply(Optional.empty(), weights), context);
    }

    @Override
    public double score(MixingWeights weights) throws StockpotException {
        return score(Optional.empty(), weights);
    }

    @Override
    public Objective with(FusionMethod method) {
        return weights -> score(Optional.of(method), weights);
    }

    private double score(Optional<FusionMethod> method, MixingWeights weights) throws StockpotException {
        Journal.Entry known = journal.replay(method, weights, false);
        if (known != null) {
            return count(known).value();
        }
        Measurements.Measured measured = measurements.measureUntil(
                opened, recipes.apply(method, weights), validation, !savings.memory(), seen -> false, context);
        var score = new Score.Whole(pooled(measured.evaluations()));
        return count(journal.append(method, weights, score, measured.images(), total(measured)))
                .value();
    }

    @Override
    public Score race(MixingWeights weights, MixingWeights incumbent, double threshold) throws StockpotException {
        if (savings.racing().isEmpty()) {
            return new Score.Whole(score(weights));
        }
        Journal.Entry known = journal.replay(Optional.empty(), weights, true);
        if (known != null) {
            return count(known);
        }
        // Remembered, unless the search was resumed or a great many mixes ago.
        Measurements.Measured champion = measurements.measure(
                opened, recipes.apply(Optional.empty(), incumbent), validation, partial -> {}, context);
        var race = new Race(
                hits(champion.evaluations()), threshold, savings.racing().get().errorRate());
        Measurements.Measured measured = measurements.measureUntil(
                opened,
                recipes.apply(Optional.empty(), weights),
                validation,
                !savings.memory(),
                seen -> race.isLost(hits(seen)),
                context);
        // Asked again, for what is remembered as a whole was not raced yet.
        Score score = race.isLost(hits(measured.evaluations()))
                ? new Score.Estimated(race.estimate(), race.images(), total(champion))
                : new Score.Whole(pooled(measured.evaluations()));
        return count(journal.append(
                Optional.empty(), weights, score, champion.images() + measured.images(), total(champion)));
    }

    @Override
    public Optional<Gradients> gradients() {
        return Optional.of(gradients);
    }

    /** Of a share of independent images: √(p(1 − p)/n). */
    @Override
    public double noise(double score) {
        return perEvaluation == 0 ? 0 : Math.sqrt(score * (1 - score) / perEvaluation);
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
                : new Effort(
                        (double) (images + gradients.images()) / perEvaluation,
                        stopped,
                        (double) saved / perEvaluation);
    }

    private static List<Hits> hits(List<Evaluation> evaluations) {
        return evaluations.stream().map(Evaluation::hits).toList();
    }

    private static long total(Measurements.Measured measured) {
        return measured.evaluations().stream().mapToLong(Evaluation::total).sum();
    }

    /** The share of all sets' images that was classified correctly. */
    static double pooled(List<Evaluation> evaluations) {
        long correct = 0;
        long total = 0;
        for (Evaluation evaluation : evaluations) {
            correct += evaluation.correct();
            total += evaluation.total();
        }
        return (double) correct / total;
    }
}

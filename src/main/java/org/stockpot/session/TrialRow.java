package org.stockpot.session;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.stockpot.data.Role;
import org.stockpot.evaluate.Evaluation;
import org.stockpot.evaluate.Interval;
import org.stockpot.evaluate.OodMean;

/**
 * A trial beside the others of its session.
 *
 * @param number its place among them, from 1
 * @param onData whether it was measured on the data that the session has now
 * @param rival the best ingredient alone on the same data, that it is compared with; the trial itself if that is it, and
 *     empty if no ingredient was measured alone on that data
 * @param figures on the first validation set, the first test set, and in the mean of the OOD sets, in that order; empty
 *     where it was not measured
 */
public record TrialRow(int number, Trial trial, boolean onData, Optional<Trial> rival, List<Optional<Figure>> figures) {
    public TrialRow {
        figures = List.copyOf(figures);
    }

    /**
     * What was measured in one role.
     *
     * @param accuracy 0…1
     * @param interval 95 %
     * @param gain over the rival; empty without one, or if the trial is the rival
     */
    public record Figure(double accuracy, Interval interval, Optional<Gain> gain) {}

    /** Compares a trial with its rival. */
    static TrialRow of(int number, Trial trial, boolean onData, Optional<Trial> rival) {
        return new TrialRow(
                number,
                trial,
                onData,
                rival,
                List.of(Role.VALIDATION, Role.TEST, Role.OOD).stream()
                        .map(role -> figure(trial, rival, role))
                        .toList());
    }

    private static Optional<Figure> figure(Trial trial, Optional<Trial> rival, Role role) {
        List<Evaluation> all = trial.evaluations();
        Optional<Gain> gain = rival.filter(one -> !one.alone().equals(trial.alone()))
                .flatMap(one -> Gain.of(all, one.evaluations(), role));
        if (role == Role.OOD) {
            OptionalDouble mean = OodMean.of(all);
            return OodMean.interval(all).map(interval -> new Figure(mean.orElseThrow(), interval, gain));
        }
        return trial.evaluation(role)
                .filter(one -> one.total() > 0)
                .map(one -> new Figure(one.accuracy(), one.interval(), gain));
    }

    /** The same trial at another place. */
    TrialRow at(int newNumber, boolean nowOnData) {
        return newNumber == number && nowOnData == onData
                ? this
                : new TrialRow(newNumber, trial, nowOnData, rival, figures);
    }

    public Optional<Figure> figure(Role role) {
        return figures.get(role.ordinal());
    }

    public Optional<Gain> gain(Role role) {
        return figure(role).flatMap(Figure::gain);
    }

    /** Whether it is the best ingredient alone. */
    public boolean isBestIngredient() {
        return rival.filter(one -> one.alone().equals(trial.alone())).isPresent();
    }

    /** Images that were classified, over all sets. */
    public long images() {
        return trial.evaluations().stream().mapToLong(Evaluation::total).sum();
    }

    /** The optimiser of the search that came upon it, where one did. */
    public Optional<String> optimiser() {
        return trial.search()
                .flatMap(search -> Optional.ofNullable(search.settings().get("optimiser")));
    }

    /** The seed of the search that made it; empty where nothing was random. */
    public Optional<Long> seed() {
        return trial.seed() == 0 && trial.search().isEmpty() ? Optional.empty() : Optional.of(trial.seed());
    }
}

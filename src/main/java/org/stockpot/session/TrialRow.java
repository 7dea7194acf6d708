package org.stockpot.session;

import java.util.Optional;
import org.stockpot.data.Role;
import org.stockpot.evaluate.Evaluation;
import org.stockpot.evaluate.Interval;

/**
 * A trial beside the others of its session.
 *
 * @param number its place among them, from 1
 * @param onData whether it was measured on the data that the session has now
 * @param facts what follows from its images
 */
public record TrialRow(int number, Trial trial, boolean onData, TrialFacts facts) {
    /**
     * What was measured in one role.
     *
     * @param accuracy 0…1
     * @param interval 95 %
     */
    public record Figure(double accuracy, Interval interval) {}

    /** The same trial at another place. */
    TrialRow at(int newNumber, boolean nowOnData) {
        return newNumber == number && nowOnData == onData ? this : new TrialRow(newNumber, trial, nowOnData, facts);
    }

    /**
     * The best ingredient alone on the same data, that the trial is compared with; empty if no ingredient was measured
     * alone on that data.
     */
    public Optional<Trial> rival() {
        return facts.rival();
    }

    /** On the first validation set, the first test set, or the mean of the OOD sets; empty where it was not measured. */
    public Optional<Figure> figure(Role role) {
        return facts.figure(role);
    }

    /** Over the {@link #rival}; empty without one, or if the trial is the rival. */
    public Optional<Gain> gain(Role role) {
        return facts.gain(role);
    }

    /** Whether it is the best ingredient alone. */
    public boolean isBestIngredient() {
        return rival().filter(one -> one.alone().equals(trial.alone())).isPresent();
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

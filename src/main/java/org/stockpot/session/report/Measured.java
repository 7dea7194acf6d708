package org.stockpot.session.report;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.stockpot.data.Role;
import org.stockpot.evaluate.Evaluation;
import org.stockpot.evaluate.Hits;
import org.stockpot.evaluate.OodMean;

/**
 * A model and what it was measured to be.
 *
 * @param look place of an ingredient in the list, for its colour; 0 for others
 * @param evaluations one per set, in the session's order
 * @param calibrations one per set that is not for validation, in the session's order
 * @param temperature that fits validation data; empty without any
 */
public record Measured(
        String name,
        Kind kind,
        int look,
        List<Evaluation> evaluations,
        List<Calibration> calibrations,
        OptionalDouble temperature) {
    public Measured {
        evaluations = List.copyOf(evaluations);
        calibrations = List.copyOf(calibrations);
    }

    /** What it is to the report. */
    public enum Kind {
        BASE,
        INGREDIENT,
        /** All ingredients, voting: no model, but a line to compare with. */
        ENSEMBLE,
        /** Another mix, to compare with. */
        OTHER,
        /** What the report is about. */
        SOUP
    }

    /** Evaluations with a role. */
    List<Evaluation> of(Role role) {
        return evaluations.stream().filter(one -> one.role() == role).toList();
    }

    /** The first test set's. */
    Optional<Evaluation> test() {
        return of(Role.TEST).stream().findFirst();
    }

    List<Hits> oodHits() {
        return of(Role.OOD).stream()
                .map(Evaluation::hits)
                .filter(hits -> hits.total() > 0)
                .toList();
    }

    OptionalDouble oodMean() {
        return OodMean.of(evaluations);
    }

    /** Share of all images of a role classified correctly; NaN without any. */
    public double share(Role role) {
        List<Evaluation> all = of(role);
        return (double) all.stream().mapToInt(Evaluation::correct).sum()
                / all.stream().mapToInt(Evaluation::total).sum();
    }
}

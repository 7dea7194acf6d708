package org.stockpot.evaluate;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.stockpot.data.Role;

/** The unweighted mean of the accuracies on the out-of-distribution sets, the field's headline number. */
public final class OodMean {
    private OodMean() {}

    /** The mean, 0…1, over those of the sets that are out of distribution; empty if none has seen an image. */
    public static OptionalDouble of(List<Evaluation> evaluations) {
        return evaluations.stream()
                .filter(evaluation -> evaluation.role() == Role.OOD && evaluation.total() > 0)
                .mapToDouble(Evaluation::accuracy)
                .average();
    }

    /** 95 % interval of {@link #of}; the errors of the sets are taken as independent. Empty where the mean is. */
    public static Optional<Interval> interval(List<Evaluation> evaluations) {
        double below = 0;
        double above = 0;
        int sets = 0;
        for (Evaluation one : evaluations) {
            if (one.role() == Role.OOD && one.total() > 0) {
                below += Math.pow(one.accuracy() - one.interval().low(), 2);
                above += Math.pow(one.interval().high() - one.accuracy(), 2);
                sets++;
            }
        }
        OptionalDouble mean = of(evaluations);
        return mean.isEmpty()
                ? Optional.empty()
                : Optional.of(new Interval(
                        Math.max(0, mean.getAsDouble() - Math.sqrt(below) / sets),
                        Math.min(1, mean.getAsDouble() + Math.sqrt(above) / sets)));
    }
}

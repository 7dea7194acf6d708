package org.stockpot.evaluate;

import java.util.List;
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
}

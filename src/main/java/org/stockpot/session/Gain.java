package org.stockpot.session;

import java.util.List;
import java.util.Optional;
import org.stockpot.data.Role;
import org.stockpot.evaluate.Evaluation;
import org.stockpot.evaluate.McNemar;
import org.stockpot.evaluate.PairedComparison;

/**
 * How much better one mix is than another on the images that both have seen.
 *
 * @param difference of the accuracies, of several sets the mean, −1…1
 * @param paired image by image, over all the sets together
 */
public record Gain(double difference, PairedComparison paired) {
    /**
     * The gain on all sets of a role that both were measured on, in the same order; of validation and test the first set
     * counts, as everywhere. Empty where there is no such set.
     */
    public static Optional<Gain> of(List<Evaluation> mix, List<Evaluation> other, Role role) {
        List<PairedComparison> pairs = mix.stream()
                .filter(one -> one.role() == role && one.total() > 0)
                .limit(role == Role.OOD ? Long.MAX_VALUE : 1)
                .flatMap(one -> other.stream()
                        .filter(rival -> rival.role() == role && rival.set().equals(one.set()))
                        .filter(rival ->
                                rival.total() == one.total() && rival.hits().isInOrderOf(one.hits()))
                        .limit(1)
                        .map(rival -> McNemar.exact(one.hits(), rival.hits())))
                .toList();
        return pairs.isEmpty()
                ? Optional.empty()
                : Optional.of(new Gain(
                        pairs.stream()
                                .mapToDouble(PairedComparison::gain)
                                .average()
                                .getAsDouble(),
                        McNemar.pooled(pairs)));
    }

    /** Whether it is larger than chance explains, at the 5 % level. */
    public boolean isSignificant() {
        return paired.isSignificant();
    }
}

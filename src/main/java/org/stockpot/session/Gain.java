package org.stockpot.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.stockpot.data.Role;
import org.stockpot.evaluate.Evaluation;
import org.stockpot.evaluate.Hits;
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
     * The gain on all sets of a role that both were measured on, in the same order; of validation and test the first
     * such set counts. Where the mix has seen a part of a set so far, that part is compared. Empty where there is no such
     * set.
     */
    public static Optional<Gain> of(List<Evaluation> mix, List<Evaluation> other, Role role) {
        List<Hits> ours = new ArrayList<>();
        List<Hits> theirs = new ArrayList<>();
        double differences = 0;
        for (Evaluation one : mix) {
            Optional<Hits> rival = one.role() == role && one.total() > 0 ? same(other, one) : Optional.empty();
            if (rival.isPresent() && (role == Role.OOD || ours.isEmpty())) {
                ours.add(one.hits());
                theirs.add(rival.get());
                differences += (double) (one.correct() - rival.get().correct()) / one.total();
            }
        }
        return ours.isEmpty()
                ? Optional.empty()
                : Optional.of(new Gain(differences / ours.size(), McNemar.pooled(ours, theirs)));
    }

    /** What the other classified correctly of the same images in the same order. */
    private static Optional<Hits> same(List<Evaluation> other, Evaluation one) {
        return other.stream()
                .filter(rival -> rival.role() == one.role() && rival.set().equals(one.set()))
                .map(Evaluation::hits)
                .filter(hits -> hits.total() >= one.total() && hits.isInOrderOf(one.hits()))
                .map(hits -> hits.first(one.total()))
                .findFirst();
    }

    /** Whether it is larger than chance explains, at the 5 % level. */
    public boolean isSignificant() {
        return paired.isSignificant();
    }
}

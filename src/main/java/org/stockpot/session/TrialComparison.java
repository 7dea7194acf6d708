package org.stockpot.session;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.stockpot.data.Role;
import org.stockpot.evaluate.Evaluation;
import org.stockpot.evaluate.McNemar;
import org.stockpot.evaluate.PairedComparison;

/**
 * Two trials side by side.
 *
 * @param sets all that either was measured on, those of the first before others
 * @param weights what the second mixes otherwise; empty where their layer groups are not the same
 */
public record TrialComparison(Trial first, Trial second, List<SetPair> sets, Optional<WeightShift> weights) {
    public TrialComparison {
        sets = List.copyOf(sets);
    }

    public static TrialComparison of(Trial first, Trial second) {
        List<SetPair> sets = new ArrayList<>();
        for (Evaluation one : first.evaluations()) {
            sets.add(new SetPair(one.set(), one.role(), Optional.of(one), same(second, one)));
        }
        for (Evaluation other : second.evaluations()) {
            if (same(first, other).isEmpty()) {
                sets.add(new SetPair(other.set(), other.role(), Optional.empty(), Optional.of(other)));
            }
        }
        return new TrialComparison(first, second, sets, WeightShift.of(first, second));
    }

    private static Optional<Evaluation> same(Trial trial, Evaluation wanted) {
        return trial.evaluations().stream()
                .filter(one -> one.set().equals(wanted.set()) && one.role() == wanted.role())
                .findFirst();
    }

    /** Why two results on a set are not compared image by image. */
    public enum Obstacle {
        /** Only one of the trials was measured on the set. */
        ONE_SIDED,
        /** They have not seen equally many images. */
        OTHER_IMAGES,
        /** An older program saw the images in another order. */
        OTHER_ORDER
    }

    /** One data set in both trials. */
    public record SetPair(String set, Role role, Optional<Evaluation> first, Optional<Evaluation> second) {
        /** Why there is no {@link #paired}; empty if there is one. */
        public Optional<Obstacle> obstacle() {
            if (first.isEmpty() || second.isEmpty()) {
                return Optional.of(Obstacle.ONE_SIDED);
            }
            if (first.get().total() != second.get().total()) {
                return Optional.of(Obstacle.OTHER_IMAGES);
            }
            return first.get().hits().isInOrderOf(second.get().hits())
                    ? Optional.empty()
                    : Optional.of(Obstacle.OTHER_ORDER);
        }

        /** The second trial against the first, image by image. */
        public Optional<PairedComparison> paired() {
            return obstacle().isPresent()
                    ? Optional.empty()
                    : Optional.of(McNemar.exact(
                            second.orElseThrow().hits(), first.orElseThrow().hits()));
        }

        /** Positions of the images that only the second classifies correctly; none where the two are not comparable. */
        public List<Integer> gained() {
            return only(second, first);
        }

        /** Positions of the images that only the first classifies correctly. */
        public List<Integer> lost() {
            return only(first, second);
        }

        private List<Integer> only(Optional<Evaluation> one, Optional<Evaluation> other) {
            if (obstacle().isPresent()) {
                return List.of();
            }
            BitSet bits = one.orElseThrow().hits().bits();
            bits.andNot(other.orElseThrow().hits().bits());
            return bits.stream().boxed().toList();
        }
    }
}

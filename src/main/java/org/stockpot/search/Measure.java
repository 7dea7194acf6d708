package org.stockpot.search;

import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.stockpot.data.Shift;
import org.stockpot.evaluate.Evaluation;

/**
 * One number that validation data say about a mix; higher is better. There is none for test and OOD sets, so no search can
 * look at them.
 */
public sealed interface Measure {
    /** As {@link Goal#parse} reads it. */
    String text();

    /** The copies of the validation images that it looks at: as they are, or shifted. */
    List<Optional<Shift>> copies();

    /** Whether it is a share of images, 0…1. */
    boolean isShare();

    /** No value is below. */
    double lowest();

    /** The number, all images counting the same; of the evaluations of all validation sets, in all its copies. */
    double value(List<Evaluation> evaluations);

    /** The share classified correctly. */
    record Accuracy() implements Measure {
        static final String NAME = "accuracy";

        @Override
        public String text() {
            return NAME;
        }

        @Override
        public List<Optional<Shift>> copies() {
            return List.of(Optional.empty());
        }

        @Override
        public boolean isShare() {
            return true;
        }

        @Override
        public double lowest() {
            return 0;
        }

        @Override
        public double value(List<Evaluation> evaluations) {
            return mean(evaluations, Evaluation::accuracy);
        }
    }

    /** Mean of ln p, the natural logarithm of the probability of what is right; never above 0. */
    record NegativeCrossEntropy() implements Measure {
        static final String NAME = "negative-cross-entropy";

        /** A network that gives every image's class less than e⁻¹⁰⁰ is not worth telling from a worse one. */
        private static final double LOWEST = -100;

        @Override
        public String text() {
            return NAME;
        }

        @Override
        public List<Optional<Shift>> copies() {
            return List.of(Optional.empty());
        }

        @Override
        public boolean isShare() {
            return false;
        }

        @Override
        public double lowest() {
            return LOWEST;
        }

        @Override
        public double value(List<Evaluation> evaluations) {
            return Math.max(LOWEST, -mean(evaluations, one -> one.crossEntropy().orElseThrow()));
        }
    }

    /**
     * The share of shifted copies of the validation images that is classified correctly.
     *
     * @param shifts one copy of all images for each; empty: those that are usual for the session, see {@link Goal#fitted}
     */
    record Shifted(List<Shift> shifts) implements Measure {
        static final String NAME = "shifted";

        public Shifted {
            shifts = List.copyOf(shifts);
        }

        @Override
        public String text() {
            return shifts.isEmpty()
                    ? NAME
                    : shifts.stream()
                            .map(shift -> shift.kind().id() + ":" + shift.severity())
                            .collect(Collectors.joining(",", NAME + "(", ")"));
        }

        @Override
        public List<Optional<Shift>> copies() {
            return shifts.stream().map(Optional::of).toList();
        }

        @Override
        public boolean isShare() {
            return true;
        }

        @Override
        public double lowest() {
            return 0;
        }

        @Override
        public double value(List<Evaluation> evaluations) {
            return mean(evaluations, Evaluation::accuracy);
        }
    }

    private static double mean(List<Evaluation> evaluations, ToDoubleFunction<Evaluation> value) {
        double sum = 0;
        long images = 0;
        for (Evaluation one : evaluations) {
            sum += one.total() == 0 ? 0 : value.applyAsDouble(one) * one.total();
            images += one.total();
        }
        return sum / images;
    }
}

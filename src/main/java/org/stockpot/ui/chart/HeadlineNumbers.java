package org.stockpot.ui.chart;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What the tiles show.
 *
 * @param stale true while a newer mix is being measured
 */
public record HeadlineNumbers(
        Figure validation, Figure test, Figure ood, OptionalDouble imagesPerSecond, boolean stale) {
    public static final HeadlineNumbers EMPTY =
            new HeadlineNumbers(Figure.EMPTY, Figure.EMPTY, Figure.EMPTY, OptionalDouble.empty(), false);

    /**
     * One accuracy.
     *
     * @param bestIngredient the best single ingredient's accuracy on the same images
     */
    public record Figure(Optional<Measurement> measured, Optional<Measurement> bestIngredient) {
        public static final Figure EMPTY = new Figure(Optional.empty(), Optional.empty());

        /** Difference to the best ingredient in accuracy, −1…1. */
        public OptionalDouble change() {
            return measured.isPresent() && bestIngredient.isPresent()
                    ? OptionalDouble.of(
                            measured.get().value() - bestIngredient.get().value())
                    : OptionalDouble.empty();
        }

        /** True if the two intervals overlap, so that the difference may be noise. */
        public boolean isWithinNoise() {
            return measured.isPresent()
                    && bestIngredient.isPresent()
                    && measured.get().low() <= bestIngredient.get().high()
                    && bestIngredient.get().low() <= measured.get().high();
        }
    }
}

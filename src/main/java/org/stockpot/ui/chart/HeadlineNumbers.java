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
     * @param change difference to the best single ingredient
     */
    public record Figure(Optional<Measurement> measured, Optional<Change> change) {
        public static final Figure EMPTY = new Figure(Optional.empty(), Optional.empty());
    }

    /**
     * Difference to the best single ingredient on the same images.
     *
     * @param gain in accuracy, −1…1
     * @param significant whether it is larger than chance explains, by the paired test
     */
    public record Change(double gain, boolean significant) {}
}

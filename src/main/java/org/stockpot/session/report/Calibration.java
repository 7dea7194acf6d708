package org.stockpot.session.report;

import java.util.OptionalDouble;
import org.stockpot.evaluate.Predictions;

/**
 * How well a model knows on one set what it knows.
 *
 * @param error expected calibration error, 0…1
 * @param cooledError the same after the division of all logits by the temperature that fits validation data
 */
public record Calibration(String set, double crossEntropy, double brier, double error, OptionalDouble cooledError) {
    /**
     * Sums up what was collected.
     *
     * @param cooled of the same images, after the division by a temperature; of no images where there is none
     */
    public static Calibration of(Predictions plain, Predictions cooled) {
        return new Calibration(
                plain.set().name(),
                plain.crossEntropy(),
                plain.brier(),
                plain.reliability().error(),
                cooled.size() == 0
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(cooled.reliability().error()));
    }
}

package org.stockpot.session.report;

import java.util.List;
import org.stockpot.evaluate.ClassScore;
import org.stockpot.evaluate.Interval;
import org.stockpot.evaluate.Predictions;

/**
 * What is told of the mix on one set beyond a number.
 *
 * @param plain every image as the mix sees it
 * @param cooled the same after the division by the temperature; of no images where there is none
 * @param errorInterval 95 % bootstrap interval of the expected calibration error
 * @param scores per class, in label order
 * @param best the same of the best ingredient; empty where there is none
 */
public record Details(
        Predictions plain, Predictions cooled, Interval errorInterval, List<ClassScore> scores, List<ClassScore> best) {
    public Details {
        scores = List.copyOf(scores);
        best = List.copyOf(best);
    }

    String set() {
        return plain.set().name();
    }
}

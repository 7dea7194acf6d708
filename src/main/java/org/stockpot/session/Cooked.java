package org.stockpot.session;

import java.nio.file.Path;
import java.util.List;
import org.stockpot.evaluate.Evaluation;
import org.stockpot.evaluate.PairedComparison;
import org.stockpot.search.CookPlan;

/**
 * A checkpoint that was made of ingredients and is no mix of them.
 *
 * @param plan how it was made
 * @param file where it lies
 * @param sha256 of the file
 * @param tensors that are no averages
 * @param images that every ingredient saw
 * @param before every set's evaluation of the average that it started from
 * @param after every set's evaluation of the checkpoint
 * @param comparisons the checkpoint against the average, image by image, one per set
 * @param seconds wall time of cooking, without measuring
 */
public record Cooked(
        CookPlan plan,
        Path file,
        String sha256,
        long bytes,
        int tensors,
        int images,
        List<Evaluation> before,
        List<Evaluation> after,
        List<PairedComparison> comparisons,
        double seconds) {
    public Cooked {
        before = List.copyOf(before);
        after = List.copyOf(after);
        comparisons = List.copyOf(comparisons);
    }
}

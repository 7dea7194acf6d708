package org.stockpot.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.stockpot.evaluate.Evaluation;
import org.stockpot.evaluate.McNemar;
import org.stockpot.tensor.Told;

/**
 * What measuring the batch-norm statistics anew did.
 *
 * @param data name of the images they were measured on
 * @param images how many
 * @param tensors statistics that were replaced
 * @param before accuracy with the averaged statistics, one per data set of the session
 * @param after accuracy with the measured ones, in the same order
 */
public record Reestimated(String data, int images, int tensors, List<Evaluation> before, List<Evaluation> after) {
    public Reestimated {
        before = List.copyOf(before);
        after = List.copyOf(after);
    }

    /** For people: what was done, and one sentence per data set. */
    public List<Told> sentences() {
        List<Told> sentences = new ArrayList<>();
        sentences.add(Told.of(WrittenWording.BATCH_NORM, tensors, images, data));
        for (int set = 0; set < before.size(); set++) {
            Evaluation was = before.get(set);
            Evaluation is = after.get(set);
            sentences.add(Told.of(
                    WrittenWording.BATCH_NORM_SET,
                    was.set(),
                    String.format(Locale.ROOT, "%.2f", 100 * was.accuracy()),
                    String.format(Locale.ROOT, "%.2f", 100 * is.accuracy()),
                    McNemar.exact(is.hits(), was.hits()).told()));
        }
        return sentences;
    }
}

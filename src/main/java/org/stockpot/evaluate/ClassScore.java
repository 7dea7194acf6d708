package org.stockpot.evaluate;

import java.util.ArrayList;
import java.util.List;
import org.stockpot.data.PreparedSet;

/**
 * The images of one class.
 *
 * @param name of the class
 * @param correct images classified correctly
 * @param total images of the class
 */
public record ClassScore(String name, int correct, int total) {
    /** One score per class of a set, in label order, of the images that were seen. */
    public static List<ClassScore> all(PreparedSet set, Hits hits) {
        var correct = new int[set.classes().size()];
        var total = new int[correct.length];
        for (int position = 0; position < hits.total(); position++) {
            int label = set.label(position);
            total[label]++;
            correct[label] += hits.isCorrect(position) ? 1 : 0;
        }
        List<ClassScore> scores = new ArrayList<>();
        for (int label = 0; label < total.length; label++) {
            scores.add(new ClassScore(set.classes().get(label), correct[label], total[label]));
        }
        return scores;
    }

    /** Share classified correctly, 0…1; NaN without images. */
    public double accuracy() {
        return (double) correct / total;
    }

    /** 95 % Wilson score interval of {@link #accuracy()}. */
    public Interval interval() {
        return Interval.wilson(correct, total);
    }
}

package org.stockpot.evaluate;

import java.util.Optional;
import org.stockpot.data.ClassMap;
import org.stockpot.data.FlatImages;
import org.stockpot.data.PreparedSet;
import org.stockpot.data.Preprocessing;
import org.stockpot.data.Role;
import org.stockpot.job.JobContext;
import org.stockpot.tensor.StockpotException;

/** Sets of images without content, labelled in turns, and the logits that a network might give for them. */
final class LabelledRows {
    private LabelledRows() {}

    static PreparedSet set(int size, int classes, Optional<ClassMap> map) throws StockpotException {
        var images = new FlatImages(size, classes, 1, map);
        return PreparedSet.prepare("set", Role.TEST, images, Preprocessing.clip(1, 1), JobContext.detached());
    }

    /**
     * The rows of the next images of a set.
     *
     * @param logits in the data's own order
     */
    static float[] of(PreparedSet set, float[] logits, int from, int to, int classes) {
        var rows = new float[(to - from) * classes];
        for (int position = from; position < to; position++) {
            System.arraycopy(logits, set.order(position) * classes, rows, (position - from) * classes, classes);
        }
        return rows;
    }
}

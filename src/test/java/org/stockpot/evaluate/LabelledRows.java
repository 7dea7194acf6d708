package org.stockpot.evaluate;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.stockpot.data.ClassMap;
import org.stockpot.data.ImageSet;
import org.stockpot.data.Pixels;
import org.stockpot.data.PreparedSet;
import org.stockpot.data.Preprocessing;
import org.stockpot.data.Role;
import org.stockpot.job.JobContext;
import org.stockpot.tensor.StockpotException;

/** Sets of images without content, labelled in turns, and the logits that a network might give for them. */
final class LabelledRows {
    private LabelledRows() {}

    private record Blank(int size, List<String> classes, Optional<ClassMap> classMap) implements ImageSet {
        @Override
        public String name() {
            return "blank";
        }

        @Override
        public int label(int index) {
            return index % classes.size();
        }

        @Override
        public Pixels image(int index) {
            return new Pixels(1, 1, 1, new byte[1]);
        }

        @Override
        public Optional<String> fingerprint() {
            return Optional.empty();
        }
    }

    static PreparedSet set(int size, int classes, Optional<ClassMap> map) throws StockpotException {
        var images = new Blank(
                size, IntStream.range(0, classes).mapToObj(Integer::toString).toList(), map);
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

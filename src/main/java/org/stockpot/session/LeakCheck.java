package org.stockpot.session;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.stockpot.data.Copies;
import org.stockpot.data.DataRef;
import org.stockpot.data.HashedImages;
import org.stockpot.data.ImageSet;
import org.stockpot.data.ImageSets;
import org.stockpot.data.Match;
import org.stockpot.data.Pixels;
import org.stockpot.job.Doing;
import org.stockpot.job.JobContext;
import org.stockpot.job.Progress;
import org.stockpot.tensor.StockpotException;

/**
 * How well copies are found among the images of a set: copies of some of them are made in several ways and looked for.
 *
 * @param set name of the set
 * @param images in it
 * @param rows one per way of copying
 */
public record LeakCheck(String set, int images, List<Row> rows) {
    /**
     * One way of copying.
     *
     * @param planted copies made
     * @param found how many of them were recognised as copies of what they were made of
     * @param others other images of the set that were taken for originals of the copies, in all; look-alikes, unless the
     *     set itself holds copies
     */
    public record Row(String copy, int planted, int found, int others) {
        public double recall() {
            return (double) found / planted;
        }
    }

    public LeakCheck {
        rows = List.copyOf(rows);
    }

    /** @param samples how many images to copy, evenly spread over the set */
    static LeakCheck run(DataRef ref, int samples, int threads, JobContext context) throws StockpotException {
        ImageSet images = ImageSets.open(ref);
        HashedImages hashed = HashedImages.of(images, threads, context);
        int count = Math.min(samples, images.size());
        Map<String, int[]> tallies = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            context.checkpoint();
            context.progress(new Progress(Doing.LOOKING_FOR_COPIES, i, count));
            int index = (int) ((long) i * images.size() / count);
            Pixels original = images.image(index);
            for (Map.Entry<String, UnaryOperator<Pixels>> way : Copies.WAYS.entrySet()) {
                int[] tally = tallies.computeIfAbsent(way.getKey(), key -> new int[2]);
                for (Match match : hashed.copiesOf(way.getValue().apply(original))) {
                    tally[match.second() == index ? 0 : 1]++;
                }
            }
        }
        List<Row> rows = new ArrayList<>();
        tallies.forEach((way, tally) -> rows.add(new Row(way, count, tally[0], tally[1])));
        return new LeakCheck(ref.name(), hashed.size(), rows);
    }
}

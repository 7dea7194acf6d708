package org.stockpot.session;

import java.util.ArrayList;
import java.util.List;
import org.stockpot.data.DataRef;
import org.stockpot.data.ImageSet;
import org.stockpot.data.ImageSets;
import org.stockpot.data.Pixels;
import org.stockpot.data.PreparedSet;
import org.stockpot.data.Preprocessing;
import org.stockpot.data.Resampler;
import org.stockpot.job.Doing;
import org.stockpot.job.JobContext;
import org.stockpot.job.Progress;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.Told;

/**
 * One image of a set, small.
 *
 * @param position in the order in which the set is measured
 * @param number in the set's own order, from 0
 * @param label name of its class
 * @param pixels at most {@link #SIDE} wide and high
 */
public record SeenImage(int position, int number, String label, Pixels pixels) {
    /** Longest side of the pictures. */
    public static final int SIDE = 96;

    /**
     * Decodes images by their positions. Reads files: on the io lane.
     *
     * @param seen how many images the measurement saw
     * @throws StockpotException if the set now has another number of images, or one cannot be read
     */
    static List<SeenImage> of(DataRef ref, int seen, List<Integer> positions, JobContext context)
            throws StockpotException {
        ImageSet images = ImageSets.open(ref);
        if (images.size() != seen) {
            throw new StockpotException(ref.name() + " has " + images.size() + " images, but " + seen
                    + " were measured, so nobody knows which these are: files were added or removed since, or some"
                    + " cannot be read.");
        }
        int[] order = PreparedSet.orderOf(images);
        List<SeenImage> all = new ArrayList<>();
        for (int position : positions) {
            context.checkpoint();
            int number = order[position];
            all.add(new SeenImage(
                    position, number, images.classes().get(images.label(number)), small(images.image(number))));
            context.progress(new Progress(Told.of(Doing.DECODING, ref.name()), all.size(), positions.size()));
        }
        return all;
    }

    private static Pixels small(Pixels image) {
        int longest = Math.max(image.width(), image.height());
        return longest <= SIDE
                ? image
                : Resampler.resize(
                        image,
                        Math.max(1, image.width() * SIDE / longest),
                        Math.max(1, image.height() * SIDE / longest),
                        Preprocessing.Filter.BILINEAR);
    }
}

package org.stockpot.data;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.stockpot.job.Doing;
import org.stockpot.job.JobContext;
import org.stockpot.job.Parallel;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.Told;

/**
 * Which images of a set can be decoded.
 *
 * @param images in the set
 * @param broken those that cannot, in the set's order
 */
public record ImageCheck(int images, List<Broken> broken) {
    /**
     * An image that cannot be read.
     *
     * @param image its number in the set
     * @param reason one sentence that begins with its path
     */
    public record Broken(int image, String reason) {}

    public ImageCheck {
        broken = List.copyOf(broken);
    }

    /**
     * Decodes every image once. Stops within a few images when cancelled.
     *
     * @param threads that decode, at least 1
     */
    public static ImageCheck run(ImageSet images, int threads, JobContext context) throws StockpotException {
        Map<Integer, String> broken = new ConcurrentSkipListMap<>();
        Parallel.run(images.size(), threads, Told.of(Doing.CHECKING, images.name()), context, index -> {
            try {
                images.image(index);
            } catch (StockpotException e) {
                broken.put(index, e.getMessage());
            }
        });
        return new ImageCheck(
                images.size(),
                broken.entrySet().stream()
                        .map(one -> new Broken(one.getKey(), one.getValue()))
                        .toList());
    }
}

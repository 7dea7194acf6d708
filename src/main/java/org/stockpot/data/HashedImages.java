package org.stockpot.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.stockpot.job.Doing;
import org.stockpot.job.JobContext;
import org.stockpot.job.Parallel;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.Told;

/**
 * The hashes of all images of a set, to find copies by. Two images are candidates if at most {@link #FREQUENCY_BITS} and
 * {@link #DIFFERENCE_BITS} of their hashes differ, as they are or mirrored, and copies if their thumbnails correlate by
 * at least {@link #CORRELATION}.
 *
 * <p>Why these numbers: hashes of unlike images are about as good as 64 tossed coins, of which at most 10 differ once in
 * 10⁸ pairs; a copy that was resized or compressed differs in a few bits whose coefficients lie next to the median. The
 * correlation decides. A recognisable copy keeps 98 % of the variance; what it loses is mostly fine noise, of which a
 * quarter is left when four samples make one, as they do at half the size. So a copy keeps 99.5 % of the variance of the
 * thumbnails, that is a correlation of 0.9975. Images without contrast say nothing and count as copies only if they are
 * equal.
 */
public final class HashedImages {
    static final int FREQUENCY_BITS = 10;
    static final int DIFFERENCE_BITS = 12;
    static final double CORRELATION = 0.9975;
    /** Standard deviation of brightness, of 255, below which an image is flat. */
    static final double FLAT = 4;

    private final @Nullable Hashed[] images;

    private record Hashed(ImageHash hash, String content, boolean flat) {}

    private HashedImages(@Nullable Hashed[] images) {
        this.images = images;
    }

    /** Reads a set; images that cannot be read are like none. */
    public static HashedImages of(ImageSet images, int threads, JobContext context) throws StockpotException {
        var hashed = new @Nullable Hashed[images.size()];
        Parallel.run(images.size(), threads, Told.of(Doing.LOOKING_AT, images.name()), context, index -> {
            try {
                hashed[index] = hashed(images.image(index));
            } catch (StockpotException broken) {
                hashed[index] = null; // whoever measures on the set hears of it
            }
        });
        return new HashedImages(hashed);
    }

    /** Images that could be read. */
    public int size() {
        return (int) Arrays.stream(images).filter(one -> one != null).count();
    }

    /** All copies between this set and another, by number. */
    public List<Match> matches(HashedImages other, int threads, JobContext context) throws StockpotException {
        var found = new ConcurrentLinkedQueue<Match>();
        Parallel.run(images.length, threads, Told.of(Doing.COMPARING_IMAGES), context, first -> {
            Hashed image = images[first];
            if (image != null) {
                found.addAll(matches(first, image, other));
            }
        });
        List<Match> sorted = new ArrayList<>(found);
        sorted.sort(Comparator.comparingInt(Match::first).thenComparingInt(Match::second));
        return sorted;
    }

    /** What one image that belongs to no set is a copy of; the first number of the matches is 0. */
    public List<Match> copiesOf(Pixels image) {
        return matches(0, hashed(image), this);
    }

    private static List<Match> matches(int first, Hashed image, HashedImages other) {
        List<ImageHash> ways = image.flat()
                ? List.of()
                : List.of(
                        image.hash(),
                        image.hash().mirrored(true, false),
                        image.hash().mirrored(false, true),
                        image.hash().mirrored(true, true));
        List<Match> found = new ArrayList<>();
        for (int second = 0; second < other.images.length; second++) {
            Hashed candidate = other.images[second];
            if (candidate == null) {
                continue;
            }
            if (candidate.content().equals(image.content())) {
                found.add(new Match(first, second, true, false, 1));
                continue;
            }
            int best = best(ways, candidate);
            if (best >= 0) {
                found.add(
                        new Match(first, second, false, best > 0, ways.get(best).correlation(candidate.hash())));
            }
        }
        return found;
    }

    /** The way in which the images look most alike, or −1. */
    private static int best(List<ImageHash> ways, Hashed candidate) {
        int best = -1;
        double most = CORRELATION;
        for (int way = 0; way < ways.size() && !candidate.flat(); way++) {
            ImageHash hash = ways.get(way);
            if (Long.bitCount(hash.frequencies() ^ candidate.hash().frequencies()) <= FREQUENCY_BITS
                    && Long.bitCount(hash.differences() ^ candidate.hash().differences()) <= DIFFERENCE_BITS) {
                double correlation = hash.correlation(candidate.hash());
                if (correlation > most) {
                    most = correlation;
                    best = way;
                }
            }
        }
        return best;
    }

    private static Hashed hashed(Pixels image) {
        ImageHash hash = ImageHash.of(image);
        String content = new Fingerprint("pixels")
                .add(image.width())
                .add(image.height())
                .add(image.channels())
                .add(image.samples())
                .hex();
        return new Hashed(hash, content, hash.contrast() < FLAT);
    }
}

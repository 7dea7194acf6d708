package org.stockpot.data;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.stockpot.job.JobContext;
import org.stockpot.job.Progress;
import org.stockpot.tensor.StockpotException;

/**
 * A set decoded, resized and cropped once and kept in memory as bytes, in an order that makes every prefix a fair
 * sample. Positions count in that order; it depends on nothing but the number of images, so results on the same set can
 * be compared position by position. Immutable and safe to use from several threads.
 */
public final class PreparedSet {
    /** Largest share of images that may be unreadable. */
    private static final double MAX_BROKEN = 0.01;

    private static final int CHECKPOINT_EVERY = 64;
    private static final long ORDER_SEED = 20230915;

    private final String name;
    private final Role role;
    private final List<String> classes;
    private final Preprocessing preprocessing;
    private final byte[][] images;
    private final int[] labels;
    private final int[] order;
    private final List<String> skipped;
    private final float[][] normalised;

    private PreparedSet(
            String name,
            Role role,
            List<String> classes,
            Preprocessing preprocessing,
            byte[][] images,
            int[] labels,
            List<String> skipped) {
        this.name = name;
        this.role = role;
        this.classes = List.copyOf(classes);
        this.preprocessing = preprocessing;
        this.images = images;
        this.labels = labels;
        this.skipped = List.copyOf(skipped);
        this.order = permutation(images.length);
        this.normalised = normalisation(preprocessing);
    }

    /**
     * Prepares a set. Stops within 64 images when cancelled.
     *
     * @throws StockpotException if more than 1 % of the images cannot be read, or if the set does not fit into memory
     */
    public static PreparedSet prepare(
            String name, Role role, ImageSet images, Preprocessing preprocessing, JobContext context)
            throws StockpotException {
        checkMemory(name, images.size(), preprocessing);
        var prepared = new ArrayList<byte[]>(images.size());
        var labels = new int[images.size()];
        var skipped = new ArrayList<String>();
        for (int i = 0; i < images.size(); i++) {
            if (i % CHECKPOINT_EVERY == 0) {
                context.checkpoint();
                context.progress(new Progress("Preparing " + name, i, images.size()));
            }
            try {
                byte[] planes = planes(InputShape.fit(images.image(i), preprocessing));
                labels[prepared.size()] = images.label(i);
                prepared.add(planes);
            } catch (StockpotException e) {
                skipped.add(e.getMessage());
                checkSkipped(name, skipped, images.size());
            }
        }
        context.progress(new Progress("Preparing " + name, images.size(), images.size()));
        return new PreparedSet(
                name,
                role,
                images.classes(),
                preprocessing,
                prepared.toArray(new byte[0][]),
                Arrays.copyOf(labels, prepared.size()),
                skipped);
    }

    public String name() {
        return name;
    }

    public Role role() {
        return role;
    }

    /** Class names in label order. */
    public List<String> classes() {
        return classes;
    }

    public Preprocessing preprocessing() {
        return preprocessing;
    }

    /** Images that could be read. */
    public int size() {
        return images.length;
    }

    /** One sentence for each image that could not be read and counts nowhere. */
    public List<String> skipped() {
        return skipped;
    }

    /**
     * Fingerprint of what a network and its score depend on, however the images lie in files: SHA-256 over size,
     * channels, number of images and of classes (32-bit, big endian), then for every image in the data's own order its
     * label (32-bit) and its bytes as prepared, before normalisation.
     *
     * @return 64 hexadecimal digits, lower case
     */
    public String sha256() {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
        int channels = preprocessing.channels();
        digest.update(ByteBuffer.allocate(16)
                .putInt(preprocessing.size())
                .putInt(channels)
                .putInt(images.length)
                .putInt(classes.size())
                .flip());
        for (int image = 0; image < images.length; image++) {
            digest.update(ByteBuffer.allocate(4).putInt(labels[image]).flip());
            digest.update(images[image]);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Place in the data's own order (without what was skipped) of the image at a position. */
    public int order(int position) {
        return order[position];
    }

    /** Label of the image at a position. */
    public int label(int position) {
        return labels[order[position]];
    }

    /**
     * Normalised images.
     *
     * @param from first position
     * @param to behind the last position
     * @return {@code (to − from) × channels × size × size}
     */
    public float[] batch(int from, int to) {
        int plane = preprocessing.size() * preprocessing.size();
        var batch = new float[Math.multiplyExact(to - from, plane * preprocessing.channels())];
        int at = 0;
        for (int position = from; position < to; position++) {
            byte[] image = images[order[position]];
            for (int channel = 0; channel < normalised.length; channel++) {
                float[] values = normalised[channel];
                for (int i = channel * plane; i < (channel + 1) * plane; i++) {
                    batch[at++] = values[image[i] & 0xff];
                }
            }
        }
        return batch;
    }

    private static void checkMemory(String name, int size, Preprocessing preprocessing) throws StockpotException {
        long side = preprocessing.size();
        long need = size * (side * side * preprocessing.channels() + 16);
        long free = Memory.free();
        if (need > free) {
            throw new StockpotException(name + ": " + size + " prepared images need " + (need >> 20) + " MB of memory, "
                    + (free >> 20) + " MB are free; use fewer with count=, or give Java more with -Xmx");
        }
    }

    private static void checkSkipped(String name, List<String> skipped, int size) throws StockpotException {
        if (skipped.size() > MAX_BROKEN * size) {
            throw new StockpotException(name + ": more than 1 % of the " + size
                    + " images cannot be read, first of all "
                    + String.join("; ", skipped.subList(0, Math.min(3, skipped.size())))
                    + "; repair or remove them");
        }
    }

    /** Interleaved samples to one plane per channel. */
    private static byte[] planes(Pixels image) {
        int channels = image.channels();
        byte[] in = image.samples();
        if (channels == 1) {
            return in;
        }
        var out = new byte[in.length];
        int at = 0;
        for (int channel = 0; channel < channels; channel++) {
            for (int i = channel; i < in.length; i += channels) {
                out[at++] = in[i];
            }
        }
        return out;
    }

    /** The value of every byte per channel, in float32 as PyTorch computes it. */
    private static float[][] normalisation(Preprocessing preprocessing) {
        var values = new float[preprocessing.channels()][256];
        for (int channel = 0; channel < values.length; channel++) {
            float mean = preprocessing.mean().get(channel).floatValue();
            float std = preprocessing.std().get(channel).floatValue();
            for (int value = 0; value < 256; value++) {
                values[channel][value] = (value / 255f - mean) / std;
            }
        }
        return values;
    }

    /** Fisher and Yates, with a fixed seed. */
    private static int[] permutation(int size) {
        var order = new int[size];
        for (int i = 0; i < size; i++) {
            int other = (int) (Noise.uniform(ORDER_SEED, i) * (i + 1));
            order[i] = order[other];
            order[other] = i;
        }
        return order;
    }
}

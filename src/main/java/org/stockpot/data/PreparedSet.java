package org.stockpot.data;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.stockpot.job.JobContext;
import org.stockpot.tensor.StockpotException;

/**
 * A set decoded, resized and cropped once and kept as bytes, in an order that makes every beginning a fair sample:
 * among the first n of N images, a class that has m of them all has its share nm/N to within less than one image, and
 * which of its images come first is random. Positions count in that order; it depends on nothing but the labels, so
 * results on the same set can be compared position by position. Immutable and safe to use from several threads.
 */
public final class PreparedSet {
    /**
     * Which definition of the order of images this program follows; results in different orders must not be compared
     * image by image. 1 was a plain permutation, 2 is stratified by class.
     */
    public static final int ORDER = 2;

    private final String name;
    private final Role role;
    private final List<String> classes;
    private final Optional<ClassMap> classMap;
    private final Preprocessing preprocessing;
    private final PixelStore store;
    private final int[] whole;
    private final int[] labels;
    private final int[] order;
    private final List<String> skipped;
    private final String identity;
    private final float[][] normalised;

    /** @param whole numbers of the images that could be read, ascending */
    PreparedSet(
            String name,
            Role role,
            ImageSet images,
            Preprocessing preprocessing,
            PixelStore store,
            int[] whole,
            List<String> skipped) {
        this.name = name;
        this.role = role;
        this.classes = List.copyOf(images.classes());
        this.classMap = images.classMap();
        this.preprocessing = preprocessing;
        this.store = store;
        this.whole = whole;
        this.labels = Arrays.stream(whole).map(images::label).toArray();
        this.identity = identity(
                new Fingerprint("set, order " + ORDER)
                        .add(images.fingerprint().orElse(""))
                        .add(images.size()),
                whole,
                labels);
        this.skipped = List.copyOf(skipped);
        this.order = FairOrder.of(labels);
        this.normalised = normalisation(preprocessing);
    }

    /** @param kept indices of the images that belong to it, ascending */
    private PreparedSet(PreparedSet all, int[] kept) {
        this.name = all.name;
        this.role = all.role;
        this.classes = all.classes;
        this.classMap = all.classMap;
        this.preprocessing = all.preprocessing;
        this.store = all.store;
        this.whole = Arrays.stream(kept).map(index -> all.whole[index]).toArray();
        this.labels = Arrays.stream(kept).map(index -> all.labels[index]).toArray();
        this.identity = identity(new Fingerprint("part of a set").add(all.identity), whole, labels);
        this.skipped = all.skipped;
        this.order = FairOrder.of(labels);
        this.normalised = all.normalised;
    }

    private static String identity(Fingerprint of, int[] whole, int[] labels) {
        for (int i = 0; i < whole.length; i++) {
            of.add(whole[i]).add(labels[i]);
        }
        return of.hex();
    }

    /**
     * Some of the images, which are not copied, in an order of their own that is fair to the classes among them.
     *
     * @param positions of the images in this set
     */
    public PreparedSet only(BitSet positions) {
        return new PreparedSet(
                this, positions.stream().map(this::order).sorted().toArray());
    }

    /**
     * Prepares a set in memory, on the calling thread.
     *
     * @throws StockpotException as for {@link Preparation#prepare(String, Role, ImageSet, Preprocessing, boolean,
     *     JobContext)}
     */
    public static PreparedSet prepare(
            String name, Role role, ImageSet images, Preprocessing preprocessing, JobContext context)
            throws StockpotException {
        return Preparation.inMemory().prepare(name, role, images, preprocessing, false, context);
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
        return whole.length;
    }

    /** One sentence for each image that could not be read and counts nowhere. */
    public List<String> skipped() {
        return skipped;
    }

    /**
     * Names images, labels, what was left out and the definition of the order. Results may be compared position by position only where this is
     * equal.
     */
    public String identity() {
        return identity;
    }

    /** What the classes mean to the model, where they are not the model's own in the same order. */
    public Optional<ClassMap> classMap() {
        return classMap;
    }

    /** The model's classes that an image may be taken for; empty if all. */
    public Optional<BitSet> restriction() {
        return classMap.map(map -> {
            var classes = new BitSet();
            map.modelClasses().forEach(classes::set);
            return classes;
        });
    }

    /** Whether a class of the model is right for the image at a position. */
    public boolean accepts(int position, int modelClass) {
        int label = label(position);
        return classMap.map(map -> map.targets().get(label).contains(modelClass))
                .orElse(label == modelClass);
    }

    /**
     * Fingerprint of what a network and its score depend on, however the images lie in files: SHA-256 over size,
     * channels, number of images and of classes (32-bit, big endian), then for every image in the data's own order its
     * label (32-bit) and its bytes as prepared, before normalisation.
     *
     * @return 64 hexadecimal digits, lower case
     */
    public String sha256() {
        return sha256(JobContext.detached());
    }

    /**
     * Fingerprint of all that a score depends on: of what {@link #sha256} is of, and of what the classes mean to the model,
     * where they are not its own. Stops within an image when cancelled.
     *
     * @return 64 hexadecimal digits, lower case
     */
    public String fingerprint(JobContext context) {
        String seen = sha256(context);
        return classMap.map(map -> new Fingerprint("mapped set")
                        .add(seen)
                        .add(map.targets().toString())
                        .hex())
                .orElse(seen);
    }

    private String sha256(JobContext context) {
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
                .putInt(whole.length)
                .putInt(classes.size())
                .flip());
        var bytes = new byte[preprocessing.size() * preprocessing.size() * channels];
        for (int image = 0; image < whole.length; image++) {
            context.checkpoint();
            digest.update(ByteBuffer.allocate(4).putInt(labels[image]).flip());
            store.read(whole[image], bytes);
            digest.update(bytes);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Place in the data's own order (without what was skipped) of the image at a position. */
    public int order(int position) {
        return order[position];
    }

    /**
     * The order in which a set is seen of which every image can be read.
     *
     * @return numbers of images by position
     */
    public static int[] orderOf(ImageSet images) {
        var all = new int[images.size()];
        Arrays.setAll(all, images::label);
        return FairOrder.of(all);
    }

    /** Number of the image at a position in the set as it was opened, with what was skipped counted. */
    public int number(int position) {
        return whole[order[position]];
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
        var image = new byte[plane * preprocessing.channels()];
        int at = 0;
        for (int position = from; position < to; position++) {
            store.read(whole[order[position]], image);
            for (int channel = 0; channel < normalised.length; channel++) {
                float[] values = normalised[channel];
                for (int i = channel * plane; i < (channel + 1) * plane; i++) {
                    batch[at++] = values[image[i] & 0xff];
                }
            }
        }
        return batch;
    }

    /**
     * Images as prepared, before normalisation.
     *
     * @param from first position
     * @param to behind the last position
     * @param into receives {@code (to − from) × channels × size × size} bytes at its position, which moves
     */
    public void bytes(int from, int to, ByteBuffer into) {
        var image = new byte[preprocessing.size() * preprocessing.size() * preprocessing.channels()];
        for (int position = from; position < to; position++) {
            store.read(whole[order[position]], image);
            into.put(image);
        }
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
}

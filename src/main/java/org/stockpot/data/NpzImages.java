package org.stockpot.data;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stockpot.tensor.StockpotException;

/**
 * A labelled set of {@code numpy.savez(file, images=…, labels=…)}: {@code images} as uint8 of {@code count × height ×
 * width}, or with a last size of 1 or 3, and {@code labels} as integers, one per image. Stored images are read where
 * they lie, compressed ones are inflated into memory, both when the first one is asked for.
 */
public final class NpzImages extends LabelledImages {
    private final SourceFile file;
    private final NpzArchive archive;
    private final NpzArchive.Member images;
    private final NpyHeader header;
    private final int height;
    private final int width;
    private final int channels;
    private boolean verified;
    private @Nullable ByteBuffer inflated;

    private NpzImages(
            String name,
            List<String> classes,
            int[] labels,
            SourceFile file,
            NpzArchive archive,
            NpzArchive.Member images,
            NpyHeader header) {
        super(name, classes, labels);
        this.file = file;
        this.archive = archive;
        this.images = images;
        this.header = header;
        this.height = header.shape().get(1).intValue();
        this.width = header.shape().get(2).intValue();
        this.channels = header.shape().size() == 4 ? header.shape().get(3).intValue() : 1;
    }

    /**
     * Reads a set.
     *
     * @param classes a text file with one class name per line in label order; without it the labels' numbers
     * @throws StockpotException if the archive is damaged or holds other arrays
     */
    public static NpzImages open(String name, Path path, Optional<Path> classes) throws StockpotException {
        SourceFile file = SourceFile.of(path);
        NpzArchive archive = NpzArchive.read(file);
        NpzArchive.Member images = archive.member("images");
        NpyHeader header = NpyHeader.read(path + ", images", archive.start(images, NpyHeader.MAX_LENGTH));
        List<Long> shape = header.shape();
        boolean grey = shape.size() == 3;
        boolean colour = shape.size() == 4 && (shape.get(3) == 3 || shape.get(3) == 1);
        if (header.kind() != 'u' || header.width() != 1 || !(grey || colour)) {
            throw file.refusal("images should be uint8 of count × height × width, with a last size of 1 or 3 for"
                    + " channels if any; found " + header.kind() + header.width() + " of " + shape);
        }
        long pixels = Math.multiplyHigh(shape.get(1), shape.get(2)) == 0 ? shape.get(1) * shape.get(2) : Long.MAX_VALUE;
        if (pixels < 1 || pixels > EncodedImage.MAX_PIXELS || shape.get(0) > Integer.MAX_VALUE - 16) {
            throw file.refusal("images of " + shape + " are none, or too large");
        }
        checkLength(file, images, header);
        List<String> names = classes.isPresent() ? ClassNames.read(classes.get()) : List.of();
        int[] labels = labels(file, archive, shape.get(0), names.size());
        return new NpzImages(name, named(names, labels), labels, file, archive, images, header);
    }

    @Override
    public Pixels image(int index) throws StockpotException {
        int length = height * width * channels;
        var samples = new byte[length];
        long at = header.length() + (long) index * length;
        Optional<ByteBuffer> memory = verified();
        if (memory.isPresent()) {
            memory.get().get((int) at, samples);
        } else {
            file.read(images.offset() + at, length, "image " + index).get(samples);
        }
        return new Pixels(width, height, channels, samples);
    }

    @Override
    public Optional<String> fingerprint() {
        return Optional.of(
                new Fingerprint("npz 1").add(file).add(archive.directory()).hex());
    }

    /** Compares the checksum once; the images in memory where they were compressed. */
    private synchronized Optional<ByteBuffer> verified() throws StockpotException {
        if (images.deflated() && inflated == null) {
            inflated = archive.whole(images);
        } else if (!images.deflated() && !verified) {
            archive.verify(images);
        }
        verified = true;
        return Optional.ofNullable(inflated);
    }

    private static int[] labels(SourceFile file, NpzArchive archive, long count, int classes) throws StockpotException {
        NpzArchive.Member member = archive.member("labels");
        ByteBuffer bytes = archive.whole(member);
        NpyHeader header = NpyHeader.read(file.path() + ", labels", bytes);
        checkLength(file, member, header);
        List<Long> shape = header.shape();
        boolean column = shape.size() == 2 && shape.get(1) == 1;
        if (shape.size() != 1 && !column) {
            throw file.refusal("labels should have one dimension, found " + shape);
        }
        if (shape.get(0) != count) {
            throw file.refusal(shape.get(0) + " labels for " + count + " images; the two must be equal");
        }
        ByteBuffer elements = bytes.slice(header.length(), bytes.limit() - header.length());
        var labels = new int[(int) count];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = label(file.path(), i, header.element(elements, i), classes);
        }
        return labels;
    }

    private static void checkLength(SourceFile file, NpzArchive.Member member, NpyHeader header)
            throws StockpotException {
        long expected = header.byteCount(file.path() + ", " + member.name());
        if (member.size() - header.length() != expected) {
            throw file.refusal("member " + member.name() + " claims " + header.shape() + ", that is " + expected
                    + " bytes; " + (member.size() - header.length()) + " follow");
        }
    }
}

package org.stockpot.data;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.stockpot.tensor.StockpotException;

/**
 * A labelled set of two IDX files, as of MNIST and its relatives. Images have the type unsigned byte and the sizes
 * {@code count × height × width}, or a last size of 3 for colour. Held in memory as stored.
 */
public final class IdxImages extends LabelledImages {
    private final int height;
    private final int width;
    private final int channels;
    private final ByteBuffer samples;

    private IdxImages(String name, List<String> classes, int[] labels, IdxFile images) {
        super(name, classes, labels);
        this.height = images.sizes().get(1);
        this.width = images.sizes().get(2);
        this.channels = images.sizes().size() == 4 ? images.sizes().get(3) : 1;
        this.samples = images.data();
    }

    /**
     * Reads a set.
     *
     * @param labels the file of labels; without it the sibling named by the usual rule, {@code …images-idx3-ubyte…}
     *     to {@code …labels-idx1-ubyte…}, gzipped or not
     * @param classes a text file with one class name per line in label order; without it {@code classes.txt} beside
     *     the images if there is one, else the labels' numbers up to the largest found
     * @throws StockpotException if a file is missing or damaged, or if the files do not fit together
     */
    public static IdxImages open(String name, Path images, Optional<Path> labels, Optional<Path> classes)
            throws StockpotException {
        IdxFile pictures = IdxFile.read(images);
        List<Integer> sizes = pictures.sizes();
        boolean grey = sizes.size() == 3;
        boolean colour = sizes.size() == 4 && (sizes.get(3) == 3 || sizes.get(3) == 1);
        if (pictures.type() != IdxFile.UNSIGNED_BYTE || !(grey || colour) || sizes.get(1) < 1 || sizes.get(2) < 1) {
            throw new StockpotException(
                    images + ": expected images (unsigned bytes, count × height × width), found type "
                            + pictures.type() + " with sizes " + sizes
                            + (sizes.size() == 1 ? "; this is a file of labels, give the images" : ""));
        }
        Path labelFile = labels.isPresent() ? labels.get() : besides(images);
        List<String> names = classNames(images, classes);
        int[] numbers = labels(labelFile, images, sizes.get(0), names);
        return new IdxImages(name, named(names, numbers), numbers, pictures);
    }

    @Override
    public Pixels image(int index) {
        var image = new byte[height * width * channels];
        samples.get(index * image.length, image);
        return new Pixels(width, height, channels, image);
    }

    @Override
    public Optional<String> fingerprint() {
        return Optional.of(
                new Fingerprint("idx 1").add(height).add(width).add(samples).hex());
    }

    private static Path besides(Path images) throws StockpotException {
        String file = String.valueOf(images.getFileName());
        String wanted = file.replace("images", "labels").replace("idx3", "idx1").replace("idx4", "idx1");
        if (!wanted.equals(file)) {
            String other = wanted.endsWith(".gz") ? wanted.substring(0, wanted.length() - 3) : wanted + ".gz";
            for (String candidate : List.of(wanted, other)) {
                Path path = images.resolveSibling(candidate);
                if (Files.exists(path)) {
                    return path;
                }
            }
        }
        throw new StockpotException(images + ": no file of labels" + (wanted.equals(file) ? "" : " named " + wanted)
                + " beside it; name one with labels=FILE");
    }

    private static List<String> classNames(Path images, Optional<Path> given) throws StockpotException {
        if (given.isPresent()) {
            return ClassNames.read(given.get());
        }
        Path beside = images.resolveSibling("classes.txt");
        return Files.exists(beside) ? ClassNames.read(beside) : List.of();
    }

    private static int[] labels(Path path, Path images, int count, List<String> classes) throws StockpotException {
        IdxFile file = IdxFile.read(path);
        if (file.sizes().size() != 1) {
            throw new StockpotException(path + ": expected labels (one dimension), found sizes " + file.sizes());
        }
        if (file.sizes().get(0) != count) {
            throw new StockpotException(path + ": " + file.sizes().get(0) + " labels for the " + count + " images of "
                    + images.getFileName() + "; the two must be equal");
        }
        var labels = new int[count];
        for (int i = 0; i < count; i++) {
            labels[i] = label(path, i, file.element(i), classes.size());
        }
        return labels;
    }
}

package org.stockpot.data;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.stockpot.tensor.StockpotException;

/** What all kinds of sets share: a name, classes and one label per image. */
abstract class LabelledImages implements ImageSet {
    private final String name;
    private final List<String> classes;
    private final int[] labels;

    LabelledImages(String name, List<String> classes, int[] labels) {
        this.name = name;
        this.classes = List.copyOf(classes);
        this.labels = labels;
    }

    /**
     * One label.
     *
     * @param classes number of classes, or 0 if nobody has named them
     * @throws StockpotException if it is NaN, a fraction or outside of the classes
     */
    static int label(Path file, long image, double label, int classes) throws StockpotException {
        int limit = classes == 0 ? ClassNames.MAX_CLASSES : classes;
        if (!(label >= 0 && label < limit && label == Math.rint(label))) {
            throw new StockpotException(
                    file + ": label " + label + " of image " + image + " is no whole number from 0 to " + (limit - 1));
        }
        return (int) label;
    }

    /** The given names, or else the numbers up to the largest label. */
    static List<String> named(List<String> names, int[] labels) {
        if (!names.isEmpty()) {
            return names;
        }
        int largest = IntStream.of(labels).max().orElse(-1);
        return IntStream.rangeClosed(0, largest).mapToObj(Integer::toString).toList();
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final int size() {
        return labels.length;
    }

    @Override
    public final List<String> classes() {
        return classes;
    }

    @Override
    public final int label(int index) {
        return labels[index];
    }
}

package org.stockpot.data;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A set in memory, labelled in turns: image {@code i} has all samples {@code i} and the label {@code i mod classes}.
 *
 * @param side pixels across and down
 */
public record FlatImages(int size, List<String> classes, int side, Optional<ClassMap> classMap) implements ImageSet {
    /** Grey images of one pixel, of classes named by their numbers, which are the model's. */
    public FlatImages(int size, int classes) {
        this(size, classes, 1, Optional.empty());
    }

    public FlatImages(int size, int classes, int side, Optional<ClassMap> map) {
        this(size, IntStream.range(0, classes).mapToObj(Integer::toString).toList(), side, map);
    }

    @Override
    public String name() {
        return "flat";
    }

    @Override
    public int label(int index) {
        return index % classes.size();
    }

    @Override
    public Pixels image(int index) {
        var samples = new byte[side * side];
        Arrays.fill(samples, (byte) index);
        return new Pixels(side, side, 1, samples);
    }
}

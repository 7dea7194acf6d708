package org.stockpot.data;

import java.util.List;
import java.util.Optional;
import org.stockpot.tensor.StockpotException;

/** Labelled images as they lie in files, before preprocessing. Safe to read from several threads. */
public interface ImageSet {
    /** What people call it. */
    String name();

    int size();

    /** Class names in label order; numbers as text where the format has none. */
    List<String> classes();

    /** Label of one image, an index into {@link #classes()}. */
    int label(int index);

    /** Decodes one image. */
    Pixels image(int index) throws StockpotException;

    /**
     * What decides the pixels of all images and their order, in hexadecimal: sets with equal fingerprints decode to the
     * same images. Empty where that is not known, as for images that are made in memory.
     */
    default Optional<String> fingerprint() {
        return Optional.empty();
    }

    /** What the classes mean to a model, where they are not the model's own. */
    default Optional<ClassMap> classMap() {
        return Optional.empty();
    }
}

package org.stockpot.data;

import java.util.List;
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
}

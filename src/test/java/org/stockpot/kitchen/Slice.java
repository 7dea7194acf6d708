package org.stockpot.kitchen;

import java.util.List;
import org.stockpot.data.ImageSet;
import org.stockpot.data.Pixels;
import org.stockpot.tensor.StockpotException;

/** A run of images of another set. */
record Slice(String name, ImageSet whole, int first, int size) implements ImageSet {
    @Override
    public List<String> classes() {
        return whole.classes();
    }

    @Override
    public int label(int index) {
        return whole.label(first + index);
    }

    @Override
    public Pixels image(int index) throws StockpotException {
        return whole.image(first + index);
    }
}

package org.stockpot.data;

import java.util.List;
import org.stockpot.tensor.StockpotException;

/** Another set with a shift applied to every image, seeded by the image's index. */
public record ShiftedImages(String name, ImageSet images, Shift shift) implements ImageSet {
    @Override
    public int size() {
        return images.size();
    }

    @Override
    public List<String> classes() {
        return images.classes();
    }

    @Override
    public int label(int index) {
        return images.label(index);
    }

    @Override
    public Pixels image(int index) throws StockpotException {
        return shift.apply(images.image(index), index);
    }
}

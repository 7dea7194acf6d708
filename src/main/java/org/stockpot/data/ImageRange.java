package org.stockpot.data;

import java.util.Optional;
import org.stockpot.tensor.StockpotException;

/** Some consecutive images of another set. */
record ImageRange(String name, ImageSet images, int from, int size) implements DerivedImages {
    @Override
    public int label(int index) {
        return images.label(from + index);
    }

    @Override
    public Pixels image(int index) throws StockpotException {
        return images.image(from + index);
    }

    @Override
    public Optional<String> fingerprint() {
        return images.fingerprint()
                .map(inner ->
                        new Fingerprint("range").add(inner).add(from).add(size).hex());
    }
}

package org.stockpot.data;

import java.util.Optional;
import org.stockpot.tensor.StockpotException;

/** Another set with a shift applied to every image, seeded by the image's index. */
public record ShiftedImages(String name, ImageSet images, Shift shift) implements DerivedImages {
    @Override
    public Pixels image(int index) throws StockpotException {
        return shift.apply(images.image(index), index);
    }

    @Override
    public Optional<String> fingerprint() {
        return images.fingerprint()
                .map(inner -> new Fingerprint("shift 1")
                        .add(inner)
                        .add(shift.kind().id())
                        .add(shift.severity())
                        .hex());
    }
}

package org.stockpot.data;

import java.nio.file.Files;
import org.stockpot.tensor.StockpotException;

/** Opens what a {@link DataRef} refers to. */
public final class ImageSets {
    private ImageSets() {}

    /**
     * Opens a set: a folder as {@link FolderImages}, a file as {@link IdxImages}; then its range, then its shift.
     *
     * @throws StockpotException if there is no such set, or if it has too few images for the range
     */
    public static ImageSet open(DataRef ref) throws StockpotException {
        ImageSet images = Files.isDirectory(ref.path())
                ? FolderImages.open(ref.name(), ref.path(), ref.classes())
                : IdxImages.open(ref.name(), ref.path(), ref.labels(), ref.classes());
        if (images.size() == 0) {
            throw new StockpotException(ref.path() + ": the set holds no images");
        }
        if (ref.from() > 0 || ref.count().isPresent()) {
            int count = ref.count().orElse(images.size() - ref.from());
            if (count < 1 || (long) ref.from() + count > images.size()) {
                throw new StockpotException(ref.path() + ": the set has " + images.size() + " images, too few for "
                        + (ref.count().isPresent() ? count + " images" : "images") + " from number " + ref.from());
            }
            images = new ImageRange(ref.name(), images, ref.from(), count);
        }
        return ref.shift().isPresent()
                ? new ShiftedImages(ref.name(), images, ref.shift().get())
                : images;
    }
}

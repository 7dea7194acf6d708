package org.stockpot.data;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.stockpot.tensor.StockpotException;

/** Another set whose classes mean classes of a model; images of classes that mean none are left out. */
final class MappedImages implements ImageSet {
    private final ImageSet images;
    private final ClassMap map;
    private final int[] kept;

    MappedImages(ImageSet images, ClassMap map) {
        this.images = images;
        this.map = map;
        this.kept = IntStream.range(0, images.size())
                .filter(index -> !map.targets().get(images.label(index)).isEmpty())
                .toArray();
    }

    @Override
    public String name() {
        return images.name();
    }

    @Override
    public int size() {
        return kept.length;
    }

    @Override
    public List<String> classes() {
        return images.classes();
    }

    @Override
    public int label(int index) {
        return images.label(kept[index]);
    }

    @Override
    public Pixels image(int index) throws StockpotException {
        return images.image(kept[index]);
    }

    @Override
    public Optional<ClassMap> classMap() {
        return Optional.of(map);
    }

    @Override
    public Optional<String> fingerprint() {
        if (kept.length == images.size()) {
            return images.fingerprint();
        }
        return images.fingerprint().map(inner -> {
            var fingerprint = new Fingerprint("some of").add(inner);
            IntStream.of(kept).forEach(fingerprint::add);
            return fingerprint.hex();
        });
    }
}

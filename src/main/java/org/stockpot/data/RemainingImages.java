package org.stockpot.data;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.stockpot.tensor.StockpotException;

/** Another set of which some images are left out. */
@SuppressWarnings("ArrayRecordComponent") // numbers in bulk, compared nowhere
record RemainingImages(ImageSet images, int[] kept) implements ImageSet {
    static ImageSet of(ImageSet images, ImageNumbers without) throws StockpotException {
        List<Integer> numbers = without.all();
        int largest = numbers.get(numbers.size() - 1);
        if (largest >= images.size()) {
            throw new StockpotException(images.name() + ": image " + largest
                    + " is to be left out, but the set has only " + images.size() + "; correct without=");
        }
        if (numbers.size() == images.size()) {
            throw new StockpotException(images.name() + ": all images are left out; correct without=");
        }
        Set<Integer> out = new HashSet<>(numbers);
        return new RemainingImages(
                images,
                IntStream.range(0, images.size())
                        .filter(index -> !out.contains(index))
                        .toArray());
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
        return images.classMap();
    }

    @Override
    public Optional<String> fingerprint() {
        return images.fingerprint().map(inner -> {
            var fingerprint = new Fingerprint("some of").add(inner);
            IntStream.of(kept).forEach(fingerprint::add);
            return fingerprint.hex();
        });
    }
}

package org.stockpot.data;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.stockpot.tensor.StockpotException;

/**
 * Some images of another set, in its order.
 *
 * @param kept their numbers in the other set
 */
@SuppressWarnings("ArrayRecordComponent") // numbers in bulk, compared nowhere
record ChosenImages(ImageSet images, int[] kept) implements DerivedImages {
    /** Those with a number that the test is true for. */
    static ImageSet where(ImageSet images, IntPredicate test) {
        int[] kept = IntStream.range(0, images.size()).filter(test).toArray();
        return kept.length == images.size() ? images : new ChosenImages(images, kept);
    }

    /** All but some. */
    static ImageSet without(ImageSet images, ImageNumbers without) throws StockpotException {
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
        return where(images, index -> !out.contains(index));
    }

    @Override
    public int size() {
        return kept.length;
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
    public Optional<String> fingerprint() {
        return images.fingerprint().map(inner -> {
            var fingerprint = new Fingerprint("some of").add(inner);
            IntStream.of(kept).forEach(fingerprint::add);
            return fingerprint.hex();
        });
    }
}

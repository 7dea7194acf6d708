package org.stockpot.kitchen;

import java.util.Set;

/**
 * How one model is trained.
 *
 * @param name also the file's
 * @param epochs passes through the training images
 * @param peak highest learning rate
 * @param batch images per step
 * @param decay weight decay of matrices
 * @param smoothing share of the target that is spread over all classes
 * @param mixup α of the Beta(α, α) distribution of mixing shares (Zhang et al. 2018); 0 for none
 * @param seed of order, augmentation and mixup
 */
record Cooking(
        String name,
        double epochs,
        double peak,
        int batch,
        double decay,
        double smoothing,
        double mixup,
        long seed,
        Set<Augmentation> augmentations) {

    Cooking {
        augmentations = Set.copyOf(augmentations);
    }

    /** For the card and the file's metadata. */
    @Override
    public String toString() {
        return epochs + " epochs, learning rate " + peak + ", batch " + batch + ", weight decay " + decay
                + (smoothing > 0 ? ", label smoothing " + smoothing : "")
                + (mixup > 0 ? ", mixup " + mixup : "")
                + ", "
                + (augmentations.isEmpty()
                        ? "no augmentation"
                        : String.join(
                                " + ",
                                augmentations.stream()
                                        .sorted()
                                        .map(a -> a.name().toLowerCase(java.util.Locale.ROOT))
                                        .toList()))
                + ", seed " + seed;
    }
}

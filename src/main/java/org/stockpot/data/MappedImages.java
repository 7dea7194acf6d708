package org.stockpot.data;

import java.util.Optional;

/** Another set whose classes mean classes of a model. */
record MappedImages(ImageSet images, ClassMap map) implements DerivedImages {
    /** Images of classes that mean none are left out. */
    static ImageSet of(ImageSet images, ClassMap map) {
        return new MappedImages(
                ChosenImages.where(
                        images, index -> !map.targets().get(images.label(index)).isEmpty()),
                map);
    }

    @Override
    public Optional<ClassMap> classMap() {
        return Optional.of(map);
    }

    @Override
    public Optional<String> fingerprint() {
        return images.fingerprint();
    }
}

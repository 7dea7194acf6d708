package org.stockpot.data;

import java.util.List;
import java.util.Optional;
import org.stockpot.tensor.StockpotException;

/** A set made from another one; where it does not say otherwise it is as that one is. */
interface DerivedImages extends ImageSet {
    /** The other one. */
    ImageSet images();

    @Override
    default String name() {
        return images().name();
    }

    @Override
    default int size() {
        return images().size();
    }

    @Override
    default List<String> classes() {
        return images().classes();
    }

    @Override
    default int label(int index) {
        return images().label(index);
    }

    @Override
    default Pixels image(int index) throws StockpotException {
        return images().image(index);
    }

    @Override
    default Optional<ClassMap> classMap() {
        return images().classMap();
    }

    /** Of what it is made from and how; a subclass has pixels or an order of its own, so that it must say so. */
    @Override
    Optional<String> fingerprint();
}

package org.stockpot.fuse;

import org.jspecify.annotations.Nullable;
import org.stockpot.tensor.Halves;
import org.stockpot.tensor.Resident;

/** Where a resident ingredient's elements lie as numbers: in its own array, or in one for decoded blocks. */
final class Room {
    private static final double[] NO_DOUBLES = {};

    private final Halves.Decoder decoder;
    private float @Nullable [] decoded;
    private @Nullable Halves held;
    private int block;

    /** The elements, if they are of 64 bits. */
    double[] doubles = NO_DOUBLES;

    /** The elements, otherwise. */
    float[] floats = {};

    /** Where in the array the first one is. */
    int at;

    /** What to multiply them by. */
    double weight;

    /** @param decoder may be shared by the rooms of one thread */
    Room(Halves.Decoder decoder) {
        this.decoder = decoder;
    }

    boolean isWide() {
        return doubles.length > 0;
    }

    /** Makes the elements from the first one to the end of its block available. */
    void open(Portions.Portion portion, int first) {
        Resident resident = portion.resident().orElseThrow();
        weight = portion.weight();
        at = first;
        doubles = NO_DOUBLES;
        if (resident instanceof Resident.Singles singles) {
            floats = singles.values();
        } else if (resident instanceof Halves halves) {
            at = first % Halves.BLOCK;
            // A power of two is exact in either factor.
            weight *= halves.scale();
            floats = decoded(halves, first / Halves.BLOCK);
        } else if (resident instanceof Resident.Doubles wide) {
            doubles = wide.values();
        }
    }

    private float[] decoded(Halves halves, int wanted) {
        float[] to = decoded;
        if (to == null) {
            to = new float[Halves.BLOCK];
            decoded = to;
        }
        if (halves != held || wanted != block) {
            decoder.decode(halves, wanted, to);
            held = halves;
            block = wanted;
        }
        return to;
    }
}

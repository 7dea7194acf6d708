package org.stockpot.fuse;

import java.util.List;
import java.util.Optional;
import org.stockpot.tensor.Halves;

/**
 * Sums up blocks, in the arithmetic that {@link Sums} describes: whichever bowl does it, the bits are the same. Not for use by
 * several threads.
 */
interface Bowl {
    /** The module of the JDK that {@code VectorBowl} is written with; who wants it starts Java with it. */
    String VECTOR_MODULE = "jdk.incubator.vector";

    /**
     * Sums up a block.
     *
     * @param values of the ingredients, one array for each weight there is
     * @param count elements, at most a {@linkplain org.stockpot.tensor.Resident#BLOCK block}
     * @return the sums, in an array that the next block is summed up in and that may be changed until then
     */
    float[] fill(float[][] values, Weights weights, int count);

    /**
     * As {@link #fill(float[][], Weights, int)}, for 16-bit floats of one type as they lie in memory.
     *
     * @param values of the ingredients
     * @param block that is summed up, from its beginning
     * @return empty if it has to have them as 32-bit floats
     */
    default Optional<float[]> fill(List<Halves> values, Weights weights, int block, int count) {
        return Optional.empty();
    }

    /** The fastest that this program was started with. */
    static Bowl create() {
        return ModuleLayer.boot().findModule(VECTOR_MODULE).isPresent() ? vectorBowl() : new LoopBowl();
    }

    /** By its name, for it is compiled with a module that the rest of the program does without. */
    private static Bowl vectorBowl() {
        try {
            return Class.forName(Bowl.class.getPackageName() + ".VectorBowl")
                    .asSubclass(Bowl.class)
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Weights, each a pair of floats.
     *
     * @param count of ingredients; those behind weigh 0
     * @param high a multiple of {@link Sums#WIDTH} of them
     * @param low what {@code high} lacks
     */
    @SuppressWarnings("ArrayRecordComponent") // for loops, compared nowhere
    record Weights(int count, float[] high, float[] low) {
        static Weights of(double[] weights) {
            int width = (weights.length + Sums.WIDTH - 1) / Sums.WIDTH * Sums.WIDTH;
            var high = new float[width];
            var low = new float[width];
            for (int k = 0; k < weights.length; k++) {
                high[k] = (float) weights[k];
                low[k] = (float) (weights[k] - high[k]);
            }
            return new Weights(weights.length, high, low);
        }
    }
}

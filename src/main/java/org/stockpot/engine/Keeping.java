package org.stockpot.engine;

import java.util.List;
import org.stockpot.evaluate.KeepPlan;
import org.stockpot.evaluate.Stage;

/**
 * What is kept on a device between two runs of the same images.
 *
 * @param plan for activations
 * @param images whether to keep the images, too
 */
record Keeping(KeepPlan plan, boolean images) {
    static final Keeping NOTHING = new Keeping(KeepPlan.NONE, false);

    /**
     * Images stay if they take no more than half of the memory; activations get what is left.
     *
     * @param stages and chances, images and disk: as for {@link KeepPlan#best}
     * @param imageBytes of an image; 0 where it need not be brought to the device
     * @param memory bytes, for both together
     */
    static Keeping of(List<Stage> stages, double[] chances, long images, long imageBytes, long memory, long disk) {
        long wanted = imageBytes * images;
        boolean fit = wanted > 0 && wanted <= memory / 2;
        return new Keeping(KeepPlan.best(stages, chances, images, fit ? memory - wanted : memory, disk), fit);
    }

    boolean isSameAs(Keeping other) {
        return images == other.images && plan.keepsTheSameAs(other.plan);
    }
}

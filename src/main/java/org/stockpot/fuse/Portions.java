package org.stockpot.fuse;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.stockpot.tensor.Resident;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSource;

/**
 * Σwᵢθᵢ / divisor for one tensor: who takes part, with which weight, and where its values lie in memory, if they do.
 *
 * @param all in the order in which they are added
 */
record Portions(String tensor, List<Portion> all, double divisor) {
    /** Below it, weights can be multiplied by the scale of 16-bit floats in memory. */
    private static final double LARGEST_WEIGHT = 0x1p900;

    /** One ingredient's. */
    record Portion(TensorSource source, double weight, Optional<Resident> resident) {}

    Portions {
        all = List.copyOf(all);
    }

    static Portions of(String tensor, List<TensorSource> sources, double[] weights, double divisor)
            throws StockpotException {
        var all = new ArrayList<Portion>();
        for (int index = 0; index < weights.length; index++) {
            TensorSource source = sources.get(index);
            boolean usual = Math.abs(weights[index]) < LARGEST_WEIGHT;
            all.add(new Portion(source, weights[index], usual ? source.resident(tensor) : Optional.empty()));
        }
        return new Portions(tensor, all, divisor);
    }

    /** Whether nothing has to be read. */
    boolean areResident() {
        return all.stream().allMatch(portion -> portion.resident().isPresent());
    }

    /** What no result exceeds; NaN or infinite where nothing is known. */
    double bound() {
        double sum = 0;
        for (Portion portion : all) {
            sum += Math.abs(portion.weight())
                    * portion.resident().map(Resident::largest).orElse(Double.NaN);
        }
        return sum / Math.abs(divisor);
    }
}

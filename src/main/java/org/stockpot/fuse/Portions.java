package org.stockpot.fuse;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.stockpot.tensor.DType;
import org.stockpot.tensor.Halves;
import org.stockpot.tensor.LinearCombination;
import org.stockpot.tensor.Resident;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSource;

/**
 * Σwᵢθᵢ / divisor for one tensor: who takes part, with which weight, and where its values lie in memory, if they do.
 *
 * @param all in the order in which they are added
 */
record Portions(String tensor, List<Portion> all, double divisor) {
    /** Between these, a product with a 32-bit float loses nothing by under- or overflow that matters. */
    private static final double SMALLEST_NARROW = 0x1p-60;

    private static final double LARGEST_NARROW = 0x1p120;

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
            all.add(new Portion(source, weights[index], source.resident(tensor)));
        }
        return new Portions(tensor, all, divisor);
    }

    /**
     * Elements that are fused at once, whole blocks: one where nothing has to be read, else as many as are worth a read and
     * stay, for all ingredients together, in a processor's second cache.
     */
    int chunk() {
        if (all.stream().allMatch(portion -> portion.resident().isPresent())) {
            return Resident.BLOCK;
        }
        int fitting = (1 << 18) / all.size() / Resident.BLOCK * Resident.BLOCK;
        return Math.max(4 * Resident.BLOCK, Math.min(16 * Resident.BLOCK, fitting));
    }

    /** Whether 32-bit floats are enough for {@link Sums}. */
    boolean areNarrow() {
        return all.stream().allMatch(portion -> {
            double factor = Math.abs(factor(portion));
            return !isWide(portion) && factor >= SMALLEST_NARROW && factor <= LARGEST_NARROW;
        });
    }

    boolean isWide(Portion portion) {
        return portion.source().spec(tensor).dtype() == DType.F64;
    }

    /** The values, if all are 16-bit floats of one type and lie in memory; else none. */
    List<Halves> packed() {
        List<Halves> packed = all.stream()
                .flatMap(portion -> portion.resident().stream())
                .filter(Halves.class::isInstance)
                .map(Halves.class::cast)
                .toList();
        boolean alike = packed.size() == all.size()
                && packed.stream().map(Halves::dtype).distinct().count() == 1;
        return alike ? packed : List.of();
    }

    /** What each ingredient is multiplied by. */
    double[] factors() {
        return all.stream().mapToDouble(this::factor).toArray();
    }

    private double factor(Portion portion) {
        return portion.weight() / divisor;
    }

    /**
     * The sum for somebody who has its terms elsewhere.
     *
     * @param dtype that sums are rounded to
     * @return empty unless all values lie in memory, are finite, and no sum can exceed what the type holds
     */
    Optional<LinearCombination> combination(DType dtype) {
        if (!(bound() < Doubts.limit(dtype))) {
            return Optional.empty();
        }
        return Optional.of(new LinearCombination(
                dtype,
                all.stream()
                        .flatMap(portion -> portion.resident().stream()
                                .map(values -> new LinearCombination.Term(factor(portion), values)))
                        .toList()));
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

    /** What no part of a result but 0 is below; 0 where nothing is known. */
    double floor() {
        double least = Double.POSITIVE_INFINITY;
        for (Portion portion : all) {
            double smallest = portion.resident().map(Resident::smallest).orElse(0.0);
            least = Math.min(least, Math.abs(portion.weight() / divisor) * smallest);
        }
        return least;
    }
}

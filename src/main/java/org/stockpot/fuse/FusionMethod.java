package org.stockpot.fuse;

import java.util.Arrays;
import java.util.List;
import org.stockpot.tensor.StockpotException;

/**
 * One way to turn the same tensor of several checkpoints into one. All are weighted sums, Σwᵢθᵢ divided by a number, so
 * that one pass over the ingredients is enough. Implementations are pure and stateless.
 */
public sealed interface FusionMethod {
    /** All methods, the usual one first. */
    List<FusionMethod> ALL = List.of(new WeightedAverage(), new WeightedSum());

    /** Name as in files and on the command line. */
    String id();

    /**
     * What Σwᵢθᵢ is divided by.
     *
     * @param weights one per ingredient, none zero
     */
    double divisor(double[] weights);

    /** Whether one ingredient alone comes out unchanged with this weight, so that its bytes can be copied. */
    boolean keepsSingle(double weight);

    /**
     * Whether these weights of one layer group, not all zero, can be fused. Weights that cancel out cannot be divided by
     * their sum.
     */
    boolean accepts(double[] weights);

    /**
     * The method of that name.
     *
     * @throws StockpotException if there is none
     */
    static FusionMethod of(String id) throws StockpotException {
        for (FusionMethod method : ALL) {
            if (method.id().equals(id)) {
                return method;
            }
        }
        throw new StockpotException("Fusion method \"" + id + "\" is unknown: give one of "
                + String.join(", ", ALL.stream().map(FusionMethod::id).toList()));
    }

    /** Σwᵢθᵢ / Σwᵢ. Wortsman et al. 2022, arXiv:2203.05482, §2. */
    record WeightedAverage() implements FusionMethod {
        @Override
        public String id() {
            return "weighted";
        }

        @Override
        public double divisor(double[] weights) {
            return Arrays.stream(weights).sum();
        }

        @Override
        public boolean keepsSingle(double weight) {
            return weight != 0;
        }

        @Override
        public boolean accepts(double[] weights) {
            double magnitude = Arrays.stream(weights).map(Math::abs).sum();
            return Math.abs(Arrays.stream(weights).sum()) > 1e-9 * magnitude;
        }
    }

    /** Σwᵢθᵢ, not divided: the unnormalised option of Fassold 2023, arXiv:2309.08610, second phase. */
    record WeightedSum() implements FusionMethod {
        @Override
        public String id() {
            return "sum";
        }

        @Override
        public double divisor(double[] weights) {
            return 1;
        }

        @Override
        public boolean keepsSingle(double weight) {
            return weight == 1;
        }

        @Override
        public boolean accepts(double[] weights) {
            return true;
        }
    }
}

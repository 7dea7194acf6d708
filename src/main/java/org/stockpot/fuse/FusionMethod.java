package org.stockpot.fuse;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.stockpot.tensor.StockpotException;

/**
 * One way to turn the same tensor of several checkpoints into one. Implementations are pure and stateless. Below, θ₀ is the
 * base, θᵢ are the ingredients, δᵢ = θᵢ − θ₀, and wᵢ are the mixing weights of the tensor's layer group.
 */
public sealed interface FusionMethod permits FusionMethod.Linear, Slerp, Sparse {
    /** All methods with their parameters at the initial values, the usual one first. */
    static List<FusionMethod> standard() {
        return FusionMethods.ALL.stream().map(FusionMethods.Kind::standard).toList();
    }

    /** Name as in files and on the command line. */
    String id();

    /** Name for people. */
    String title();

    /** The literature it comes from. */
    String reference();

    /** What becomes of every tensor: one sentence with the formula, for people. */
    String formula();

    /** Whether it cannot do without the base. */
    boolean needsBase();

    /** Whether only the proportions of the weights of a group count, not their sizes. */
    boolean isRelative();

    /** Its parameters, with the values that {@link #parse} takes where none are given. */
    default List<Parameter> parameters() {
        return List.of();
    }

    /** The values of all {@link #parameters()}. */
    default Map<String, String> settings() {
        return Map.of();
    }

    /** Whether one ingredient alone comes out unchanged with this weight, so that its bytes can be copied. */
    boolean keepsSingle(double weight);

    /**
     * Why these weights of one layer group, not all zero, cannot be fused; a clause. Empty if they can.
     *
     * @param weights one per ingredient that takes part, none zero
     */
    default Optional<String> refusal(double[] weights) {
        return Optional.empty();
    }

    /** Whether it is a sum of whole tensors, each times a number that the weights give. */
    default boolean isLinear() {
        return this instanceof Linear;
    }

    /** The form that {@link #parse} reads, such as {@code ties:density=0.2,scope=model}. */
    default String format() {
        return parameters().isEmpty()
                ? id()
                : parameters().stream()
                        .map(one -> one.name() + "=" + settings().get(one.name()))
                        .collect(Collectors.joining(",", id() + ":", ""));
    }

    /**
     * Reads a method with its parameters; one that is not given has its initial value.
     *
     * @throws StockpotException if there is no such method or parameter, or a value is out of its range
     */
    static FusionMethod parse(String text) throws StockpotException {
        return FusionMethods.parse(text);
    }

    /**
     * The method of that name.
     *
     * @param settings by name of the parameter; one that is not given has its initial value
     * @throws StockpotException as {@link #parse}
     */
    static FusionMethod of(String id, Map<String, String> settings) throws StockpotException {
        return FusionMethods.of(id, settings);
    }

    /** Σwᵢθᵢ divided by a number, so that one pass over the sources is enough. */
    sealed interface Linear extends FusionMethod {
        /**
         * What Σwᵢθᵢ is divided by.
         *
         * @param weights one per ingredient, none zero
         */
        double divisor(double[] weights);

        /** The base's share, to be added to the sum before it is divided; exactly 0 where it takes no part. */
        default double baseShare(double[] weights) {
            return 0;
        }
    }

    /** Σwᵢθᵢ / Σwᵢ. Wortsman et al. 2022, arXiv:2203.05482, §2. */
    record WeightedAverage() implements Linear {
        @Override
        public String id() {
            return "weighted";
        }

        @Override
        public String title() {
            return "Weighted average";
        }

        @Override
        public String reference() {
            return "Wortsman et al. 2022, ICML, arXiv:2203.05482";
        }

        @Override
        public String formula() {
            return "Every tensor is the weighted mean of the ingredients' tensors, with the weights of its layer group,"
                    + " (w₁θ₁ + w₂θ₂ + …) / (w₁ + w₂ + …).";
        }

        @Override
        public boolean needsBase() {
            return false;
        }

        @Override
        public boolean isRelative() {
            return true;
        }

        @Override
        public double divisor(double[] weights) {
            return Arrays.stream(weights).sum();
        }

        @Override
        public boolean keepsSingle(double weight) {
            return weight != 0;
        }

        /** Weights that cancel out cannot be divided by their sum. */
        @Override
        public Optional<String> refusal(double[] weights) {
            double magnitude = Arrays.stream(weights).map(Math::abs).sum();
            return Math.abs(Arrays.stream(weights).sum()) > 1e-9 * magnitude
                    ? Optional.empty()
                    : Optional.of("the mixing weights sum to 0, so there is no average: change one of them");
        }
    }

    /** Σwᵢθᵢ, not divided: the unnormalised option of Fassold 2023, arXiv:2309.08610, second phase. */
    record WeightedSum() implements Linear {
        @Override
        public String id() {
            return "sum";
        }

        @Override
        public String title() {
            return "Weighted sum";
        }

        @Override
        public String reference() {
            return "Fassold 2023, IMVIP, arXiv:2309.08610";
        }

        @Override
        public String formula() {
            return "Every tensor is the sum of the ingredients' tensors, each times its weight in the tensor's layer group,"
                    + " w₁θ₁ + w₂θ₂ + …, not divided by the sum of the weights.";
        }

        @Override
        public boolean needsBase() {
            return false;
        }

        @Override
        public boolean isRelative() {
            return false;
        }

        @Override
        public double divisor(double[] weights) {
            return 1;
        }

        @Override
        public boolean keepsSingle(double weight) {
            return weight == 1;
        }
    }

    /**
     * θ₀ + Σwᵢδᵢ = (1 − Σwᵢ)θ₀ + Σwᵢθᵢ. Ilharco et al. 2023, arXiv:2212.04089, §2. Whatever scales differences per layer
     * group ends up here: WiSE-FT, Model Stock, LiNeS.
     */
    record TaskArithmetic() implements Linear {
        /** A share that is left only because sums are rounded is none, and the base need not be read. */
        private static final double NOTHING = 1e-12;

        @Override
        public String id() {
            return "arithmetic";
        }

        @Override
        public String title() {
            return "Task arithmetic";
        }

        @Override
        public String reference() {
            return "Ilharco et al. 2023, ICLR, arXiv:2212.04089";
        }

        @Override
        public String formula() {
            return "Every tensor is the base model's plus the ingredients' differences from it, each times its weight in the"
                    + " tensor's layer group, θ₀ + w₁(θ₁ − θ₀) + w₂(θ₂ − θ₀) + ….";
        }

        @Override
        public boolean needsBase() {
            return true;
        }

        @Override
        public boolean isRelative() {
            return false;
        }

        @Override
        public double divisor(double[] weights) {
            return 1;
        }

        @Override
        public double baseShare(double[] weights) {
            double rest = 1 - Arrays.stream(weights).sum();
            return Math.abs(rest) < NOTHING ? 0 : rest;
        }

        @Override
        public boolean keepsSingle(double weight) {
            return weight == 1;
        }
    }
}

package org.stockpot.fuse;

/** One way to turn the same tensor of several checkpoints into one. Implementations are pure and stateless. */
public sealed interface FusionMethod {
    /** Name as in files and on the command line. */
    String id();

    /**
     * Fuses a range of one tensor.
     *
     * @param ingredients {@code [ingredient][element]}
     * @param weights one per ingredient, not all zero
     * @param out receives the result, accumulated in 64-bit floats
     */
    void fuse(float[][] ingredients, double[] weights, float[] out, int count);

    /** Σwᵢθᵢ / Σwᵢ. Wortsman et al. 2022, arXiv:2203.05482, §2. */
    record WeightedAverage() implements FusionMethod {
        @Override
        public String id() {
            return "weighted";
        }

        @Override
        public void fuse(float[][] ingredients, double[] weights, float[] out, int count) {
            double sum = 0;
            for (double weight : weights) {
                sum += weight;
            }
            for (int element = 0; element < count; element++) {
                double value = 0;
                for (int ingredient = 0; ingredient < weights.length; ingredient++) {
                    value += weights[ingredient] * ingredients[ingredient][element];
                }
                out[element] = (float) (value / sum);
            }
        }
    }
}

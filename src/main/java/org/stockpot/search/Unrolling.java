package org.stockpot.search;

/** The recipe behind a sequence of pairwise mixes. */
public final class Unrolling {
    private Unrolling() {}

    /**
     * Shares of k ingredients mixed one after the other, A ← λ·A + (1 − λ)·C: s₀ = 1, sⱼ = 1 − λⱼ₋₁;
     * βⱼ = sⱼ · ∏ₘ₌ⱼ…ₖ₋₂ λₘ per group. Each group's β sum to 1. Fassold 2023, arXiv:2309.08610, §3.
     *
     * @param lambda {@code [k − 1][groups]}, one row per ingredient after the first
     * @param groups number of groups, for k = 1
     * @return β, {@code [k][groups]}
     */
    public static double[][] beta(double[][] lambda, int groups) {
        var beta = new double[lambda.length + 1][groups];
        for (int group = 0; group < groups; group++) {
            double product = 1;
            for (int j = lambda.length; j >= 0; j--) {
                double share = j == 0 ? 1 : 1 - lambda[j - 1][group];
                beta[j][group] = share * product;
                product *= j == 0 ? 1 : lambda[j - 1][group];
            }
        }
        return beta;
    }
}

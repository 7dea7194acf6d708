package org.stockpot.fuse;

import java.util.List;
import java.util.Optional;
import org.stockpot.job.JobContext;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSource;

/** How alike the directions are in which ingredients moved from the base. */
public final class PairwiseCosine {
    private PairwiseCosine() {}

    /**
     * Mean cosine between the differences of all pairs of ingredients, over all elements of some tensors together; sums run in
     * 64-bit floats. Tensors that the base lacks or has in another shape, and integer tensors, are left out.
     *
     * @return −1…1; NaN if no two ingredients differ from the base
     * @throws StockpotException if a source cannot be read
     */
    public static double mean(
            TensorSource base, List<TensorSource> ingredients, List<String> tensors, JobContext context)
            throws StockpotException {
        var sources = new Sources(Optional.of(base), ingredients, new SourceFacts(List.of()));
        List<String> comparable = sources.comparable();
        int n = ingredients.size();
        var sums = new double[n][n];
        for (String tensor : tensors) {
            context.checkpoint();
            if (comparable.contains(tensor)) {
                add(Products.of(tensor, Optional.of(base), ingredients), sums);
            }
        }
        double total = 0;
        int pairs = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                double lengths = Math.sqrt(sums[i][i]) * Math.sqrt(sums[j][j]);
                if (lengths > 0) {
                    total += Math.max(-1, Math.min(1, sums[i][j] / lengths));
                    pairs++;
                }
            }
        }
        return pairs == 0 ? Double.NaN : total / pairs;
    }

    private static void add(double[][] from, double[][] to) {
        for (int i = 0; i < to.length; i++) {
            for (int j = 0; j < to.length; j++) {
                to[i][j] += from[i][j];
            }
        }
    }
}

package org.stockpot.fuse;

import java.util.ArrayList;
import java.util.List;

/**
 * How alike models are, pair by pair. The base, where all task vectors begin, stands before the models.
 *
 * @param models names, without the base
 * @param cosines {@code models × models}: cosines of the task vectors, −1…1; NaN where one of them is zero
 * @param distances {@code (1 + models) × (1 + models)}, the base first: ‖θᵢ − θⱼ‖ / ‖θ₀‖
 */
public record Similarity(List<String> models, List<List<Double>> cosines, List<List<Double>> distances) {
    public Similarity {
        models = List.copyOf(models);
        cosines = cosines.stream().map(List::copyOf).toList();
        distances = distances.stream().map(List::copyOf).toList();
    }

    /**
     * From inner products of the task vectors.
     *
     * @param baseNorm ‖θ₀‖
     */
    static Similarity of(List<String> models, double[][] products, double baseNorm) {
        int n = models.size();
        List<List<Double>> cosines = new ArrayList<>();
        List<List<Double>> distances = new ArrayList<>();
        for (int i = -1; i < n; i++) {
            List<Double> near = new ArrayList<>();
            List<Double> far = new ArrayList<>();
            for (int j = -1; j < n; j++) {
                if (i >= 0 && j >= 0) {
                    near.add(i == j && products[i][i] > 0 ? 1 : cosine(products, i, j));
                }
                far.add(i == j ? 0 : distance(products, i, j) / baseNorm);
            }
            if (i >= 0) {
                cosines.add(near);
            }
            distances.add(far);
        }
        return new Similarity(models, cosines, distances);
    }

    private static double cosine(double[][] products, int i, int j) {
        double lengths = Math.sqrt(products[i][i]) * Math.sqrt(products[j][j]);
        return lengths == 0 ? Double.NaN : Math.max(-1, Math.min(1, products[i][j] / lengths));
    }

    /** ‖δᵢ − δⱼ‖; −1 is the base, whose δ is zero. Rounding may leave less than nothing of equal ones. */
    private static double distance(double[][] products, int i, int j) {
        double one = i < 0 ? 0 : products[i][i];
        double other = j < 0 ? 0 : products[j][j];
        double both = i < 0 || j < 0 ? 0 : products[i][j];
        return Math.sqrt(Math.max(0, one + other - 2 * both));
    }

    /** Whether every distance is a number; in tensors of zeros, or without any, none is. */
    public boolean isFinite() {
        return distances.stream().flatMap(List::stream).allMatch(Double::isFinite);
    }
}

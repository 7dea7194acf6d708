package org.stockpot.fuse;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The share of every ingredient in every layer group, {@code ingredients × groups}. Immutable.
 *
 * @param rows one row per ingredient, all of the same length; finite values
 */
public record MixingWeights(List<List<Double>> rows) {
    public MixingWeights {
        rows = rows.stream().map(List::copyOf).toList();
        for (List<Double> row : rows) {
            if (row.size() != rows.get(0).size()) {
                throw new IllegalArgumentException(
                        "rows of different length: " + rows.get(0).size() + " and " + row.size());
            }
            for (double weight : row) {
                if (!Double.isFinite(weight)) {
                    throw new IllegalArgumentException("mixing weight " + weight);
                }
            }
        }
    }

    /** Copies a matrix {@code [ingredient][group]}. */
    public static MixingWeights of(double[][] matrix) {
        return new MixingWeights(Arrays.stream(matrix)
                .map(row -> Arrays.stream(row).boxed().toList())
                .toList());
    }

    /** Every ingredient with the same share 1/n. */
    public static MixingWeights uniform(int ingredients, int groups) {
        var matrix = new double[ingredients][groups];
        for (double[] row : matrix) {
            Arrays.fill(row, 1.0 / ingredients);
        }
        return of(matrix);
    }

    /** One ingredient alone. */
    public static MixingWeights only(int ingredient, int ingredients, int groups) {
        var matrix = new double[ingredients][groups];
        Arrays.fill(matrix[ingredient], 1.0);
        return of(matrix);
    }

    /**
     * Shares drawn evenly from all that sum to 1, in every group anew. The same seed gives the same.
     *
     * @param together whether all groups get the same instead
     */
    public static MixingWeights random(int ingredients, int groups, long seed, boolean together) {
        var random = new SplittableRandom(seed);
        var matrix = new double[ingredients][groups];
        for (int group = 0; group < groups; group++) {
            double sum = 0;
            for (double[] row : matrix) {
                // Exponentially distributed numbers, divided by their sum, are even on the simplex.
                row[group] = together && group > 0 ? row[0] : -Math.log1p(-random.nextDouble());
                sum += row[group];
            }
            for (double[] row : matrix) {
                row[group] /= together && group > 0 ? 1 : sum;
            }
        }
        return of(matrix);
    }

    public int ingredients() {
        return rows.size();
    }

    public int groups() {
        return rows.isEmpty() ? 0 : rows.get(0).size();
    }

    public double weight(int ingredient, int group) {
        return rows.get(ingredient).get(group);
    }

    /** The weights of all ingredients in one group. */
    public double[] column(int group) {
        return rows.stream().mapToDouble(row -> row.get(group)).toArray();
    }

    public double columnSum(int group) {
        return Arrays.stream(column(group)).sum();
    }

    /** A copy of the matrix, {@code [ingredient][group]}. */
    public double[][] toMatrix() {
        return rows.stream()
                .map(row -> row.stream().mapToDouble(Double::doubleValue).toArray())
                .toArray(double[][]::new);
    }

    public MixingWeights withWeight(int ingredient, int group, double weight) {
        double[][] matrix = toMatrix();
        matrix[ingredient][group] = weight;
        return of(matrix);
    }

    /** Sets one ingredient's weight in all groups. */
    public MixingWeights withIngredient(int ingredient, double weight) {
        double[][] matrix = toMatrix();
        Arrays.fill(matrix[ingredient], weight);
        return of(matrix);
    }

    /**
     * A point on the straight line to other weights of the same size.
     *
     * @param way how far, 0 here and 1 there
     */
    public MixingWeights toward(MixingWeights there, double way) {
        double[][] matrix = toMatrix();
        for (int ingredient = 0; ingredient < matrix.length; ingredient++) {
            for (int group = 0; group < matrix[ingredient].length; group++) {
                matrix[ingredient][group] += way * (there.weight(ingredient, group) - matrix[ingredient][group]);
            }
        }
        return of(matrix);
    }

    /** Columns divided by their sums; a column that sums to zero stays as it is. */
    public MixingWeights normalised() {
        double[][] matrix = toMatrix();
        for (int group = 0; group < groups(); group++) {
            double sum = columnSum(group);
            if (sum != 0) {
                for (double[] row : matrix) {
                    row[group] /= sum;
                }
            }
        }
        return of(matrix);
    }
}

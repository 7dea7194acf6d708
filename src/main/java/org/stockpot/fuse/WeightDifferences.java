package org.stockpot.fuse;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.stockpot.job.JobContext;
import org.stockpot.job.Progress;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSource;
import org.stockpot.tensor.TensorSpec;

/**
 * How far the weights moved from the base, per ingredient and layer group. δᵢ = θᵢ − θ₀.
 *
 * @param ingredients names of the rows
 * @param groups names of the columns
 * @param cells {@code [ingredient][group]}
 */
public record WeightDifferences(List<String> ingredients, List<String> groups, List<List<Cell>> cells) {
    private static final int CHUNK = 1 << 16;

    public WeightDifferences {
        ingredients = List.copyOf(ingredients);
        groups = List.copyOf(groups);
        cells = cells.stream().map(List::copyOf).toList();
    }

    /**
     * One ingredient in one layer group. All are NaN for a group in which the base has nothing to compare with.
     *
     * @param relativeL2 ‖δᵢ‖ / ‖θ₀‖; infinite if something moved away from all zeros
     * @param cosine of δᵢ and the mean of all ingredients' δ, −1…1; NaN if one of them is zero
     * @param unchanged share of the elements that are bit for bit those of the base, 0…1
     */
    public record Cell(double relativeL2, double cosine, double unchanged) {}

    public Cell cell(int ingredient, int group) {
        return cells.get(ingredient).get(group);
    }

    /**
     * Measures all differences in one pass over the files; sums run in 64-bit floats. Integer tensors, and tensors that
     * the base lacks or has in another shape (such as a head for other classes), are left out.
     *
     * @param groups of the ingredients' tensors
     * @throws StockpotException if the ingredients do not fit together or cannot be read
     */
    public static WeightDifferences measure(
            TensorSource base, List<TensorSource> ingredients, LayerGroups groups, JobContext context)
            throws StockpotException {
        for (TensorSource ingredient : ingredients) {
            Compatibility.require(ingredients.get(0), ingredient);
        }
        int rows = ingredients.size();
        var tallies = new Tally[groups.size()];
        for (int group = 0; group < tallies.length; group++) {
            tallies[group] = new Tally(rows);
        }
        int done = 0;
        int total = groups.groupOf().size();
        for (Map.Entry<String, Integer> entry : groups.groupOf().entrySet()) {
            context.checkpoint();
            if (rows > 0 && isComparable(base, ingredients.get(0), entry.getKey())) {
                tallies[entry.getValue()].add(entry.getKey(), base, ingredients);
            }
            done++;
            context.progress(new Progress("Comparing weights", done, total));
        }
        var cells = new ArrayList<List<Cell>>();
        for (int row = 0; row < rows; row++) {
            var cellsOfRow = new ArrayList<Cell>();
            for (Tally tally : tallies) {
                cellsOfRow.add(tally.cell(row));
            }
            cells.add(cellsOfRow);
        }
        return new WeightDifferences(
                ingredients.stream().map(TensorSource::name).toList(), groups.names(), cells);
    }

    private static boolean isComparable(TensorSource base, TensorSource ingredient, String tensor) {
        TensorSpec theirs = base.specs().get(tensor);
        TensorSpec ours = ingredient.spec(tensor);
        return theirs != null
                && theirs.shape().equals(ours.shape())
                && theirs.dtype().isMixable()
                && ours.dtype().isMixable();
    }

    /** Running sums of one group. */
    private static final class Tally {
        private final double[] squared;
        private final double[] withMean;
        private final long[] same;
        private double baseSquared;
        private double meanSquared;
        private long elements;

        Tally(int rows) {
            squared = new double[rows];
            withMean = new double[rows];
            same = new long[rows];
        }

        void add(String tensor, TensorSource base, List<TensorSource> ingredients) throws StockpotException {
            long total = base.spec(tensor).elementCount();
            int chunk = (int) Math.min(CHUNK, total);
            var elements = new Elements(chunk);
            var origin = new double[chunk];
            var deltas = new double[ingredients.size()][chunk];
            for (long first = 0; first < total; first += chunk) {
                int count = (int) Math.min(chunk, total - first);
                elements.decode(base.spec(tensor).dtype(), base.read(tensor, first, count), origin, count);
                for (int row = 0; row < deltas.length; row++) {
                    TensorSource source = ingredients.get(row);
                    elements.decode(source.spec(tensor).dtype(), source.read(tensor, first, count), deltas[row], count);
                    subtract(row, deltas[row], origin, count);
                }
                addChunk(origin, deltas, count);
            }
            this.elements += total;
        }

        private void subtract(int row, double[] values, double[] origin, int count) {
            for (int i = 0; i < count; i++) {
                if (Double.doubleToRawLongBits(values[i]) == Double.doubleToRawLongBits(origin[i])) {
                    same[row]++;
                }
                values[i] -= origin[i];
            }
        }

        private void addChunk(double[] origin, double[][] deltas, int count) {
            for (int i = 0; i < count; i++) {
                double mean = 0;
                for (double[] delta : deltas) {
                    mean += delta[i];
                }
                mean /= deltas.length;
                for (int row = 0; row < deltas.length; row++) {
                    double delta = deltas[row][i];
                    squared[row] += delta * delta;
                    withMean[row] += delta * mean;
                }
                meanSquared += mean * mean;
                baseSquared += origin[i] * origin[i];
            }
        }

        Cell cell(int row) {
            if (elements == 0) {
                return new Cell(Double.NaN, Double.NaN, Double.NaN);
            }
            double norm = Math.sqrt(squared[row]);
            double relative = norm == 0 ? 0 : norm / Math.sqrt(baseSquared);
            double lengths = norm * Math.sqrt(meanSquared);
            double cosine = lengths == 0 ? Double.NaN : Math.max(-1, Math.min(1, withMean[row] / lengths));
            return new Cell(relative, cosine, (double) same[row] / elements);
        }
    }
}

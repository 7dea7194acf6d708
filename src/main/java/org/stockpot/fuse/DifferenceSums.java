package org.stockpot.fuse;

import java.util.List;
import org.stockpot.fuse.WeightDifferences.Cell;
import org.stockpot.job.JobContext;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSource;

/** Running sums of all ingredients' differences from the base. Confined to one thread until it is complete. */
final class DifferenceSums {
    private static final int CHUNK = 1 << 16;

    private final double[] squared;
    private final double[] withMean;
    private final long[] same;
    private final long[] opposed;
    private double baseSquared;
    private double meanSquared;
    private long elements;

    /** All zero. */
    DifferenceSums(int ingredients) {
        squared = new double[ingredients];
        withMean = new double[ingredients];
        same = new long[ingredients];
        opposed = new long[ingredients];
    }

    /** Reads one tensor. */
    static DifferenceSums of(String tensor, TensorSource base, List<TensorSource> ingredients, JobContext context)
            throws StockpotException {
        var sums = new DifferenceSums(ingredients.size());
        long total = base.spec(tensor).elementCount();
        int chunk = (int) Math.min(CHUNK, total);
        var elements = new Elements(chunk);
        var origin = new double[chunk];
        var deltas = new double[ingredients.size()][chunk];
        for (long first = 0; first < total; first += chunk) {
            if (first > 0) {
                context.checkpoint();
            }
            int count = (int) Math.min(chunk, total - first);
            elements.decode(base.spec(tensor).dtype(), base.read(tensor, first, count), origin, count);
            for (int row = 0; row < deltas.length; row++) {
                TensorSource source = ingredients.get(row);
                elements.decode(source.spec(tensor).dtype(), source.read(tensor, first, count), deltas[row], count);
                sums.subtract(row, deltas[row], origin, count);
            }
            sums.addChunk(origin, deltas, count);
        }
        sums.elements = total;
        return sums;
    }

    /** Takes in the sums over other elements. */
    void add(DifferenceSums other) {
        for (int row = 0; row < squared.length; row++) {
            squared[row] += other.squared[row];
            withMean[row] += other.withMean[row];
            same[row] += other.same[row];
            opposed[row] += other.opposed[row];
        }
        baseSquared += other.baseSquared;
        meanSquared += other.meanSquared;
        elements += other.elements;
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
            double sum = 0;
            for (double[] delta : deltas) {
                sum += delta[i];
            }
            double mean = sum / deltas.length;
            for (int row = 0; row < deltas.length; row++) {
                double delta = deltas[row][i];
                squared[row] += delta * delta;
                withMean[row] += delta * mean;
                if ((delta > 0 && sum < 0) || (delta < 0 && sum > 0)) {
                    opposed[row]++;
                }
            }
            meanSquared += mean * mean;
            baseSquared += origin[i] * origin[i];
        }
    }

    Cell cell(int row) {
        if (elements == 0) {
            return Cell.NONE;
        }
        double norm = Math.sqrt(squared[row]);
        double relative = norm == 0 ? 0 : norm / Math.sqrt(baseSquared);
        double lengths = norm * Math.sqrt(meanSquared);
        double cosine = lengths == 0 ? Double.NaN : Math.max(-1, Math.min(1, withMean[row] / lengths));
        return new Cell(relative, cosine, (double) opposed[row] / elements, (double) same[row] / elements);
    }
}

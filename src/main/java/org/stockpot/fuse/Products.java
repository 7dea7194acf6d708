package org.stockpot.fuse;

import java.util.List;
import java.util.Optional;
import org.stockpot.job.JobContext;
import org.stockpot.job.Parallel;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSource;

/** Inner products of the same tensor of several models, summed in 64-bit floats. */
final class Products {
    private Products() {}

    /**
     * Products of all with all. The sum is made part by part in the order of the elements, so it is the same however many
     * threads there are.
     *
     * @param base what is subtracted from all first, if anything
     * @return {@code models × models}, symmetric; squared norms stand in the diagonal
     */
    static double[][] of(String tensor, Optional<TensorSource> base, List<TensorSource> models)
            throws StockpotException {
        List<Stretch.Part> parts = Stretch.Part.of(models.get(0), List.of(tensor));
        var sums = new double[parts.size()][][];
        int threads = Runtime.getRuntime().availableProcessors();
        Parallel.run(
                parts.size(),
                threads,
                "Comparing " + tensor,
                JobContext.detached(),
                index -> sums[index] = of(parts.get(index), base, models));
        var all = new double[models.size()][models.size()];
        for (double[][] part : sums) {
            for (int i = 0; i < all.length; i++) {
                for (int j = 0; j < all.length; j++) {
                    all[i][j] += part[Math.min(i, j)][Math.max(i, j)];
                }
            }
        }
        return all;
    }

    private static double[][] of(Stretch.Part part, Optional<TensorSource> base, List<TensorSource> models)
            throws StockpotException {
        var stretch = new Stretch();
        int n = models.size();
        var products = new double[n][n];
        var values = new double[n][Stretch.LONGEST];
        var origin = new double[Stretch.LONGEST];
        for (int done = 0; done < part.count(); done += Stretch.LONGEST) {
            long first = part.first() + done;
            int length = Math.min(Stretch.LONGEST, part.count() - done);
            if (base.isPresent()) {
                stretch.read(base.get(), part.tensor(), first, length, origin);
            }
            for (int model = 0; model < n; model++) {
                stretch.read(models.get(model), part.tensor(), first, length, values[model]);
                if (base.isPresent()) {
                    subtract(values[model], origin, length);
                }
            }
            for (int i = 0; i < n; i++) {
                for (int j = i; j < n; j++) {
                    products[i][j] += product(values[i], values[j], length);
                }
            }
        }
        return products;
    }

    private static void subtract(double[] from, double[] what, int count) {
        for (int i = 0; i < count; i++) {
            from[i] -= what[i];
        }
    }

    private static double product(double[] a, double[] b, int count) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}

package org.stockpot.evaluate;

import java.util.LinkedHashMap;
import java.util.Map;
import org.stockpot.data.PreparedSet;
import org.stockpot.job.Doing;
import org.stockpot.job.JobContext;
import org.stockpot.job.Progress;
import org.stockpot.tensor.StockpotException;

/**
 * Measures the running statistics of batch-norm layers anew, from images without their labels: the averages of weights
 * need statistics of their own (Izmailov et al. 2018, arXiv:1803.05407, §3.2). As PyTorch's {@code
 * torch.optim.swa_utils.update_bn}: the mean over batches of each batch's mean, and of each batch's unbiased variance,
 * whatever the sizes of the batches.
 */
public final class BatchNormEstimation {
    private BatchNormEstimation() {}

    /**
     * Measures a network. On the device lane; more urgent work may run between two batches. The network is as before.
     *
     * @param batchSize images per batch, at least 2; a last batch of one image is left out, for it has no variance
     * @return by name of the tensor that holds the running value; empty if the network has no batch norm
     * @throws StockpotException if the network cannot say, as where its batch norm is part of its code
     */
    public static Map<String, float[]> measure(
            BatchNormNetwork network, PreparedSet images, int batchSize, JobContext context) throws StockpotException {
        if (batchSize < 2) {
            throw new IllegalArgumentException("batch size " + batchSize);
        }
        var sums = new LinkedHashMap<String, double[]>();
        int batches = 0;
        for (int first = 0; first + 1 < images.size(); first += batchSize) {
            context.checkpoint();
            context.progress(new Progress(Doing.BATCH_STATISTICS, first, images.size()));
            int count = Math.min(batchSize, images.size() - first);
            network.batchStatistics(images.batch(first, first + count), count)
                    .forEach((tensor, values) ->
                            add(sums.computeIfAbsent(tensor, name -> new double[values.length]), values));
            batches++;
            if (sums.isEmpty()) {
                break;
            }
        }
        if (batches == 0) {
            throw new StockpotException(
                    images.name() + " has " + images.size() + " images: batch norm is measured on at least 2.");
        }
        var means = new LinkedHashMap<String, float[]>();
        for (Map.Entry<String, double[]> sum : sums.entrySet()) {
            means.put(sum.getKey(), divided(sum.getValue(), batches));
        }
        return means;
    }

    private static void add(double[] sum, float[] values) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += values[i];
        }
    }

    private static float[] divided(double[] sum, int count) {
        var mean = new float[sum.length];
        for (int i = 0; i < mean.length; i++) {
            mean[i] = (float) (sum[i] / count);
        }
        return mean;
    }
}

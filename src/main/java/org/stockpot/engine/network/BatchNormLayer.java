package org.stockpot.engine.network;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.norm.BatchNorm;
import org.stockpot.tensor.StockpotException;

/**
 * Batch normalisation (Ioffe & Szegedy 2015, arXiv:1502.03167, algorithm 2) by running statistics, over {@code count ×
 * channels × side × side}. All tensors are {@code [channels]}.
 */
record BatchNormLayer(Slot weight, Slot bias, Slot mean, Slot variance) {
    /** What names of running means end with. */
    static final String MEAN = ".running_mean";

    /** PyTorch's default; the tensors do not say it. */
    private static final float EPSILON = 1e-5f;

    /** {@code prefix.weight}, {@code prefix.bias}, {@code prefix.running_mean} and {@code prefix.running_var}. */
    static BatchNormLayer read(Layout layout, String prefix, long channels) throws StockpotException {
        return new BatchNormLayer(
                layout.take(prefix + ".weight", channels),
                layout.take(prefix + ".bias", channels),
                layout.take(prefix + MEAN, channels),
                layout.take(prefix + ".running_var", channels));
    }

    NDArray apply(Weights weights, NDArray planes) {
        return apply(weights, planes, weights.get(mean), weights.get(variance), false);
    }

    /**
     * Normalises by the statistics of the batch itself.
     *
     * @param seenMean {@code [channels]}; afterwards the batch's mean
     * @param seenVariance {@code [channels]}; afterwards the batch's unbiased variance
     */
    NDArray train(Weights weights, NDArray planes, NDArray seenMean, NDArray seenVariance) {
        return apply(weights, planes, seenMean, seenVariance, true);
    }

    private NDArray apply(Weights weights, NDArray planes, NDArray means, NDArray variances, boolean training) {
        int channelsAreSecond = -1;
        float keepNothing = 0;
        return BatchNorm.batchNorm(
                        planes,
                        means,
                        variances,
                        weights.get(weight),
                        weights.get(bias),
                        channelsAreSecond,
                        keepNothing,
                        EPSILON,
                        training)
                .singletonOrThrow();
    }

    /** What every channel is multiplied by, in the scope of {@code like}. */
    NDArray scale(Weights weights, NDArray like) {
        NDArray deviation = Ops.scalar(like, EPSILON).add(weights.get(variance)).sqrt();
        return Ops.scalar(like, 1).div(deviation).mul(weights.get(weight));
    }

    /** What is added to every channel after that. */
    NDArray shift(Weights weights, NDArray scale) {
        return scale.mul(weights.get(mean)).neg().add(weights.get(bias));
    }
}

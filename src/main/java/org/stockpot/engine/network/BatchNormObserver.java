package org.stockpot.engine.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.Map;

/** Lets batch norm work as in training, by the statistics of the batch itself, and remembers them. */
public final class BatchNormObserver {
    private final Map<String, float[]> seen = new LinkedHashMap<>();

    NDArray apply(BatchNormLayer layer, Weights weights, NDArray planes) {
        NDManager scope = planes.getManager();
        var channels = new Shape(layer.mean().shape().extent(0));
        NDArray mean = scope.zeros(channels);
        NDArray variance = scope.zeros(channels);
        NDArray result = layer.train(weights, planes, mean, variance);
        seen.put(layer.mean().tensor(), mean.toFloatArray());
        seen.put(layer.variance().tensor(), variance.toFloatArray());
        return result;
    }

    /** By name of the tensor that holds the running value: mean of the batch, or unbiased variance. */
    public Map<String, float[]> seen() {
        return Map.copyOf(seen);
    }
}

package org.stockpot.engine;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.FloatBuffer;
import java.util.Map;
import org.stockpot.engine.network.BatchNormObserver;
import org.stockpot.engine.network.Blueprint;
import org.stockpot.engine.network.Ops;
import org.stockpot.engine.network.Weights;
import org.stockpot.tensor.StockpotException;

/** One pass of a network as in training, for what its batch norm sees. */
final class BatchStatistics {
    private BatchStatistics() {}

    /** Whether a tensor holds what batch norm has seen, which is measured and not trained. */
    static boolean isStatistic(String tensor) {
        return tensor.endsWith(".running_mean") || tensor.endsWith(".running_var");
    }

    /**
     * Runs all images together, for their statistics are those of the whole batch.
     *
     * @param images {@code count × channels × size × size}, preprocessed; at least 2
     * @return as {@link org.stockpot.evaluate.BatchNormNetwork#batchStatistics}
     * @throws StockpotException if the device has no room for them
     */
    static Map<String, float[]> of(Blueprint network, Weights weights, NDManager scope, float[] images, int count)
            throws StockpotException {
        int channels = network.usual().channels();
        int size = network.usual().size();
        var shape = new Shape(count, channels, size, size);
        if (count < 2 || images.length < shape.size()) {
            throw new IllegalArgumentException(count + " images of " + shape + " in " + images.length + " values");
        }
        if (!network.hasBatchNorm()) {
            return Map.of();
        }
        var observer = new BatchNormObserver();
        try (NDManager batch = scope.newSubManager()) {
            NDArray input = batch.create(FloatBuffer.wrap(images, 0, (int) shape.size()), shape);
            network.run(Ops.observing(observer), weights, 0, network.sections().size(), input);
            return observer.seen();
        } catch (EngineException e) {
            throw new DeviceException("A batch of " + count + " images", e);
        }
    }
}

package org.stockpot.engine;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.GradientCollector;
import java.nio.FloatBuffer;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.stockpot.engine.network.Blueprint;
import org.stockpot.engine.network.LinearObserver;
import org.stockpot.engine.network.Ops;
import org.stockpot.engine.network.Section;
import org.stockpot.engine.network.Slot;
import org.stockpot.engine.network.Weights;
import org.stockpot.evaluate.ImageBatch;
import org.stockpot.evaluate.Loss;
import org.stockpot.evaluate.Softmax;
import org.stockpot.evaluate.Stage;
import org.stockpot.evaluate.TensorSink;
import org.stockpot.job.JobContext;
import org.stockpot.tensor.StockpotException;

/**
 * Backward passes through a known network, as {@link org.stockpot.evaluate.GradientNetwork} defines them. They run on copies
 * of the weights that live as long as one call, so the network's own never carry gradients and stay as fast as they were.
 *
 * @param scope of the weights
 * @param most images at once, however much room there is
 */
record Gradients(Blueprint network, Weights weights, NDManager scope, int most) {
    /** What a pass may keep of its activations for the way back. */
    private static final long KEPT_BYTES = 512L << 20;

    /** Arrays as large as a stage's largest one that its backward pass wants again, counted for a transformer's block. */
    private static final long KEPT_ARRAYS = 6;

    private static final int MOST_IMAGES = 64;

    Loss.Reading gradient(ImageBatch batch, Loss loss, TensorSink sink, JobContext context) throws StockpotException {
        try (NDManager home = scope.newSubManager()) {
            Map<String, NDArray> leaves = leaves(home);
            double value = 0;
            double byFactor = 0;
            int pass = pass();
            for (int from = batch.from(); from < batch.to(); from += pass) {
                context.endIfCancelled();
                var part = new ImageBatch(batch.set(), from, Math.min(batch.to(), from + pass));
                Loss.Reading read = backward(home, leaves, part, batch.count(), loss);
                value += read.value();
                byFactor += read.byFactor();
            }
            for (Map.Entry<String, NDArray> leaf : leaves.entrySet()) {
                try (NDArray gradient = leaf.getValue().getGradient()) {
                    sink.accept(leaf.getKey(), gradient.toFloatArray());
                }
            }
            return new Loss.Reading(value / batch.count(), byFactor / batch.count());
        } catch (EngineException e) {
            throw failure(batch, e);
        }
    }

    /** Adds the derivatives of some of the batch's images, divided by the number of all, to what the leaves hold. */
    @SuppressWarnings("try") // the engine collects while the collector is open
    private Loss.Reading backward(NDManager home, Map<String, NDArray> leaves, ImageBatch part, int images, Loss loss) {
        try (NDManager step = home.newSubManager()) {
            attach(leaves, step);
            try (GradientCollector collector = collector()) {
                NDArray logits = forward(Ops.TRAINING, leaves, part, step);
                float[] found = logits.toFloatArray();
                var slopes = new float[found.length];
                Loss.Reading read = loss.sum(part.set(), part.from(), found, network.classes(), slopes);
                for (int i = 0; i < slopes.length; i++) {
                    slopes[i] /= images;
                }
                backward(logits, slopes, false, step);
                return read;
            }
        }
    }

    void fisher(ImageBatch batch, TensorSink sink, JobContext context) throws StockpotException {
        try (NDManager home = scope.newSubManager()) {
            Map<String, NDArray> leaves = leaves(home);
            leaves.keySet().removeIf(BatchStatistics::isStatistic);
            Map<String, NDArray> sums = new LinkedHashMap<>();
            leaves.forEach((tensor, leaf) -> sums.put(tensor, home.zeros(leaf.getShape())));
            Map<String, NDArray> all = new LinkedHashMap<>(weights.arrays());
            all.putAll(leaves);
            for (int position = batch.from(); position < batch.to(); position++) {
                square(home, leaves, all, sums, new ImageBatch(batch.set(), position, position + 1), context);
            }
            for (Map.Entry<String, NDArray> sum : sums.entrySet()) {
                sink.accept(sum.getKey(), sum.getValue().toFloatArray());
            }
        } catch (EngineException e) {
            throw failure(batch, e);
        }
    }

    /** One forward pass, and one backward pass for every class; √p goes in, so that the square has p. */
    @SuppressWarnings("try") // as above
    private void square(
            NDManager home,
            Map<String, NDArray> leaves,
            Map<String, NDArray> all,
            Map<String, NDArray> sums,
            ImageBatch image,
            JobContext context) {
        Optional<BitSet> counted = image.set().restriction();
        try (NDManager step = home.newSubManager()) {
            attach(leaves, step);
            try (GradientCollector collector = collector()) {
                NDArray logits = forward(Ops.TRAINING, all, image, step);
                double[] log = Softmax.log(logits.toFloatArray(), 0, network.classes(), 1, counted);
                for (int target = 0; target < log.length; target++) {
                    context.endIfCancelled();
                    if (Math.exp(log[target]) > 0) {
                        backward(logits, scores(log, target), true, step);
                        leaves.forEach((tensor, leaf) -> {
                            try (NDArray gradient = leaf.getGradient();
                                    NDArray squared = gradient.mul(gradient)) {
                                Objects.requireNonNull(sums.get(tensor)).addi(squared);
                                // The engine adds to what is there.
                                gradient.muli(0);
                            }
                        });
                    }
                }
            }
        }
    }

    /** √p(c)·∂ log p(c)/∂z = √p(c)·(e(c) − p). */
    private static float[] scores(double[] log, int target) {
        double root = Math.exp(log[target] / 2);
        var slopes = new float[log.length];
        for (int i = 0; i < slopes.length; i++) {
            slopes[i] = (float) (root * ((i == target ? 1 : 0) - Math.exp(log[i])));
        }
        return slopes;
    }

    void gram(ImageBatch batch, TensorSink sink, JobContext context) throws StockpotException {
        try (NDManager home = scope.newSubManager()) {
            var observer = new LinearObserver(home);
            int pass = pass();
            for (int from = batch.from(); from < batch.to(); from += pass) {
                context.endIfCancelled();
                var part = new ImageBatch(batch.set(), from, Math.min(batch.to(), from + pass));
                try (NDManager step = home.newSubManager()) {
                    forward(Ops.observing(observer), weights.arrays(), part, step);
                }
            }
            for (Map.Entry<String, NDArray> sum : observer.sums().entrySet()) {
                sink.accept(sum.getKey(), sum.getValue().toFloatArray());
            }
        } catch (EngineException e) {
            throw failure(batch, e);
        }
    }

    private Map<String, NDArray> leaves(NDManager home) {
        Map<String, NDArray> leaves = new LinkedHashMap<>();
        for (Section section : network.sections()) {
            for (Slot slot : section.slots()) {
                leaves.computeIfAbsent(slot.tensor(), tensor -> {
                    NDArray leaf = weights.get(slot).duplicate();
                    leaf.attach(home);
                    leaf.setRequiresGradient(true);
                    return leaf;
                });
            }
        }
        return leaves;
    }

    /** What is made of a weight lives where the weight does: let it go with the step. */
    private static void attach(Map<String, NDArray> leaves, NDManager step) {
        leaves.values().forEach(leaf -> leaf.tempAttach(step));
    }

    private NDArray forward(Ops ops, Map<String, NDArray> arrays, ImageBatch batch, NDManager step) {
        int channels = network.usual().channels();
        int size = network.usual().size();
        NDArray images = step.create(
                FloatBuffer.wrap(batch.set().batch(batch.from(), batch.to())),
                new Shape(batch.count(), channels, size, size));
        return network.run(ops, new Weights(arrays), 0, network.sections().size(), images);
    }

    private void backward(NDArray logits, float[] slopes, boolean again, NDManager step) {
        try (NDArray direction = step.create(slopes, logits.getShape())) {
            JniUtils.backward((PtNDArray) logits, (PtNDArray) direction, again, false);
        }
    }

    private GradientCollector collector() {
        return scope.getEngine().newGradientCollector();
    }

    /** Images whose activations fit what a pass may keep. */
    private int pass() {
        long floats = 0;
        for (Section section : network.sections()) {
            Stage stage = section.stage();
            floats += KEPT_ARRAYS * Math.max(stage.widest(), stage.values());
        }
        return (int) Math.max(1, Math.min(Math.min(most, MOST_IMAGES), KEPT_BYTES / Math.max(1, floats * Float.BYTES)));
    }

    private static DeviceException failure(ImageBatch batch, EngineException e) {
        return new DeviceException("A backward pass over " + batch.count() + " images", e);
    }
}

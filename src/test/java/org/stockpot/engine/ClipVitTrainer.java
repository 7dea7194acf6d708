package org.stockpot.engine;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.stockpot.engine.network.Blueprint;
import org.stockpot.engine.network.Families;
import org.stockpot.engine.network.Ops;
import org.stockpot.engine.network.Section;
import org.stockpot.engine.network.Slot;
import org.stockpot.engine.network.Weights;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSource;

/**
 * Trains the product's own network function: cross-entropy with soft targets, AdamW (Loshchilov & Hutter 2019) with
 * linear warm-up and cosine decay; weight decay on matrices only.
 */
public final class ClipVitTrainer implements AutoCloseable {
    private final Blueprint network;
    private final NDManager scope;
    private final Map<String, NDArray> weights = new LinkedHashMap<>();
    private final Weights forward = new Weights(weights);
    private final Optimizer decayed;
    private final Optimizer plain;

    /** How the learning rate goes: linearly up to {@code peak}, then along a cosine to a hundredth of it. */
    public record Schedule(double peak, int warmup, int steps) {
        float at(int step) {
            if (step <= warmup) {
                return (float) (peak * step / Math.max(1, warmup));
            }
            double done = Math.min(1, (step - warmup) / (double) Math.max(1, steps - warmup));
            return (float) (peak * (0.01 + 0.99 * 0.5 * (1 + Math.cos(Math.PI * done))));
        }
    }

    public ClipVitTrainer(TensorSource start, Schedule schedule, double weightDecay) throws StockpotException {
        Engine engine = Engine.getEngine("PyTorch");
        network = Families.recognise(start.name(), start.specs());
        scope = engine.newBaseManager(Device.cpu());
        for (Section section : network.sections()) {
            for (Slot slot : section.slots()) {
                long[] extents = slot.shape().toArray();
                NDArray array = scope.create(start.floats(slot.tensor()), new Shape(extents));
                array.setRequiresGradient(true);
                weights.put(slot.tensor(), array);
            }
        }
        Tracker rate = schedule::at;
        decayed = Optimizer.adamW()
                .optLearningRateTracker(rate)
                .optBeta2(0.98f)
                .optWeightDecays((float) weightDecay)
                .build();
        plain = Optimizer.adamW()
                .optLearningRateTracker(rate)
                .optBeta2(0.98f)
                .optWeightDecays(0)
                .build();
    }

    /**
     * One step.
     *
     * @param images {@code count × channels × size × size}
     * @param targets {@code count × classes}, each row a distribution
     * @return the mean cross-entropy before the step
     */
    public float step(float[] images, float[] targets, int count) {
        int size = network.usual().size();
        try (NDManager step = scope.newSubManager()) {
            for (NDArray weight : weights.values()) {
                weight.tempAttach(step);
            }
            NDArray input = step.create(
                    FloatBuffer.wrap(images),
                    new Shape(count, network.usual().channels(), size, size),
                    DataType.FLOAT32);
            NDArray wanted =
                    step.create(FloatBuffer.wrap(targets), new Shape(count, network.classes()), DataType.FLOAT32);
            float loss;
            try (GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
                NDArray logits =
                        network.run(Ops.TRAINING, forward, 0, network.sections().size(), input);
                NDArray share = step.full(new Shape(), -1f / count);
                NDArray entropy = wanted.mul(logits.logSoftmax(1)).sum().mul(share);
                collector.backward(entropy);
                loss = entropy.getFloat();
            }
            weights.forEach((key, weight) -> {
                try (NDArray gradient = weight.getGradient()) {
                    Optimizer optimizer = weight.getShape().dimension() > 1 ? decayed : plain;
                    optimizer.update(key, weight, gradient);
                    // The engine adds to what is there, and its collector's zeroGradients() misses sub-scopes.
                    gradient.muli(0);
                }
            });
            if (!Float.isFinite(loss)) {
                throw new IllegalStateException("the loss is " + loss);
            }
            return loss;
        }
    }

    /** A copy of the weights now, by their source names. */
    public Map<String, float[]> weights() {
        var copy = new LinkedHashMap<String, float[]>();
        weights.forEach((tensor, weight) -> copy.put(tensor, weight.toFloatArray()));
        return copy;
    }

    @Override
    public void close() {
        scope.close();
    }
}

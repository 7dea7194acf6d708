package org.stockpot.engine;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.stockpot.engine.network.Blueprint;
import org.stockpot.engine.network.Ops;
import org.stockpot.engine.network.Section;
import org.stockpot.engine.network.Slot;
import org.stockpot.engine.network.Weights;
import org.stockpot.evaluate.Architecture;
import org.stockpot.evaluate.Network;
import org.stockpot.evaluate.Stage;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSource;
import org.stockpot.tensor.TensorSpec;

/** A network whose float32 weights live in one native scope; each batch has a scope of its own. */
final class DjlNetwork implements Network {
    /** Values of one block's widest activation that still leave the processor's caches useful. */
    private static final long CHUNK_VALUES = 1 << 21;

    private final Blueprint network;
    private final Architecture architecture;
    private final NDManager scope;
    private final Map<String, NDArray> arrays = new HashMap<>();
    private final Weights weights = new Weights(arrays);
    private final Map<String, Slot> slots = new HashMap<>();
    private ByteBuffer transfer = ByteBuffer.allocateDirect(0);

    private DjlNetwork(Blueprint network, NDManager scope) {
        this.network = network;
        this.architecture = network.architecture();
        this.scope = scope;
        for (Section section : network.sections()) {
            section.slots().forEach(slot -> slots.put(slot.tensor(), slot));
        }
    }

    static DjlNetwork load(Engine engine, Device device, Blueprint network, TensorSource source)
            throws StockpotException {
        var loaded = new DjlNetwork(network, engine.newBaseManager(device));
        boolean done = false;
        try {
            for (Slot slot : loaded.slots.values()) {
                loaded.put(slot, source);
            }
            done = true;
            return loaded;
        } catch (EngineException e) {
            throw outOfDevice(source.name(), e);
        } finally {
            if (!done) {
                loaded.close();
            }
        }
    }

    /** Reads one tensor and puts it in place of what the slot held before. */
    private void put(Slot slot, TensorSource source) throws StockpotException {
        String tensor = slot.tensor();
        org.stockpot.tensor.Shape expected = slot.shape();
        TensorSpec found = source.specs().get(tensor);
        if (found == null || !found.dtype().isMixable() || !found.shape().equals(expected)) {
            throw new StockpotException(source.name() + ": tensor " + tensor + ": expected " + expected + ", found "
                    + (found == null ? "none" : found) + ".");
        }
        ByteBuffer values = direct(source.floats(tensor));
        try (NDArray view = scope.create(values, new Shape(expected.toArray()), DataType.FLOAT32)) {
            // The engine's view shares memory with the buffer, which the next tensor overwrites: keep a copy.
            NDArray before = arrays.put(tensor, view.duplicate());
            if (before != null) {
                before.close();
            }
        }
    }

    @Override
    public Architecture architecture() {
        return architecture;
    }

    @Override
    public void replace(TensorSource source, Collection<String> tensors) throws StockpotException {
        try {
            for (String tensor : tensors) {
                Slot slot = slots.get(tensor);
                if (slot != null) {
                    put(slot, source);
                }
            }
        } catch (EngineException e) {
            throw outOfDevice(source.name(), e);
        }
    }

    @Override
    public float[] logits(float[] images, int count) throws StockpotException {
        int values = architecture.channels() * architecture.inputSize() * architecture.inputSize();
        if (count < 0 || images.length < (long) count * values) {
            throw new IllegalArgumentException(count + " images of " + values + " values in " + images.length);
        }
        var logits = new float[count * network.classes()];
        int chunk = chunk();
        try {
            for (int first = 0; first < count; first += chunk) {
                int length = Math.min(chunk, count - first);
                float[] part = run(images, first * values, length);
                System.arraycopy(part, 0, logits, first * network.classes(), part.length);
            }
        } catch (EngineException e) {
            throw outOfDevice("A batch of " + count + " images", e);
        }
        return logits;
    }

    private float[] run(float[] images, int offset, int count) {
        int size = architecture.inputSize();
        int values = count * architecture.channels() * size * size;
        try (NDManager batch = scope.newSubManager()) {
            NDArray input = batch.create(
                    direct(images, offset, values),
                    new Shape(count, architecture.channels(), size, size),
                    DataType.FLOAT32);
            return network.run(Ops.INFERENCE, weights, 0, network.sections().size(), input)
                    .toFloatArray();
        }
    }

    /** Images per pass: bounded memory for large networks, warm caches for small ones. */
    private int chunk() {
        long widest =
                architecture.stages().stream().mapToLong(Stage::widest).max().orElse(1);
        return (int) Math.max(8, Math.min(1024, CHUNK_VALUES / widest));
    }

    private ByteBuffer direct(float[] values) {
        return direct(values, 0, values.length);
    }

    /** The values in native memory, in a buffer that the next call reuses. */
    private ByteBuffer direct(float[] values, int offset, int count) {
        int bytes = Math.multiplyExact(count, Float.BYTES);
        if (transfer.capacity() < bytes) {
            transfer = ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
        }
        transfer.clear().limit(bytes);
        transfer.asFloatBuffer().put(values, offset, count);
        return transfer;
    }

    private static StockpotException outOfDevice(String subject, EngineException e) {
        String message = e.getMessage() == null
                ? "no reason given"
                : e.getMessage().lines().findFirst().orElse("");
        return new StockpotException(
                subject + " does not run on the device (" + message
                        + "): close other programs or use smaller networks.",
                e);
    }

    @Override
    public void close() {
        scope.close();
    }
}

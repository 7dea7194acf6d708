package org.stockpot.engine;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.stockpot.engine.network.Slot;
import org.stockpot.engine.network.Weights;
import org.stockpot.tensor.LinearCombination;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSource;
import org.stockpot.tensor.TensorSpec;

/** A network's weights, as float32 in native memory, which mixes are fused into again and again. */
final class LiveWeights {
    private final Map<String, NDArray> arrays = new HashMap<>();
    private final Weights view = new Weights(arrays);
    private ByteBuffer transfer = ByteBuffer.allocateDirect(0);

    /** What passes read. */
    Weights view() {
        return view;
    }

    /** Moves all to another device. */
    void moveTo(NDManager scope) {
        arrays.replaceAll((tensor, array) -> {
            NDArray moved = array.toDevice(scope.getDevice(), true);
            moved.attach(scope);
            return moved;
        });
    }

    /**
     * Reads tensors and puts them in place of what the slots held before.
     *
     * @param place where the network is
     * @throws StockpotException if one is missing, has another shape or no floating type, or cannot be read; slots then hold
     *     old or new values, or parts of both
     */
    void put(Collection<Slot> slots, TensorSource source, Place place) throws StockpotException {
        var inPlace = new LinkedHashMap<String, FloatBuffer>();
        for (Slot slot : slots) {
            check(slot, source);
            Shape shape = new Shape(slot.shape().toArray());
            Optional<NDArray> sum = summed(slot.tensor(), source, shape, place);
            Optional<ByteBuffer> own = sum.isPresent() ? Optional.empty() : own(slot);
            if (sum.isPresent()) {
                keep(slot.tensor(), slot.ordered(sum.get()));
            } else if (own.isPresent()) {
                inPlace.put(slot.tensor(), floats(own.get()));
            } else {
                ByteBuffer values = room(bytes(slot));
                source.floats(slot.tensor(), 0, floats(values));
                try (NDArray view = place.scope().create(values, shape, DataType.FLOAT32)) {
                    // The engine's view shares memory with the buffer, which the next tensor overwrites: keep a copy.
                    keep(slot.tensor(), slot.kept(view));
                }
            }
        }
        source.floats(inPlace);
    }

    private static void check(Slot slot, TensorSource source) throws StockpotException {
        TensorSpec found = source.specs().get(slot.tensor());
        if (found == null || !found.dtype().isMixable() || !found.shape().equals(slot.shape())) {
            throw new StockpotException(source.name() + ": tensor " + slot.tensor() + ": expected " + slot.shape()
                    + ", found " + (found == null ? "none" : found) + ".");
        }
    }

    /**
     * The memory in which the network reads a tensor: on the CPU weights are fused there. Elsewhere, and where the network
     * wants them in another order, they make one journey.
     */
    private Optional<ByteBuffer> own(Slot slot) {
        NDArray array = arrays.get(slot.tensor());
        return array == null || slot.pixelWise() || array.getDevice().isGpu() || bytes(slot) == 0
                ? Optional.empty()
                : NativeMemory.of(array);
    }

    private static int bytes(Slot slot) {
        return Math.toIntExact(slot.shape().elementCount() * Float.BYTES);
    }

    private static FloatBuffer floats(ByteBuffer bytes) {
        return bytes.order(ByteOrder.nativeOrder()).asFloatBuffer();
    }

    private void keep(String tensor, NDArray values) {
        NDArray before = arrays.put(tensor, values);
        if (before != null) {
            before.close();
        }
    }

    /** A tensor summed up on the device, if its ingredients have room there. */
    private static Optional<NDArray> summed(String tensor, TensorSource source, Shape shape, Place place)
            throws StockpotException {
        Ingredients ingredients = place.ingredients();
        if (!ingredients.areWanted()) {
            return Optional.empty();
        }
        Optional<LinearCombination> combination = source.combination(tensor);
        try {
            return combination.flatMap(terms -> ingredients.sum(terms, shape, place.scope()));
        } catch (EngineException e) {
            if (!DeviceException.isOutOfMemory(e)) {
                throw e;
            }
            place.spare();
            return Optional.empty();
        }
    }

    /** Memory for one journey to the device, used again and again. */
    private ByteBuffer room(int bytes) {
        if (transfer.capacity() < bytes) {
            transfer = ByteBuffer.allocateDirect(bytes);
        }
        return transfer.clear().limit(bytes);
    }
}

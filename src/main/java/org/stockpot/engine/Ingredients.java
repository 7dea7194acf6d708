package org.stockpot.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stockpot.tensor.DType;
import org.stockpot.tensor.LinearCombination;
import org.stockpot.tensor.Resident;

/**
 * Tensors of ingredients where a network runs, so that a mix is summed up there and nothing but its weights has to travel.
 * What came first stays as long as the host has it in memory, too; what there is no room for comes as a sum from the host.
 * Sums are of 64-bit floats.
 */
final class Ingredients implements AutoCloseable {
    /** Binary digits of BF16, and the exponent below which it has fewer. */
    private static final int DIGITS = 8;

    private static final int SMALLEST_EXPONENT = -126;

    private final NDManager scope;
    private final Map<Key, NDArray> copies = new HashMap<>();
    private final ReferenceQueue<Resident> forgotten = new ReferenceQueue<>();
    private long budget;
    private long taken;

    /** A tensor of the host's, which may go: the same values are the same object. */
    private static final class Key extends WeakReference<Resident> {
        private final int hash;

        /** @param queue where the key turns up when the tensor has gone */
        Key(Resident values, @Nullable ReferenceQueue<Resident> queue) {
            super(values, queue);
            this.hash = System.identityHashCode(values);
        }

        @Override
        public int hashCode() {
            return hash;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return this == other || (other instanceof Key key && !refersTo(null) && refersTo(key.get()));
        }
    }

    /**
     * @param scope goes with this object
     * @param budget in bytes; 0 keeps nothing
     */
    Ingredients(NDManager scope, long budget) {
        this.scope = scope;
        this.budget = budget;
    }

    /** Whether any may stay. */
    boolean areWanted() {
        return budget > 0;
    }

    /**
     * Sums up where the ingredients are.
     *
     * @param owner of the sum
     * @return 32-bit floats, rounded to the stored type before; empty if the ingredients have no room
     */
    Optional<NDArray> sum(LinearCombination combination, Shape shape, NDManager owner) {
        forget();
        if (!hasRoom(combination, shape.size())) {
            return Optional.empty();
        }
        try (NDManager brief = scope.newSubManager()) {
            NDArray weights = brief.create(combination.terms().stream()
                    .mapToDouble(LinearCombination.Term::weight)
                    .toArray());
            NDArray sum = brief.zeros(shape, DataType.FLOAT64);
            for (int term = 0; term < combination.terms().size(); term++) {
                NDArray values = copy(combination.terms().get(term).values(), shape);
                try (NDArray weight = weights.get(term);
                        NDArray product = wide(values)) {
                    sum.addi(product.muli(weight));
                }
            }
            NDArray rounded = rounded(sum.toType(DataType.FLOAT32, true), combination.dtype());
            rounded.attach(owner);
            return Optional.of(rounded);
        }
    }

    /** A copy; to the type that an array has already, the engine "converts" without one. */
    private static NDArray wide(NDArray values) {
        return values.getDataType() == DataType.FLOAT64 ? values.duplicate() : values.toType(DataType.FLOAT64, true);
    }

    /** 32-bit floats, rounded to what a type can hold, as the host rounds them. */
    private static NDArray rounded(NDArray sums, DType dtype) {
        return switch (dtype) {
            case F16 -> sums.toType(DataType.FLOAT16, true).toType(DataType.FLOAT32, true);
            case BF16 -> roundedToEight(sums);
            default -> sums;
        };
    }

    /** To eight binary digits, to even where two are as near: the engine's own type for that ends the program. */
    private static NDArray roundedToEight(NDArray sums) {
        NDArray wide = sums.toType(DataType.FLOAT64, true);
        NDArray exponents = wide.abs().log2().floor().maximum(SMALLEST_EXPONENT).sub(DIGITS - 1);
        NDArray unit = exponents.getManager().create(2.0).pow(exponents);
        return wide.div(unit).round().mul(unit).toType(DataType.FLOAT32, true);
    }

    private boolean hasRoom(LinearCombination combination, long elements) {
        long[] missing = combination.terms().stream()
                .map(LinearCombination.Term::values)
                .filter(values -> !copies.containsKey(new Key(values, null)))
                .mapToLong(values -> elements * typeOf(values).getNumOfBytes())
                .toArray();
        // Each makes its journey in one buffer.
        return taken + Arrays.stream(missing).sum() <= budget
                && Arrays.stream(missing).allMatch(bytes -> bytes <= Integer.MAX_VALUE);
    }

    private NDArray copy(Resident values, Shape shape) {
        NDArray known = copies.get(new Key(values, null));
        if (known != null) {
            return known;
        }
        DataType type = typeOf(values);
        int bytes = Math.toIntExact(shape.size() * type.getNumOfBytes());
        ByteBuffer buffer = ByteBuffer.allocateDirect(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (values.dtype() == DType.BF16) {
            values.floats(0, buffer.asFloatBuffer());
        } else {
            values.read(0, buffer);
        }
        try (NDArray view = scope.create(buffer.rewind(), shape, type)) {
            // On the CPU the view shares memory with the buffer.
            NDArray copy = view.duplicate();
            copies.put(new Key(values, forgotten), copy);
            taken += bytes;
            return copy;
        } finally {
            Reference.reachabilityFence(buffer);
        }
    }

    /** Gives back what the host has forgotten. */
    private void forget() {
        for (Reference<?> gone = forgotten.poll(); gone != null; gone = forgotten.poll()) {
            NDArray copy = copies.remove(gone);
            if (copy != null) {
                taken -= bytes(copy);
                copy.close();
            }
        }
    }

    private static long bytes(NDArray array) {
        return array.size() * array.getDataType().getNumOfBytes();
    }

    private static DataType typeOf(Resident values) {
        return switch (values.dtype()) {
            case F64 -> DataType.FLOAT64;
            case F16 -> DataType.FLOAT16;
            default -> DataType.FLOAT32;
        };
    }

    /** Gives everything back and keeps nothing from now on: the room is needed for something else. */
    void giveUp() {
        budget = 0;
        copies.values().forEach(NDArray::close);
        copies.clear();
        taken = 0;
    }

    @Override
    public void close() {
        scope.close();
    }
}

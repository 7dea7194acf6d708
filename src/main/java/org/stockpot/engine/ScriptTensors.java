package org.stockpot.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.JniUtils;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.stockpot.evaluate.Program;
import org.stockpot.tensor.DType;
import org.stockpot.tensor.Floats;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSource;
import org.stockpot.tensor.TensorSpec;

/**
 * The tensors inside a loaded module, by the names our own reader gives them. On the CPU their memory is written in
 * place, so that replacing weights allocates nothing. The memory belongs to the module.
 */
final class ScriptTensors {
    /** The engine aborts the whole process when it is asked about other types, so they are never touched. */
    private static final Map<DType, DataType> KNOWN = Map.of(
            DType.F32, DataType.FLOAT32,
            DType.F64, DataType.FLOAT64,
            DType.F16, DataType.FLOAT16,
            DType.I64, DataType.INT64,
            DType.I32, DataType.INT32,
            DType.I8, DataType.INT8,
            DType.U8, DataType.UINT8,
            DType.BOOL, DataType.BOOLEAN);

    private static final int STEP = 1 << 20;

    private final Program program;
    private final Map<String, Slot> slots = new HashMap<>();

    /** One tensor; the memory is the tensor's own on the CPU and a stopover on other devices. */
    private record Slot(NDArray array, TensorSpec spec, ByteBuffer memory) {}

    private ScriptTensors(Program program) {
        this.program = program;
    }

    /**
     * Finds the tensors of a module whose tensors are all {@link ScriptCode parameters}.
     *
     * @throws StockpotException if a floating tensor cannot be reached or is of a type the engine does not run
     */
    static ScriptTensors of(Program program, PtSymbolBlock module, PtNDManager scope) throws StockpotException {
        var tensors = new ScriptTensors(program);
        NDList parameters = JniUtils.moduleGetParams(module, scope);
        for (NDArray array : parameters) {
            TensorSpec spec = program.tensors().get(array.getName());
            if (spec != null && KNOWN.containsKey(spec.dtype()) && spec.elementCount() > 0) {
                tensors.slots.put(array.getName(), tensors.slot(array, spec));
            }
        }
        for (Map.Entry<String, TensorSpec> entry : program.tensors().entrySet()) {
            boolean floating = entry.getValue().dtype().isMixable();
            if (floating && entry.getValue().elementCount() > 0 && !tensors.slots.containsKey(entry.getKey())) {
                throw new StockpotException(program.name() + ": tensor " + entry.getKey()
                        + " cannot be replaced in the running program, for no module holds it as a parameter or buffer:"
                        + " mix and export it, and evaluate it elsewhere.");
            }
        }
        return tensors;
    }

    /**
     * Refuses a program before any of it is loaded.
     *
     * @throws StockpotException if it holds floating tensors that the engine does not run
     */
    static void check(Program program) throws StockpotException {
        for (Map.Entry<String, TensorSpec> entry : program.tensors().entrySet()) {
            DType dtype = entry.getValue().dtype();
            if (dtype.isMixable() && !KNOWN.containsKey(dtype)) {
                throw new StockpotException(
                        program.name() + ": tensor " + entry.getKey() + " is " + dtype
                                + ", the engine runs programs in F32, F64 or F16: save the program as float32 (module.float()).");
            }
            if (dtype.isMixable() && entry.getValue().byteCount() > Integer.MAX_VALUE) {
                throw new StockpotException(program.name() + ": tensor " + entry.getKey() + " has "
                        + entry.getValue().byteCount() + " bytes, the engine takes up to " + Integer.MAX_VALUE + ".");
            }
        }
    }

    private Slot slot(NDArray array, TensorSpec spec) throws StockpotException {
        DataType expected = KNOWN.get(spec.dtype());
        ai.djl.ndarray.types.Shape shape = array.getShape();
        if (array.getDataType() != expected
                || !new ai.djl.ndarray.types.Shape(spec.shape().toArray()).equals(shape)) {
            throw new StockpotException(program.name() + ": tensor " + array.getName() + " is " + spec
                    + " in the file and " + array.getDataType() + " " + shape + " in the engine; the file is damaged.");
        }
        if (spec.dtype().isMixable()) {
            array.setRequiresGradient(false);
        }
        int bytes = Math.toIntExact(spec.byteCount());
        ByteBuffer memory = array.getDevice().isGpu() ? ByteBuffer.allocateDirect(bytes) : memory(array, bytes);
        return new Slot(array, spec, memory.order(ByteOrder.LITTLE_ENDIAN));
    }

    /** A tensor's own memory; one whose elements do not lie in order is given new memory first. */
    private static ByteBuffer memory(NDArray array, int bytes) {
        Optional<ByteBuffer> own = NativeMemory.of(array);
        if (own.isPresent()) {
            return own.get();
        }
        ByteBuffer ordered = ByteBuffer.allocateDirect(bytes);
        ordered.duplicate().put(array.toByteBuffer(true));
        array.set(ordered);
        return ordered;
    }

    /** Names of all tensors that can be read and written. */
    Set<String> names() {
        return slots.keySet();
    }

    /** The type that most of the program computes in: what its images should be. */
    DataType inputType() {
        for (DType dtype : new DType[] {DType.F32, DType.F16, DType.F64}) {
            if (slots.values().stream().anyMatch(slot -> slot.spec().dtype() == dtype)) {
                return KNOWN.getOrDefault(dtype, DataType.FLOAT32);
            }
        }
        return DataType.FLOAT32;
    }

    /**
     * Puts a tensor of some weights in place of what is there. Integers are taken if they are of the same type.
     *
     * @throws StockpotException if the weights have no such tensor or one of another shape
     */
    void put(String tensor, TensorSource weights) throws StockpotException {
        Slot slot = slots.get(tensor);
        if (slot == null) {
            return;
        }
        TensorSpec found = weights.specs().get(tensor);
        boolean floating = slot.spec().dtype().isMixable();
        if (found == null
                || !found.shape().equals(slot.spec().shape())
                || found.dtype().isMixable() != floating) {
            throw new StockpotException(weights.name() + ": tensor " + tensor + ": the program " + program.name()
                    + " expects " + slot.spec() + ", found " + (found == null ? "none" : found) + ".");
        }
        if (!floating && found.dtype() != slot.spec().dtype()) {
            return;
        }
        ByteBuffer to = slot.memory().duplicate().order(ByteOrder.LITTLE_ENDIAN);
        long count = found.elementCount();
        for (long first = 0; first < count; first += STEP) {
            int length = (int) Math.min(STEP, count - first);
            if (found.dtype() == slot.spec().dtype()) {
                weights.read(
                        tensor,
                        first,
                        to.limit(to.position() + length * found.dtype().bytes()));
            } else {
                var values = new float[length];
                Floats.decode(found.dtype(), weights.read(tensor, first, length), values, 0, length);
                Floats.encode(slot.spec().dtype(), values, 0, length, to);
            }
        }
        send(slot);
    }

    /** A copy of a tensor's bytes as they are now. */
    ByteBuffer bytes(String tensor) {
        Slot slot = slot(tensor);
        ByteBuffer now = slot.array().getDevice().isGpu() ? slot.array().toByteBuffer(false) : slot.memory();
        ByteBuffer copy = ByteBuffer.allocate(slot.memory().capacity());
        copy.put(now.duplicate().clear()).flip();
        return copy;
    }

    /** Puts back what {@link #bytes} gave. */
    void restore(String tensor, ByteBuffer bytes) {
        Slot slot = slot(tensor);
        slot.memory().duplicate().put(bytes.duplicate());
        send(slot);
    }

    /** Whether a tensor is of 16-bit floats. */
    boolean isHalf(String tensor) {
        return slot(tensor).spec().dtype() == DType.F16;
    }

    /** A floating tensor's values as they are now. */
    float[] values(String tensor) {
        TensorSpec spec = slot(tensor).spec();
        var values = new float[Math.toIntExact(spec.elementCount())];
        Floats.decode(spec.dtype(), bytes(tensor), values, 0, values.length);
        return values;
    }

    /** Sets all values of a floating tensor. */
    void fill(String tensor, float value) {
        Slot slot = slot(tensor);
        var values = new float[Math.toIntExact(slot.spec().elementCount())];
        java.util.Arrays.fill(values, value);
        Floats.encode(
                slot.spec().dtype(), values, 0, values.length, slot.memory().duplicate());
        send(slot);
    }

    /** Sets all bits of a tensor to zero. */
    void clear(String tensor) {
        Slot slot = slot(tensor);
        slot.memory().duplicate().put(new byte[slot.memory().capacity()]);
        send(slot);
    }

    private Slot slot(String tensor) {
        Slot slot = slots.get(tensor);
        if (slot == null) {
            throw new IllegalArgumentException("no tensor " + tensor);
        }
        return slot;
    }

    private static void send(Slot slot) {
        if (slot.array().getDevice().isGpu()) {
            slot.array().set(slot.memory().duplicate().clear());
        }
    }
}

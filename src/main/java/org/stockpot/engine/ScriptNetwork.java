package org.stockpot.engine;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.stockpot.evaluate.Architecture;
import org.stockpot.evaluate.BatchNormNetwork;
import org.stockpot.evaluate.Program;
import org.stockpot.tensor.Hint;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSource;

/** A TorchScript module of any architecture, whose parameters and buffers are replaced in place. */
final class ScriptNetwork implements BatchNormNetwork {
    /** Input values per pass, which bounds the memory of a network nobody knows: 27 images of 224 × 224 × 3. */
    private static final int PASS_VALUES = 1 << 22;

    /** As many on a CPU, which gains little by more and makes others wait: 8 such images. */
    private static final int PASS_VALUES_CPU = 1 << 20;

    private static final int SMALLEST_PASS = 8;
    private static final int LARGEST_PASS = 1024;
    private static final Set<DataType> LOGITS = Set.of(DataType.FLOAT32, DataType.FLOAT64, DataType.FLOAT16);

    private final Program program;
    private final NDManager scope;
    private final PtSymbolBlock module;
    private final ScriptTensors tensors;
    private final ScriptBatchNorm batchNorm;
    private Architecture architecture;
    private ByteBuffer transfer = ByteBuffer.allocateDirect(0);

    private ScriptNetwork(Program program, NDManager scope, PtSymbolBlock module, ScriptTensors tensors) {
        this.program = program;
        this.scope = scope;
        this.module = module;
        this.tensors = tensors;
        this.batchNorm = new ScriptBatchNorm(program.name(), tensors);
        this.architecture = program.architecture(Architecture.UNKNOWN_CLASSES);
    }

    static ScriptNetwork load(Engine engine, Device device, Program program, TensorSource weights)
            throws StockpotException {
        ScriptTensors.check(program);
        NDManager scope = engine.newBaseManager(device);
        boolean done = false;
        try (ScriptArchive archive = ScriptArchive.of(program)) {
            var manager = (PtNDManager) scope;
            String[] none = {};
            PtSymbolBlock module = JniUtils.loadModule(manager, archive.path(), true, none, none, true);
            ScriptTensors tensors = ScriptTensors.of(program, module, manager);
            var network = new ScriptNetwork(program, scope, module, tensors);
            network.replace(weights, tensors.names());
            network.tryOut();
            done = true;
            return network;
        } catch (EngineException e) {
            throw new StockpotException(
                    program.name() + " cannot be loaded as a TorchScript program (" + ScriptFailure.reason(e)
                            + "): save it again with torch.jit.save of PyTorch 2.7 or older.",
                    e);
        } finally {
            if (!done) {
                scope.close();
            }
        }
    }

    /** Runs two images of zeros, which tells the number of classes and whether the program is one for images. */
    private void tryOut() throws StockpotException {
        Map<String, ByteBuffer> before = batchNorm.snapshot();
        int classes;
        try {
            float[] zeros = new float[2 * program.channels() * program.inputSize() * program.inputSize()];
            classes = run(zeros, 0, 2).length / 2;
        } catch (StockpotException e) {
            throw new StockpotException(
                    e.getMessage()
                            + " If it takes other images, say of which size and with which mean and deviation, one"
                            + " of each for grey, three for colour.",
                    e,
                    Hint.PREPARE_IMAGES);
        }
        if (!before.equals(batchNorm.snapshot())) {
            throw new StockpotException(
                    program.name() + " was traced in training mode, so its predictions depend on the"
                            + " batch: call eval() before torch.jit.trace and save it again.");
        }
        architecture = program.architecture(classes);
    }

    @Override
    public Architecture architecture() {
        return architecture;
    }

    @Override
    public void replace(TensorSource weights, Collection<String> names) throws StockpotException {
        for (String name : names) {
            tensors.put(name, weights);
        }
    }

    @Override
    public float[] logits(float[] images, int count) throws StockpotException {
        int values = program.channels() * program.inputSize() * program.inputSize();
        checkLength(images, count, values);
        int classes = architecture.classes();
        var logits = new float[count * classes];
        int pass = pass();
        for (int first = 0; first < count; first += pass) {
            int length = Math.min(pass, count - first);
            float[] part = run(images, first * values, length);
            if (part.length != length * classes) {
                throw new StockpotException(program.name() + " gives " + part.length / length
                        + " values per image, earlier it gave " + classes + ".");
            }
            System.arraycopy(part, 0, logits, first * classes, part.length);
        }
        return logits;
    }

    private int pass() {
        int values = program.channels() * program.inputSize() * program.inputSize();
        int most = scope.getDevice().isGpu() ? PASS_VALUES : PASS_VALUES_CPU;
        return Math.max(SMALLEST_PASS, Math.min(LARGEST_PASS, most / values));
    }

    @Override
    public int batchSize() {
        return Math.min(USUAL_BATCH, pass());
    }

    @Override
    public Map<String, float[]> batchStatistics(float[] images, int count) throws StockpotException {
        checkLength(images, count, program.channels() * program.inputSize() * program.inputSize());
        if (count < 2) {
            throw new IllegalArgumentException("batch statistics of " + count + " images");
        }
        return batchNorm.measure(new ScriptBatchNorm.Pass() {
            @Override
            public void run() throws StockpotException {
                ScriptNetwork.this.run(images, 0, count);
            }

            @Override
            public void training(boolean on) {
                if (on) {
                    JniUtils.enableTrainingMode(module);
                } else {
                    JniUtils.enableInferenceMode(module);
                }
            }
        });
    }

    private static void checkLength(float[] images, int count, int values) {
        if (count < 0 || images.length < (long) count * values) {
            throw new IllegalArgumentException(count + " images of " + values + " values in " + images.length);
        }
    }

    private float[] run(float[] images, int offset, int count) throws StockpotException {
        CpuThreads.all();
        int size = program.inputSize();
        var shape = new Shape(count, program.channels(), size, size);
        try (NDManager batch = scope.newSubManager()) {
            NDArray input = batch.create(direct(images, offset, (int) shape.size()), shape, DataType.FLOAT32);
            NDArray typed = input.toType(tensors.inputType(), false);
            // The module itself knows whether it is in training mode; gradients are not wanted in either.
            NDList outputs = IValueUtils.forward(module, new NDList(typed), false);
            NDArray logits = logits(outputs);
            checkShape(logits, count);
            return logits.toType(DataType.FLOAT32, false).toFloatArray();
        } catch (EngineException | UnsupportedOperationException e) {
            throw new StockpotException(
                    program.name() + " fails on " + count + " images of " + program.channels() + " × " + size + " × "
                            + size + " (" + ScriptFailure.reason(e) + ").",
                    e);
        }
    }

    /** The first output, or the one that is called what logits are called. */
    private NDArray logits(NDList outputs) throws StockpotException {
        if (outputs.isEmpty()) {
            throw new StockpotException(program.name() + " gives no tensor, expected logits.");
        }
        boolean named = outputs.size() > 1 && outputs.stream().allMatch(output -> output.getName() != null);
        if (!named) {
            return outputs.get(0);
        }
        return outputs.stream()
                .filter(output ->
                        output.getName().equals("logits") || output.getName().equals("out"))
                .findFirst()
                .orElseThrow(() -> new StockpotException(program.name() + " gives several tensors by name ("
                        + String.join(
                                ", ",
                                outputs.stream().map(NDArray::getName).sorted().toList())
                        + "), none of them called logits or out: wrap it so that it gives its logits alone."));
    }

    private void checkShape(NDArray logits, int count) throws StockpotException {
        Shape shape = logits.getShape();
        if (shape.dimension() != 2 || shape.get(0) != count || shape.get(1) < 1) {
            throw new StockpotException(program.name() + " gives a tensor " + shape + " for " + count
                    + " images, expected logits (" + count + ", classes).");
        }
        // Asking the engine to convert any other type may end the process.
        if (!LOGITS.contains(logits.getDataType())) {
            throw new StockpotException(
                    program.name() + " gives logits that are no 16-, 32- or 64-bit floating numbers:"
                            + " save the program as float32 (module.float()).");
        }
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

    @Override
    public void close() {
        scope.close();
    }
}

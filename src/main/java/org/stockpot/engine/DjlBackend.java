package org.stockpot.engine;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stockpot.engine.network.Blueprint;
import org.stockpot.engine.network.Families;
import org.stockpot.evaluate.Architecture;
import org.stockpot.evaluate.Backend;
import org.stockpot.evaluate.BatchNormNetwork;
import org.stockpot.evaluate.Network;
import org.stockpot.evaluate.Program;
import org.stockpot.job.Doing;
import org.stockpot.job.JobContext;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSource;
import org.stockpot.tensor.TensorSpec;
import org.stockpot.tensor.Told;

/**
 * Inference by DJL's PyTorch engine, on the first GPU the engine reports, otherwise on the CPU. The engine starts with
 * the first call that needs it, which takes seconds, and on a machine's very first start unpacks its native libraries
 * into the user's cache (450 MB), see {@link #unpack}; it never reaches for the network. Not safe for use by several
 * threads; only {@link #recognise} and {@link #packedBytes} are.
 */
public final class DjlBackend implements Backend {
    private static final String NAME = "PyTorch";

    private final EngineOptions options;
    private final BatchSizes sizes;
    private @Nullable Engine engine;
    private boolean swept;
    private boolean full;

    /** With the usual options. */
    public DjlBackend() {
        this(EngineOptions.usual());
    }

    public DjlBackend(EngineOptions options) {
        this.options = options;
        this.sizes = new BatchSizes(options.notes());
        // Before any class of the engine is asked for anything.
        setUnlessGiven("ai.djl.offline", "true");
        setUnlessGiven("OPT_OUT_TRACKING", "true");
    }

    @Override
    public long packedBytes() {
        return Engine.hasEngine(NAME) ? Unpacking.ofEngine().packedBytes() : 0;
    }

    @Override
    public void unpack(Told doing, JobContext context) throws StockpotException {
        if (engine == null && Engine.hasEngine(NAME)) {
            Unpacking.ofEngine().run(doing, context);
        }
    }

    @Override
    public Architecture recognise(String subject, Map<String, TensorSpec> tensors) throws StockpotException {
        return Families.recognise(subject, tensors).architecture();
    }

    @Override
    public Architecture recognise(String subject, Map<String, TensorSpec> tensors, int size) throws StockpotException {
        return Families.recognise(subject, tensors, size).architecture();
    }

    @Override
    public int embedding(String subject, Map<String, TensorSpec> tensors) throws StockpotException {
        return Families.embedding(subject, tensors);
    }

    @Override
    public Network load(TensorSource weights, int size, Optional<String> variant) throws StockpotException {
        Blueprint found = Families.recognise(weights.name(), weights.specs(), size);
        Blueprint network = variant.map(found::as).orElse(found);
        Engine started = started();
        return DjlNetwork.load(started, device(started), network, weights, options, sizes, () -> full = true);
    }

    @Override
    public BatchNormNetwork load(TensorSource weights, Program program) throws StockpotException {
        Engine started = started();
        if (!swept) {
            ScriptArchive.sweep();
            swept = true;
        }
        return ScriptNetwork.load(started, device(started), program, weights);
    }

    @Override
    public String device() throws StockpotException {
        Engine started = started();
        Device device = device(started);
        String gpu = "GPU " + device.getDeviceId();
        String place = !device.isGpu() ? "CPU" : full ? "CPU (" + gpu + " has no room)" : gpu;
        return place + ", " + started.getEngineName() + " " + started.getVersion();
    }

    /** Nothing to give back: networks hold all native memory and are closed by their owners. */
    @Override
    public void close() {
        engine = null;
    }

    private static Device device(Engine engine) {
        return engine.getGpuCount() > 0 ? Device.gpu() : Device.cpu();
    }

    private Engine started() throws StockpotException {
        Engine running = engine;
        if (running == null) {
            try {
                if (!Engine.hasEngine(NAME)) {
                    throw absent("found no engine of that name", null);
                }
                unpack(Told.of(Doing.UNPACKING), JobContext.detached());
                running = Engine.getEngine(NAME);
            } catch (EngineException | LinkageError e) {
                throw absent(rootMessage(e), e);
            }
            engine = running;
        }
        return running;
    }

    private static StockpotException absent(String reason, @Nullable Throwable cause) {
        var absent = new StockpotException("The PyTorch engine does not start on " + System.getProperty("os.name") + " "
                + System.getProperty("os.arch") + " (" + reason
                + "): expected its jars and native library on the class path; everything but evaluating works without"
                + " them.");
        if (cause != null) {
            absent.initCause(cause);
        }
        return absent;
    }

    private static void setUnlessGiven(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    private static String rootMessage(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String message = root.getMessage();
        return message == null
                ? root.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }
}

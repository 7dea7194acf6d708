package org.stockpot.engine;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.stockpot.data.PreparedSet;
import org.stockpot.engine.network.Blueprint;
import org.stockpot.engine.network.Ops;
import org.stockpot.engine.network.Section;
import org.stockpot.engine.network.Slot;
import org.stockpot.engine.network.Weights;
import org.stockpot.evaluate.Architecture;
import org.stockpot.evaluate.BatchNormNetwork;
import org.stockpot.evaluate.GradientNetwork;
import org.stockpot.evaluate.ImageBatch;
import org.stockpot.evaluate.Loss;
import org.stockpot.evaluate.TensorSink;
import org.stockpot.job.Crew;
import org.stockpot.job.JobContext;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSource;

/**
 * A network whose float32 weights live in one native scope; each pass has a scope of its own. Images run in passes of a
 * fixed number, several side by side; where only later stages have changed since a pass ran, only those run again.
 */
final class DjlNetwork implements BatchNormNetwork, GradientNetwork {
    private final Engine engine;
    private final Blueprint network;
    private final Architecture architecture;
    private final EngineOptions options;
    private final BatchSizes sizes;
    private final Runnable onFullGpu;
    private final LiveWeights live = new LiveWeights();
    private final Weights weights = live.view();
    private final Map<String, Slot> slots = new HashMap<>();
    private final Map<String, List<Integer>> sectionsOf = new HashMap<>();
    private Place place;
    private Crew crew;
    private @Nullable BackOff backOff;

    private DjlNetwork(
            Engine engine,
            Device device,
            Blueprint network,
            EngineOptions options,
            BatchSizes sizes,
            Runnable onFullGpu) {
        this.onFullGpu = onFullGpu;
        this.engine = engine;
        this.network = network;
        this.architecture = network.architecture();
        this.options = options;
        this.sizes = sizes;
        this.place = Place.of(engine.newBaseManager(device), architecture, options);
        this.crew = crew(place, options);
        for (int index = 0; index < network.sections().size(); index++) {
            for (Slot slot : network.sections().get(index).slots()) {
                slots.put(slot.tensor(), slot);
                sectionsOf
                        .computeIfAbsent(slot.tensor(), tensor -> new ArrayList<>())
                        .add(index);
            }
        }
    }

    /**
     * Puts a network on a device.
     *
     * @param onFullGpu told when the network had to leave a GPU that has no room for one image
     */
    static DjlNetwork load(
            Engine engine,
            Device device,
            Blueprint network,
            TensorSource source,
            EngineOptions options,
            BatchSizes sizes,
            Runnable onFullGpu)
            throws StockpotException {
        var loaded = new DjlNetwork(engine, device, network, options, sizes, onFullGpu);
        boolean done = false;
        try {
            loaded.live.put(loaded.slots.values(), source, loaded.place);
            done = true;
            return loaded;
        } catch (EngineException e) {
            throw new DeviceException(source.name(), e);
        } finally {
            if (!done) {
                loaded.close();
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
            List<Slot> replaced =
                    tensors.stream().map(slots::get).filter(Objects::nonNull).toList();
            for (Slot slot : replaced) {
                sectionsOf.getOrDefault(slot.tensor(), List.of()).forEach(place.activations()::changed);
            }
            live.put(replaced, source, place);
        } catch (EngineException e) {
            throw new DeviceException(source.name(), e);
        }
    }

    @Override
    public int batchSize() throws StockpotException {
        return backOff().size().batch();
    }

    @Override
    public float[] logits(float[] images, int count) throws StockpotException {
        int channels = architecture.channels();
        int size = architecture.inputSize();
        int values = channels * size * size;
        if (count < 0 || images.length < (long) count * values) {
            throw new IllegalArgumentException(count + " images of " + values + " values in " + images.length);
        }
        return run(
                0,
                count,
                (from, to, batch) -> place.pictures()
                        .with(
                                images,
                                from * values,
                                new Shape(to - from, channels, size, size),
                                batch,
                                input -> network.run(
                                                Ops.INFERENCE,
                                                weights,
                                                0,
                                                network.sections().size(),
                                                input)
                                        .toFloatArray()));
    }

    @Override
    public float[] logits(PreparedSet set, int from, int to) throws StockpotException {
        place.pictures().know(set.preprocessing());
        place.activations().begin(set);
        return run(from, to, (first, behind, batch) -> pass(set, first, behind, batch));
    }

    @Override
    public Map<String, float[]> batchStatistics(float[] images, int count) throws StockpotException {
        CpuThreads.all();
        return BatchStatistics.of(network, weights, place.scope(), images, count);
    }

    @Override
    public Loss.Reading gradient(ImageBatch batch, Loss loss, TensorSink sink, JobContext context)
            throws StockpotException {
        return gradients().gradient(batch, loss, sink, context);
    }

    @Override
    public void fisher(ImageBatch batch, TensorSink sink, JobContext context) throws StockpotException {
        gradients().fisher(batch, sink, context);
    }

    @Override
    public void gram(ImageBatch batch, TensorSink sink, JobContext context) throws StockpotException {
        gradients().gram(batch, sink, context);
    }

    private Gradients gradients() throws StockpotException {
        // As many as are quick forward are not slow on the way back.
        int most = backOff().size().pass();
        CpuThreads.all();
        return new Gradients(network, weights, place.scope(), most);
    }

    private float[] pass(PreparedSet set, int from, int to, NDManager batch) {
        ActivationCache.Start start = place.activations().find(set, from, to, batch);
        if (start == null) {
            return place.pictures().with(set, from, to, batch, bytes -> {
                // On the CPU these are the bytes of a buffer that the next pass needs, and a copy would save nothing.
                if (place.activations().keepImages(set, from, to, bytes)) {
                    bytes.tempAttach(batch);
                }
                return normalised(set, from, to, batch, bytes);
            });
        }
        return start.boundary() == 0
                ? normalised(set, from, to, batch, start.activations())
                : finish(set, from, to, batch, start.boundary(), start.activations(), true);
    }

    private float[] normalised(PreparedSet set, int from, int to, NDManager batch, NDArray bytes) {
        return finish(set, from, to, batch, 0, place.pictures().normalised(bytes, set.preprocessing()), false);
    }

    /** Runs the sections from one on, and lets the cache have what it wants. */
    private float[] finish(
            PreparedSet set, int from, int to, NDManager batch, int first, NDArray input, boolean inputIsKept) {
        NDArray activations = input;
        boolean kept = inputIsKept;
        List<Section> sections = network.sections();
        for (int index = first; index < sections.size(); index++) {
            Section section = sections.get(index);
            activations = kept
                    ? Ops.INFERENCE.scoped(section.forward(), weights, activations)
                    : Ops.INFERENCE.next(section.forward(), weights, activations);
            kept = place.activations().keep(set, from, to, index + 1, activations);
            if (kept) {
                activations.tempAttach(batch);
            }
        }
        return activations.toFloatArray();
    }

    /** Images that run together. Called from several threads. */
    @FunctionalInterface
    private interface Pass {
        float[] run(int from, int to, NDManager batch);
    }

    /** Runs all images between two positions, in passes that begin at multiples of their size. */
    private float[] run(int from, int to, Pass pass) throws StockpotException {
        if (from == to) {
            return new float[0];
        }
        BackOff current = backOff();
        return current.run(size -> passes(from, to, size, pass), images -> spare(), this::moveToCpu);
    }

    private float[] passes(int from, int to, int size, Pass pass) throws StockpotException {
        int classes = architecture.classes();
        var logits = new float[(to - from) * classes];
        int first = from / size;
        int rounds = (to - 1) / size + 1 - first;
        boolean shared = workers() > 1 && !place.isGpu();
        crew.run(rounds, "pass", JobContext.detached(), round -> {
            if (shared) {
                CpuThreads.shared();
            } else {
                CpuThreads.all();
            }
            int begin = Math.max(from, (first + round) * size);
            int end = Math.min(to, (first + round + 1) * size);
            try (NDManager batch = place.scope().newSubManager()) {
                float[] part = pass.run(begin, end, batch);
                System.arraycopy(part, 0, logits, (begin - from) * classes, part.length);
            } catch (EngineException e) {
                throw new DeviceException("A batch of " + (end - begin) + " images", e);
            }
        });
        return logits;
    }

    private int workers() {
        return workers(place, options);
    }

    private static Crew crew(Place place, EngineOptions options) {
        return new Crew(workers(place, options), "pass");
    }

    private static int workers(Place place, EngineOptions options) {
        return place.isGpu() ? Math.min(2, options.workers()) : options.workers();
    }

    private BackOff backOff() throws StockpotException {
        BackOff known = backOff;
        if (known == null) {
            int channels = architecture.channels();
            int side = architecture.inputSize();
            BatchSize found = sizes.of(architecture, place.device(), workers(), pass -> seconds(pass, channels, side));
            known = new BackOff(found);
            backOff = known;
        }
        return known;
    }

    /** The fastest of a few runs with images of zeros. */
    private double seconds(int pass, int channels, int side) throws StockpotException {
        double fastest = Double.POSITIVE_INFINITY;
        double spent = 0;
        for (int run = 0; run < 3 && spent < 0.05; run++) {
            long start = System.nanoTime();
            try {
                passes(
                        0,
                        pass * workers(),
                        pass,
                        (from, to, batch) -> network.run(
                                        Ops.INFERENCE,
                                        weights,
                                        0,
                                        network.sections().size(),
                                        batch.zeros(new Shape(to - from, channels, side, side)))
                                .toFloatArray());
            } catch (DeviceException e) {
                if (e.isOutOfMemory()) {
                    return Double.POSITIVE_INFINITY;
                }
                throw e;
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            fastest = Math.min(fastest, seconds);
            spent += seconds;
        }
        return fastest;
    }

    /** The last resort when a GPU has no room for one image. */
    private boolean moveToCpu() {
        if (!place.isGpu()) {
            return false;
        }
        Place before = place;
        NDManager scope = engine.newBaseManager(Device.cpu());
        live.moveTo(scope);
        place = Place.of(scope, architecture, options);
        // The pass that found no room runs again here, and asks for no more than it did there.
        before.pictures().known().forEach(place.pictures()::know);
        before.close();
        crew.close();
        crew = crew(place, options);
        // One image per pass is what was left of the other device's size; this one's is found before the next batch.
        backOff = null;
        onFullGpu.run();
        return true;
    }

    /** Gives back memory that only saves time. */
    void spare() {
        place.spare();
    }

    int arrayCount() {
        return place.arrayCount();
    }

    @Override
    public void close() {
        crew.close();
        place.close();
    }
}

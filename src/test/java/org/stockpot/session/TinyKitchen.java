package org.stockpot.session;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.stockpot.checkpoint.SafetensorsWriter;
import org.stockpot.data.DataRef;
import org.stockpot.data.Role;
import org.stockpot.engine.DjlBackend;
import org.stockpot.engine.EngineOptions;
import org.stockpot.engine.FixedBatch;
import org.stockpot.job.QueueLane;
import org.stockpot.tensor.DType;
import org.stockpot.tensor.Shape;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSource;
import org.stockpot.tensor.TensorSpec;

/**
 * Real files, as small as the real engine takes them: CLIP vision transformers of one block with random weights, for grey
 * images of 8 × 8 pixels and four classes, and random images. At level 1 the layer groups are the head, the encoder and
 * an embedding that no prediction depends on.
 */
public final class TinyKitchen {
    public static final int CLASSES = 4;

    private static final int WIDTH = 64;
    private static final int SIDE = 8;
    private static final int PATCH = 4;

    private final Path folder;

    public TinyKitchen(Path folder) {
        this.folder = folder;
    }

    /** A workbench on the real engine. The caller closes it. */
    public static Workbench workbench() {
        return new Workbench(backend(), new QueueLane("device", Runnable::run), new QueueLane("io", Runnable::run));
    }

    /** The real engine, with batches whose size nobody measures. */
    public static DjlBackend backend() {
        return new DjlBackend(EngineOptions.usual().withNotes(new FixedBatch(32, 256)));
    }

    public Path folder() {
        return folder;
    }

    /** A checkpoint; the same seed gives the same weights. */
    public Path checkpoint(String name, long seed) throws StockpotException {
        return checkpoint(name, seed, CLASSES);
    }

    /** A checkpoint for another number of classes, so its head has another shape. */
    public Path checkpoint(String name, long seed, int classes) throws StockpotException {
        Path file = folder.resolve(name + ".safetensors");
        SafetensorsWriter.write(new Weights(seed, classes), file, Map.of(), (done, total) -> {});
        return file;
    }

    /** A checkpoint of several blocks. */
    public Path deep(String name, long seed, int blocks) throws StockpotException {
        return write(name, new Weights(seed, CLASSES, blocks, true));
    }

    /** A checkpoint in which the first values of some tensors are replaced. */
    public Path spoilt(String name, long seed, Map<String, List<Float>> values) throws StockpotException {
        return write(name, new Changed(new Weights(seed, CLASSES), "", values));
    }

    /** A checkpoint whose names have the prefix that a wrapper for training puts before them. */
    public Path wrapped(String name, long seed) throws StockpotException {
        return write(name, new Changed(new Weights(seed, CLASSES), "module.", Map.of()));
    }

    /** A checkpoint that has nothing in common with the others but its shapes. */
    public Path fresh(String name, long seed) throws StockpotException {
        return write(name, new Weights(seed, CLASSES, 1, false));
    }

    private Path write(String name, TensorSource weights) throws StockpotException {
        Path file = folder.resolve(name + ".safetensors");
        SafetensorsWriter.write(weights, file, Map.of(), (done, total) -> {});
        return file;
    }

    /** Random images with random labels; every set has a file of its own. */
    public DataRef images(Role role, String name, int count) {
        return images(role, name, count, CLASSES);
    }

    /** The same for another number of classes. */
    public DataRef images(Role role, String name, int count, int classes) {
        var random = new Random(name.hashCode());
        var pixels = new byte[count * SIDE * SIDE];
        random.nextBytes(pixels);
        var labels = new byte[count];
        for (int image = 0; image < count; image++) {
            labels[image] = (byte) (image < classes ? image : random.nextInt(classes));
        }
        Path images = write(name + "-images-idx3-ubyte", idx(pixels, count, SIDE, SIDE));
        write(name + "-labels-idx1-ubyte", idx(labels, count));
        return DataRef.of(role, images);
    }

    /** Other labels for a set, image by image. */
    public void relabel(DataRef ref, byte[] labels) {
        write(ref.name() + "-labels-idx1-ubyte", idx(labels, labels.length));
    }

    /** A checkpoint without a classification head. */
    public Path tower(String name, long seed) throws StockpotException {
        return write(name, new Headless(new Weights(seed, CLASSES)));
    }

    /** A base, three ingredients, a validation, a test and an OOD set. */
    public Session session(Workbench workbench, int images) throws StockpotException {
        List<Path> files = List.of(checkpoint("one", 11), checkpoint("two", 22), checkpoint("three", 33));
        Source base = workbench.io().call(workbench.checkpoint(checkpoint("base", 1)));
        Added added = workbench.io().call(workbench.addCheckpoints(Session.EMPTY, files));
        return Session.EMPTY
                .withBase(base)
                .withIngredients(added.sources())
                .withData(List.of(
                        images(Role.VALIDATION, "validation", images),
                        images(Role.TEST, "test", images),
                        images(Role.OOD, "other", images)));
    }

    private Path write(String name, byte[] bytes) {
        try {
            return Files.write(folder.resolve(name), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] idx(byte[] values, int... extents) {
        var buffer = ByteBuffer.allocate(4 + 4 * extents.length + values.length);
        buffer.put(new byte[] {0, 0, 8, (byte) extents.length});
        for (int extent : extents) {
            buffer.putInt(extent);
        }
        return buffer.put(values).array();
    }

    /** Weights made while they are read: what all have in common, and what is the seed's own. */
    private record Weights(long seed, int classes, int blocks, boolean related) implements TensorSource {
        Weights(long seed, int classes) {
            this(seed, classes, 1, true);
        }

        @Override
        public String name() {
            return "random " + seed;
        }

        @Override
        public Map<String, TensorSpec> specs() {
            int tokens = (SIDE / PATCH) * (SIDE / PATCH) + 1;
            var specs = new LinkedHashMap<String, TensorSpec>();
            tensor(specs, "classification_head.weight", classes, 32);
            tensor(specs, "classification_head.bias", classes);
            tensor(specs, "model.visual.class_embedding", WIDTH);
            tensor(specs, "model.visual.positional_embedding", tokens, WIDTH);
            tensor(specs, "model.visual.proj", WIDTH, 32);
            tensor(specs, "model.visual.conv1.weight", WIDTH, 1, PATCH, PATCH);
            norm(specs, "model.visual.ln_pre");
            for (int index = 0; index < blocks; index++) {
                block(specs, "model.visual.transformer.resblocks." + index + ".");
            }
            norm(specs, "model.visual.ln_post");
            tensor(specs, "model.token_embedding.weight", 8, WIDTH);
            return specs;
        }

        @Override
        public ByteBuffer read(String tensor, long first, int count) {
            var common = new Random(tensor.hashCode() + (related ? 0 : 7919 * seed));
            var own = new Random(tensor.hashCode() + 31 * seed);
            boolean gain = tensor.contains("ln_") && tensor.endsWith("weight");
            var buffer = ByteBuffer.allocate(count * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            for (long element = 0; element < first + count; element++) {
                double value = 0.2 * common.nextGaussian() + 0.1 * own.nextGaussian() + (gain ? 1 : 0);
                if (element >= first) {
                    buffer.putFloat((float) value);
                }
            }
            return buffer.flip();
        }

        @Override
        public void close() {}

        private static void block(Map<String, TensorSpec> specs, String block) {
            norm(specs, block + "ln_1");
            tensor(specs, block + "attn.in_proj_weight", 3 * WIDTH, WIDTH);
            tensor(specs, block + "attn.in_proj_bias", 3 * WIDTH);
            tensor(specs, block + "attn.out_proj.weight", WIDTH, WIDTH);
            tensor(specs, block + "attn.out_proj.bias", WIDTH);
            norm(specs, block + "ln_2");
            tensor(specs, block + "mlp.c_fc.weight", 2 * WIDTH, WIDTH);
            tensor(specs, block + "mlp.c_fc.bias", 2 * WIDTH);
            tensor(specs, block + "mlp.c_proj.weight", WIDTH, 2 * WIDTH);
            tensor(specs, block + "mlp.c_proj.bias", WIDTH);
        }

        private static void norm(Map<String, TensorSpec> specs, String name) {
            tensor(specs, name + ".weight", WIDTH);
            tensor(specs, name + ".bias", WIDTH);
        }

        private static void tensor(Map<String, TensorSpec> specs, String name, long... shape) {
            specs.put(name, new TensorSpec(DType.F32, Shape.of(shape)));
        }
    }

    /** Weights without a head. */
    private record Headless(TensorSource source) implements TensorSource {
        @Override
        public String name() {
            return source.name();
        }

        @Override
        public Map<String, TensorSpec> specs() {
            var specs = new LinkedHashMap<>(source.specs());
            specs.keySet().removeIf(tensor -> tensor.startsWith("classification_head."));
            return specs;
        }

        @Override
        public ByteBuffer read(String tensor, long first, int count) throws StockpotException {
            return source.read(tensor, first, count);
        }

        @Override
        public void close() {}
    }

    /** Weights under other names or with other values at the beginning of some tensors. */
    private record Changed(TensorSource source, String prefix, Map<String, List<Float>> values)
            implements TensorSource {
        @Override
        public String name() {
            return source.name();
        }

        @Override
        public Map<String, TensorSpec> specs() {
            var specs = new LinkedHashMap<String, TensorSpec>();
            source.specs().forEach((name, spec) -> specs.put(prefix + name, spec));
            return specs;
        }

        @Override
        public ByteBuffer read(String tensor, long first, int count) throws StockpotException {
            String plain = tensor.substring(prefix.length());
            ByteBuffer read = source.read(plain, first, count).order(ByteOrder.LITTLE_ENDIAN);
            List<Float> others = values.getOrDefault(plain, List.of());
            for (int index = 0; index < others.size(); index++) {
                if (index >= first && index < first + count) {
                    read.putFloat((int) (index - first) * Float.BYTES, others.get(index));
                }
            }
            return read;
        }

        @Override
        public void close() {}
    }
}

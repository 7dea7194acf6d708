package org.stockpot.ui;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.stockpot.checkpoint.SafetensorsWriter;
import org.stockpot.data.DataRef;
import org.stockpot.data.Role;
import org.stockpot.data.Shift;
import org.stockpot.data.ShiftKind;
import org.stockpot.tensor.DType;
import org.stockpot.tensor.Shape;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSource;
import org.stockpot.tensor.TensorSpec;

/** Small but real files for window tests: CLIP vision transformers with random weights, and random images. */
final class RandomKitchen {
    private static final int WIDTH = 64;
    private static final int BLOCKS = 2;
    private static final int PATCH = 7;
    private static final int SIDE = 28;
    private static final int CLASSES = 10;

    private final Path folder;

    RandomKitchen(Path folder) {
        this.folder = folder;
    }

    /** The common ancestor. */
    Path base() throws StockpotException {
        return write("base", new Weights(1, 0));
    }

    /** The base with every weight moved a little. */
    Path ingredient(String name, long seed) throws StockpotException {
        return write(name, new Weights(seed, 0.4));
    }

    /** A file that is no checkpoint. */
    Path broken() {
        return write("broken.safetensors", new byte[] {1, 2, 3});
    }

    /** Images and labels in a reference that can be opened. */
    DataRef images(Role role, String name, int count, Optional<Shift> shift) {
        var random = new Random(name.hashCode());
        var pixels = new byte[count * SIDE * SIDE];
        random.nextBytes(pixels);
        var labels = new byte[count];
        for (int image = 0; image < count; image++) {
            labels[image] = (byte) random.nextInt(CLASSES);
        }
        Path images = write(name + "-images-idx3-ubyte", idx(pixels, count, SIDE, SIDE));
        write(name + "-labels-idx1-ubyte", idx(labels, count));
        return DataRef.of(role, images).withShift(shift);
    }

    /** A validation, a test and a shifted set. */
    List<DataRef> data(int count) {
        return List.of(
                images(Role.VALIDATION, "validation", count, Optional.empty()),
                images(Role.TEST, "test", count, Optional.empty()),
                images(Role.OOD, "other", count, Optional.of(new Shift(ShiftKind.INVERT, 5))));
    }

    private Path write(String name, TensorSource source) throws StockpotException {
        Path file = folder.resolve(name + ".safetensors");
        SafetensorsWriter.write(source, file, Map.of(), (done, total) -> {});
        return file;
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

    /** Weights made on the fly. */
    private record Weights(long seed, double moved) implements TensorSource {
        @Override
        public String name() {
            return "random " + seed;
        }

        @Override
        public Map<String, TensorSpec> specs() {
            var specs = new LinkedHashMap<String, TensorSpec>();
            tensor(specs, "model.visual.class_embedding", WIDTH);
            tensor(specs, "model.visual.positional_embedding", (SIDE / PATCH) * (SIDE / PATCH) + 1, WIDTH);
            tensor(specs, "model.visual.proj", WIDTH, 32);
            tensor(specs, "model.visual.conv1.weight", WIDTH, 1, PATCH, PATCH);
            norm(specs, "model.visual.ln_pre");
            for (int block = 0; block < BLOCKS; block++) {
                String name = "model.visual.transformer.resblocks." + block + ".";
                norm(specs, name + "ln_1");
                tensor(specs, name + "attn.in_proj_weight", 3 * WIDTH, WIDTH);
                tensor(specs, name + "attn.in_proj_bias", 3 * WIDTH);
                tensor(specs, name + "attn.out_proj.weight", WIDTH, WIDTH);
                tensor(specs, name + "attn.out_proj.bias", WIDTH);
                norm(specs, name + "ln_2");
                tensor(specs, name + "mlp.c_fc.weight", 2 * WIDTH, WIDTH);
                tensor(specs, name + "mlp.c_fc.bias", 2 * WIDTH);
                tensor(specs, name + "mlp.c_proj.weight", WIDTH, 2 * WIDTH);
                tensor(specs, name + "mlp.c_proj.bias", WIDTH);
            }
            norm(specs, "model.visual.ln_post");
            tensor(specs, "model.token_embedding.weight", 8, WIDTH);
            tensor(specs, "classification_head.weight", CLASSES, 32);
            tensor(specs, "classification_head.bias", CLASSES);
            return Collections.unmodifiableMap(specs);
        }

        @Override
        public ByteBuffer read(String tensor, long first, int count) {
            var common = new Random(tensor.hashCode());
            var own = new Random(tensor.hashCode() + 31 * seed);
            var buffer = ByteBuffer.allocate(count * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            for (long element = 0; element < first + count; element++) {
                double value = 0.1 * (common.nextGaussian() + moved * own.nextGaussian());
                if (element >= first) {
                    buffer.putFloat((float) (tensor.contains("ln_") && tensor.endsWith("weight") ? 1 + value : value));
                }
            }
            return buffer.flip();
        }

        @Override
        public void close() {}

        private static void norm(Map<String, TensorSpec> specs, String name) {
            tensor(specs, name + ".weight", WIDTH);
            tensor(specs, name + ".bias", WIDTH);
        }

        private static void tensor(Map<String, TensorSpec> specs, String name, long... shape) {
            specs.put(name, new TensorSpec(DType.F32, Shape.of(shape)));
        }
    }
}

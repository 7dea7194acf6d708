package org.stockpot.engine;

import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import org.stockpot.checkpoint.Checkpoint;
import org.stockpot.checkpoint.Checkpoints;
import org.stockpot.tensor.DType;
import org.stockpot.tensor.Shape;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSource;
import org.stockpot.tensor.TensorSpec;

/**
 * Weights given by a formula of tensor name and element index, so that a fixture of any size needs no file but its logits.
 * The formula, and the form of the fixtures, stand in {@code src/test/python/formula_weights.py}, which computes the same
 * values, bit for bit.
 */
public final class FormulaWeights implements TensorSource {
    /** The input of a fixture, {@code count × channels × size × size}, by the same formula. */
    public static final String IMAGES = "fixture.images";

    /** What PyTorch makes of it. */
    public static final String LOGITS = "fixture.logits";

    private static final Pattern TABLE = Pattern.compile("(class|position|positional|pos)_?embed|_token");
    private static final Pattern GAIN = Pattern.compile("gamma|layer_scale");

    private final String name;
    private final Map<String, TensorSpec> specs;
    private final float[] logits;
    private final List<String> scaled;

    private FormulaWeights(String name, Map<String, TensorSpec> specs, float[] logits, List<String> scaled) {
        this.name = name;
        this.specs = Collections.unmodifiableMap(specs);
        this.logits = logits;
        this.scaled = scaled;
    }

    /**
     * Opens a fixture.
     *
     * @param file the name of a resource beside this class, such as {@code vit/timm-tiny.safetensors}
     */
    public static FormulaWeights of(String file) throws StockpotException, URISyntaxException {
        Path path = Path.of(Objects.requireNonNull(FormulaWeights.class.getResource(file), file)
                .toURI());
        try (Checkpoint fixture = Checkpoints.open(path)) {
            var specs = new LinkedHashMap<String, TensorSpec>();
            Objects.requireNonNull(fixture.metadata().get("formula"), file)
                    .lines()
                    .forEach(line -> {
                        String[] words = line.split(" ", 0);
                        long[] extents = Arrays.stream(words)
                                .skip(2)
                                .mapToLong(Long::parseLong)
                                .toArray();
                        specs.put(words[0], new TensorSpec(DType.valueOf(words[1]), Shape.of(extents)));
                    });
            String scaled = fixture.metadata().getOrDefault("scaled", "1");
            return new FormulaWeights(file, specs, fixture.floats(LOGITS), List.of(scaled.split(" ", 0)));
        }
    }

    /** A source of the given tensors, for networks without a fixture. */
    public static FormulaWeights of(String name, Map<String, TensorSpec> specs) {
        return new FormulaWeights(name, new LinkedHashMap<>(specs), new float[0], List.of("1"));
    }

    /** What PyTorch computes for {@link #IMAGES}. */
    public float[] logits() {
        return logits.clone();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Map<String, TensorSpec> specs() {
        return specs;
    }

    @Override
    public ByteBuffer read(String tensor, long first, int count) {
        TensorSpec spec = spec(tensor);
        var buffer = ByteBuffer.allocate(count * spec.dtype().bytes()).order(ByteOrder.LITTLE_ENDIAN);
        if (spec.dtype() == DType.F32) {
            long[] shape = spec.shape().toArray();
            var crc = new CRC32();
            crc.update(tensor.getBytes(StandardCharsets.UTF_8));
            double offset = offset(tensor, shape);
            double scale = scale(tensor, shape);
            double factor = factor(tensor);
            for (int i = 0; i < count; i++) {
                float value = (float) (offset + scale * uniform((int) crc.getValue(), (int) (first + i)));
                buffer.putFloat((float) (factor * value));
            }
            buffer.rewind();
        }
        return buffer;
    }

    private double factor(String tensor) {
        return scaled.stream().skip(1).anyMatch(tensor::startsWith) ? Double.parseDouble(scaled.get(0)) : 1;
    }

    /** In [-1, 1), in steps of 2⁻²³. */
    private static double uniform(int seed, int index) {
        int h = seed + index * 0x9E3779B9;
        h ^= h >>> 16;
        h *= 0x7FEB352D;
        h ^= h >>> 15;
        h *= 0x846CA68B;
        h ^= h >>> 16;
        return (h >>> 8) * 0x1p-23 - 1;
    }

    private static double offset(String tensor, long[] shape) {
        return !tensor.startsWith("fixture.") && (tensor.endsWith("running_var") || isGain(tensor, shape)) ? 1 : 0;
    }

    private static double scale(String tensor, long[] shape) {
        if (tensor.startsWith("fixture.")) {
            return 2;
        }
        if (tensor.endsWith("running_var")) {
            return 0.5;
        }
        if (tensor.endsWith("running_mean")) {
            return 0.2;
        }
        if (isGain(tensor, shape)) {
            return 0.3;
        }
        if (shape.length <= 1) {
            return 0.2;
        }
        if (shape.length <= 3 && TABLE.matcher(tensor).find()) {
            return 0.5;
        }
        return Math.sqrt(3.0 / Arrays.stream(shape).skip(1).reduce(1, (a, b) -> a * b));
    }

    private static boolean isGain(String tensor, long[] shape) {
        return GAIN.matcher(tensor).find() || (shape.length <= 1 && tensor.endsWith("weight"));
    }

    @Override
    public void close() {}
}

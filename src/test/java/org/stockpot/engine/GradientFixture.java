package org.stockpot.engine;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.stockpot.checkpoint.Checkpoint;
import org.stockpot.checkpoint.Checkpoints;
import org.stockpot.data.ImageSet;
import org.stockpot.data.Pixels;
import org.stockpot.data.PreparedSet;
import org.stockpot.data.Preprocessing;
import org.stockpot.data.Role;
import org.stockpot.job.JobContext;
import org.stockpot.tensor.DType;
import org.stockpot.tensor.Shape;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSpec;

/** The images and the digests of {@code src/test/python/make_gradient_fixtures.py}. */
public final class GradientFixture {
    public static final int CLASSES = 5;

    private GradientFixture() {}

    /** What PyTorch found. */
    public static Checkpoint found(String name) throws URISyntaxException, StockpotException {
        return Checkpoints.open(Path.of(
                Objects.requireNonNull(GradientFixture.class.getResource("gradient/" + name + ".safetensors"), name)
                        .toURI()));
    }

    /** {@code count × channels × size × size} bytes. */
    public static byte[] bytes(int count, int channels, int size) {
        var bytes = new byte[count * channels * size * size];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 31 + (int) ((long) i * i % 97) * 5);
        }
        return bytes;
    }

    public static int label(int image) {
        return image * 3 % CLASSES;
    }

    static PreparedSet set(int count, int channels, int size) throws StockpotException {
        return PreparedSet.prepare(
                "pattern",
                Role.VALIDATION,
                new Pattern(count, channels, size, bytes(count, channels, size)),
                Preprocessing.plain(size, channels),
                JobContext.detached());
    }

    /** Products with two directions, and the norm. */
    static double[] digest(String tensor, float[] values) throws StockpotException {
        var digest = new double[3];
        float[] one = direction("fixture.one." + tensor, values.length);
        float[] two = direction("fixture.two." + tensor, values.length);
        for (int i = 0; i < values.length; i++) {
            digest[0] += (double) values[i] * one[i];
            digest[1] += (double) values[i] * two[i];
            digest[2] += (double) values[i] * values[i];
        }
        digest[2] = Math.sqrt(digest[2]);
        return digest;
    }

    private static float[] direction(String name, int length) throws StockpotException {
        return FormulaWeights.of("direction", Map.of(name, new TensorSpec(DType.F32, Shape.of(length))))
                .floats(name);
    }

    /** Bytes of planes as images. */
    @SuppressWarnings("ArrayRecordComponent") // compared nowhere
    private record Pattern(int size, int channels, int side, byte[] planes) implements ImageSet {
        @Override
        public String name() {
            return "pattern";
        }

        @Override
        public List<String> classes() {
            return IntStream.range(0, CLASSES).mapToObj(Integer::toString).toList();
        }

        @Override
        public int label(int index) {
            return GradientFixture.label(index);
        }

        @Override
        public Pixels image(int index) {
            int plane = side * side;
            var pixels = new byte[plane * channels];
            for (int channel = 0; channel < channels; channel++) {
                for (int i = 0; i < plane; i++) {
                    pixels[i * channels + channel] = planes[(index * channels + channel) * plane + i];
                }
            }
            return new Pixels(side, side, channels, pixels);
        }
    }
}

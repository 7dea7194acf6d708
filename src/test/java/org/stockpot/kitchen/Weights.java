package org.stockpot.kitchen;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.stockpot.tensor.DType;
import org.stockpot.tensor.Floats;
import org.stockpot.tensor.Shape;
import org.stockpot.tensor.TensorSource;
import org.stockpot.tensor.TensorSpec;

/** Weights in memory, stored as half-precision numbers when they are read as bytes. */
record Weights(String name, Map<String, TensorSpec> specs, Map<String, float[]> values) implements TensorSource {

    /** The demo's network: sizes of a small CLIP vision transformer. */
    record Size(int channels, int image, int patch, int width, int blocks, int embedding, int classes) {}

    /** Random weights in the manner of OpenAI's initialisation. */
    static Weights random(Size size, long seed) {
        var random = new Random(seed);
        var specs = new LinkedHashMap<String, TensorSpec>();
        var values = new LinkedHashMap<String, float[]>();
        int w = size.width();
        double scale = 1 / Math.sqrt(w);
        double out = scale / Math.sqrt(2.0 * size.blocks());
        double fc = 1 / Math.sqrt(2.0 * w);
        int grid = size.image() / size.patch();
        int pixels = size.channels() * size.patch() * size.patch();
        var maker = new Maker(random, specs, values);
        maker.normal("model.visual.class_embedding", scale, w);
        maker.normal("model.visual.positional_embedding", scale, grid * grid + 1, w);
        maker.normal("model.visual.proj", scale, w, size.embedding());
        maker.normal(
                "model.visual.conv1.weight", 1 / Math.sqrt(pixels), w, size.channels(), size.patch(), size.patch());
        maker.norm("model.visual.ln_pre", w);
        for (int block = 0; block < size.blocks(); block++) {
            String at = "model.visual.transformer.resblocks." + block + ".";
            maker.normal(at + "attn.in_proj_weight", scale, 3L * w, w);
            maker.constant(at + "attn.in_proj_bias", 0, 3L * w);
            maker.normal(at + "attn.out_proj.weight", out, w, w);
            maker.constant(at + "attn.out_proj.bias", 0, w);
            maker.norm(at + "ln_1", w);
            maker.normal(at + "mlp.c_fc.weight", fc, 4L * w, w);
            maker.constant(at + "mlp.c_fc.bias", 0, 4L * w);
            maker.normal(at + "mlp.c_proj.weight", out, w, 4L * w);
            maker.constant(at + "mlp.c_proj.bias", 0, w);
            maker.norm(at + "ln_2", w);
        }
        maker.norm("model.visual.ln_post", w);
        // Features have unit length: rows of length 8 give the softmax the range that CLIP's logit scale gives it.
        maker.normal("classification_head.weight", 8 / Math.sqrt(size.embedding()), size.classes(), size.embedding());
        maker.constant("classification_head.bias", 0, size.classes());
        return new Weights("random", specs, values);
    }

    /** The same tensors with other values. */
    Weights with(String newName, Map<String, float[]> newValues) {
        return new Weights(newName, specs, newValues);
    }

    /** What a file with these weights will hold: every value rounded to half precision. */
    Weights rounded() {
        var rounded = new LinkedHashMap<String, float[]>();
        values.forEach((tensor, array) -> {
            var copy = array.clone();
            for (int i = 0; i < copy.length; i++) {
                copy[i] = Floats.halfToFloat(Floats.floatToHalf(copy[i]));
            }
            rounded.put(tensor, copy);
        });
        return with(name, rounded);
    }

    @Override
    public ByteBuffer read(String tensor, long first, int count) {
        var buffer = ByteBuffer.allocate(count * DType.F16.bytes());
        Floats.encode(DType.F16, values.get(tensor), Math.toIntExact(first), count, buffer);
        return buffer.flip().order(java.nio.ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public float[] floats(String tensor) {
        return values.get(tensor).clone();
    }

    @Override
    public void close() {}

    private record Maker(Random random, Map<String, TensorSpec> specs, Map<String, float[]> values) {
        void normal(String name, double std, long... shape) {
            float[] array = add(name, shape);
            for (int i = 0; i < array.length; i++) {
                array[i] = (float) (random.nextGaussian() * std);
            }
        }

        void constant(String name, float value, long... shape) {
            java.util.Arrays.fill(add(name, shape), value);
        }

        void norm(String name, long width) {
            constant(name + ".weight", 1, width);
            constant(name + ".bias", 0, width);
        }

        private float[] add(String name, long... shape) {
            var spec = new TensorSpec(DType.F16, Shape.of(shape));
            specs.put(name, spec);
            var array = new float[Math.toIntExact(spec.elementCount())];
            values.put(name, array);
            return array;
        }
    }
}

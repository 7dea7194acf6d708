package org.stockpot.tools;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.stockpot.tensor.DType;
import org.stockpot.tensor.Shape;
import org.stockpot.tensor.TensorSource;
import org.stockpot.tensor.TensorSpec;

/**
 * A made-up model with the tensors of CLIP's image encoder ViT-B/32 and a head for 1,000 classes, all F32: 88.4 million
 * parameters, 353 MB. Fewer blocks make it smaller. Values are noise of the usual size, the same for the same seed.
 */
final class BenchModel implements TensorSource {
    private static final int BLOCK = 1 << 20;
    private static final int WIDTH = 768;

    private final Map<String, TensorSpec> specs = new LinkedHashMap<>();
    private final float[] noise = new float[BLOCK];

    BenchModel(int blocks, long seed) {
        this(blocks, seed, 1000);
    }

    private BenchModel(int blocks, long seed, int classes) {
        put("visual.class_embedding", WIDTH);
        put("visual.positional_embedding", 50, WIDTH);
        put("visual.proj", WIDTH, 512);
        put("visual.conv1.weight", WIDTH, 3, 32, 32);
        norm("visual.ln_pre");
        for (int block = 0; block < blocks; block++) {
            String prefix = "visual.transformer.resblocks." + block;
            norm(prefix + ".ln_1");
            put(prefix + ".attn.in_proj_weight", 3 * WIDTH, WIDTH);
            put(prefix + ".attn.in_proj_bias", 3 * WIDTH);
            linear(prefix + ".attn.out_proj", WIDTH, WIDTH);
            norm(prefix + ".ln_2");
            linear(prefix + ".mlp.c_fc", 4 * WIDTH, WIDTH);
            linear(prefix + ".mlp.c_proj", WIDTH, 4 * WIDTH);
        }
        norm("visual.ln_post");
        linear("classification_head", classes, 512);
        var random = new Random(seed);
        for (int i = 0; i < BLOCK; i++) {
            noise[i] = 0.02f * (float) random.nextGaussian();
        }
    }

    /** The whole ViT-B/32, unless {@code -Dbench.blocks} asks for fewer blocks, for a quick look at the tool. */
    static BenchModel vitB32(long seed) {
        return new BenchModel(Integer.getInteger("bench.blocks", 12), seed);
    }

    /** The whole ViT-B/32 with a head for the demo's classes. */
    static BenchModel ofDemo(long seed) {
        return new BenchModel(12, seed, 10);
    }

    private void norm(String name) {
        put(name + ".weight", WIDTH);
        put(name + ".bias", WIDTH);
    }

    private void linear(String name, long out, long in) {
        put(name + ".weight", out, in);
        put(name + ".bias", out);
    }

    private void put(String name, long... shape) {
        specs.put(name, new TensorSpec(DType.F32, Shape.of(shape)));
    }

    @Override
    public String name() {
        return "noise";
    }

    @Override
    public Map<String, TensorSpec> specs() {
        return Collections.unmodifiableMap(specs);
    }

    @Override
    public ByteBuffer read(String tensor, long first, int count) {
        ByteBuffer bytes = ByteBuffer.allocate(count * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int done = 0; done < count; ) {
            int from = (int) ((first + done + tensor.hashCode()) & (BLOCK - 1));
            int length = Math.min(count - done, BLOCK - from);
            bytes.asFloatBuffer().position(done).put(noise, from, length);
            done += length;
        }
        return bytes;
    }

    @Override
    public void close() {}
}

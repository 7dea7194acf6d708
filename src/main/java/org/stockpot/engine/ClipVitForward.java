package org.stockpot.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.LayerNorm;
import java.util.Map;

/**
 * The network as a pure function of weights and images, made of engine operations only, so that it can be
 * differentiated too. It follows OpenAI's published model: patches, class token, pre-norm blocks with QuickGELU, the
 * class token's projection scaled to unit length, the linear head.
 */
final class ClipVitForward {
    private static final float EPSILON = 1e-5f;
    /** Hendrycks & Gimpel 2016, arXiv:1606.08415, §2: x·σ(1.702x). */
    private static final float QUICK_GELU = 1.702f;

    private final ClipVit network;
    private final boolean keepIntermediates;

    /**
     * @param keepIntermediates true while gradients are collected; otherwise the memory of a block is given back as
     *     soon as its result is there
     */
    ClipVitForward(ClipVit network, boolean keepIntermediates) {
        this.network = network;
        this.keepIntermediates = keepIntermediates;
    }

    /**
     * Runs the network.
     *
     * @param weights float32 by the keys of {@link ClipVit#names()}, on the device of the images
     * @param images {@code count × channels × size × size}, float32, preprocessed
     * @return {@code count × classes} logits in the scope of the images
     */
    NDArray logits(Map<String, NDArray> weights, NDArray images) {
        NDArray tokens = scoped(images, input -> embed(weights, input));
        for (int block = 0; block < network.blocks(); block++) {
            String at = "visual.transformer.resblocks." + block + ".";
            tokens = next(tokens, input -> input.add(attention(weights, at, norm(weights, at + "ln_1", input))));
            tokens = next(tokens, input -> input.add(perceptron(weights, at, norm(weights, at + "ln_2", input))));
        }
        return next(tokens, input -> classify(weights, input));
    }

    /** Patches by one matrix product (a convolution whose stride is its kernel), class token, positions. */
    private NDArray embed(Map<String, NDArray> weights, NDArray images) {
        long count = images.getShape().get(0);
        int grid = network.grid();
        int patch = network.patch();
        long pixels = (long) network.channels() * patch * patch;
        NDArray patches = images.reshape(count, network.channels(), grid, patch, grid, patch)
                .transpose(0, 2, 4, 1, 3, 5)
                .reshape(count, (long) grid * grid, pixels);
        NDManager scope = images.getManager();
        NDArray kernel = view(scope, weight(weights, "visual.conv1.weight").reshape(network.width(), pixels));
        NDArray embedded = linear(patches, kernel);
        NDArray token = view(scope, weight(weights, "visual.class_embedding").reshape(1, 1, network.width()));
        NDArray cls = token.broadcast(new Shape(count, 1, network.width()));
        NDArray tokens = cls.concat(embedded, 1).add(weight(weights, "visual.positional_embedding"));
        return norm(weights, "visual.ln_pre", tokens);
    }

    /** A view of a weight would live in the weights' scope, batch after batch; it belongs to the batch. */
    private static NDArray view(NDManager scope, NDArray ofWeight) {
        ofWeight.attach(scope);
        return ofWeight;
    }

    private NDArray attention(Map<String, NDArray> weights, String at, NDArray input) {
        long count = input.getShape().get(0);
        long tokens = input.getShape().get(1);
        int heads = network.heads();
        NDArray fused =
                linear(input, weight(weights, at + "attn.in_proj_weight"), weight(weights, at + "attn.in_proj_bias"));
        NDList parts = fused.split(3, 2);
        NDArray query = heads(parts.get(0), count, tokens, heads);
        NDArray key = heads(parts.get(1), count, tokens, heads);
        NDArray value = heads(parts.get(2), count, tokens, heads);
        NDArray scale = scalar(input, (float) (1 / Math.sqrt(ClipVit.HEAD_WIDTH)));
        NDArray attended =
                query.mul(scale).batchMatMul(key.transpose(0, 2, 1)).softmax(-1).batchMatMul(value);
        NDArray merged = heads == 1
                ? attended
                : attended.reshape(count, heads, tokens, ClipVit.HEAD_WIDTH)
                        .transpose(0, 2, 1, 3)
                        .reshape(count, tokens, network.width());
        return linear(merged, weight(weights, at + "attn.out_proj.weight"), weight(weights, at + "attn.out_proj.bias"));
    }

    /** {@code count × tokens × width} to {@code (count · heads) × tokens × 64}; a view where there is one head. */
    private static NDArray heads(NDArray part, long count, long tokens, int heads) {
        if (heads == 1) {
            return part;
        }
        return part.reshape(count, tokens, heads, ClipVit.HEAD_WIDTH)
                .transpose(0, 2, 1, 3)
                .reshape(count * heads, tokens, ClipVit.HEAD_WIDTH);
    }

    private NDArray perceptron(Map<String, NDArray> weights, String at, NDArray input) {
        NDArray hidden = linear(input, weight(weights, at + "mlp.c_fc.weight"), weight(weights, at + "mlp.c_fc.bias"));
        NDArray slope = scalar(input, QUICK_GELU);
        NDArray active = keepIntermediates
                ? Activation.sigmoid(hidden.mul(slope)).mul(hidden)
                : Activation.sigmoid(hidden.mul(slope)).muli(hidden);
        return linear(active, weight(weights, at + "mlp.c_proj.weight"), weight(weights, at + "mlp.c_proj.bias"));
    }

    private NDArray classify(Map<String, NDArray> weights, NDArray tokens) {
        NDArray cls = norm(weights, "visual.ln_post", tokens.get(":, 0"));
        NDArray features = cls.matMul(weight(weights, "visual.proj")).normalize(2, 1);
        return network.hasHeadBias()
                ? linear(features, weight(weights, "head.weight"), weight(weights, "head.bias"))
                : linear(features, weight(weights, "head.weight"));
    }

    private NDArray norm(Map<String, NDArray> weights, String name, NDArray input) {
        return LayerNorm.layerNorm(
                        input,
                        new Shape(network.width()),
                        weight(weights, name + ".weight"),
                        weight(weights, name + ".bias"),
                        EPSILON)
                .singletonOrThrow();
    }

    private static NDArray weight(Map<String, NDArray> weights, String key) {
        NDArray weight = weights.get(key);
        if (weight == null) {
            throw new IllegalArgumentException("no weight " + key);
        }
        return weight;
    }

    /**
     * A number as an array in the engine's own memory. The engine's {@code mul(Number)} wraps a Java buffer and drops
     * it at once; the backward pass would read whatever the garbage collector left there.
     */
    private static NDArray scalar(NDArray like, float value) {
        return like.getManager().full(new Shape(), value);
    }

    private static NDArray linear(NDArray input, NDArray weight, NDArray bias) {
        return Linear.linear(input, weight, bias).singletonOrThrow();
    }

    private static NDArray linear(NDArray input, NDArray weight) {
        return Linear.linear(input, weight).singletonOrThrow();
    }

    /** A step of the network, from one array to the next. */
    private interface Step {
        NDArray apply(NDArray input);
    }

    private NDArray next(NDArray input, Step step) {
        NDArray result = scoped(input, step);
        if (!keepIntermediates) {
            input.close();
        }
        return result;
    }

    /** Runs a step; all that it allocates but the result is freed at once, unless gradients need it. */
    private NDArray scoped(NDArray input, Step step) {
        if (keepIntermediates) {
            return step.apply(input);
        }
        NDManager home = input.getManager();
        try (NDManager scope = home.newSubManager()) {
            input.tempAttach(scope);
            NDArray result = step.apply(input);
            result.attach(home);
            return result;
        }
    }
}

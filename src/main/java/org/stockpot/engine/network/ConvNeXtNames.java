package org.stockpot.engine.network;

import java.util.List;

/**
 * What the tensors of a ConvNeXt are called; {@code .weight} and {@code .bias} come behind the names of layers.
 *
 * @param patches the convolution of the stem
 * @param patchNorm the norm behind it
 * @param downsample around the number of a stage, before the numbers of two layers: norm, convolution
 * @param stages around the number of a stage, before the number of a block
 * @param layers of a block
 * @param headNorm the norm in front of the head
 * @param headEpsilon added to its variance
 * @param head the head
 * @param trunk what the names of everything but the head begin with
 */
record ConvNeXtNames(
        String patches,
        String patchNorm,
        Numbered downsample,
        Numbered stages,
        Layers layers,
        String headNorm,
        float headEpsilon,
        String head,
        List<String> trunk) {
    /** Of every norm but for what {@link #headEpsilon} says. */
    static final float EPSILON = 1e-6f;

    static final ConvNeXtNames TORCHVISION = new ConvNeXtNames(
            "features.0.0",
            "features.0.1",
            new Numbered("features.", 2, 0, "."),
            new Numbered("features.", 2, 1, "."),
            new Layers("block.0", "block.2", "block.3", "block.5", "layer_scale"),
            "classifier.0",
            EPSILON,
            "classifier.2",
            List.of("features."));

    static final ConvNeXtNames TIMM = new ConvNeXtNames(
            "stem.0",
            "stem.1",
            new Numbered("stages.", 1, 0, ".downsample."),
            new Numbered("stages.", 1, 0, ".blocks."),
            new Layers("conv_dw", "norm", "mlp.fc1", "mlp.fc2", "gamma"),
            "head.norm",
            EPSILON,
            "head.fc",
            List.of("stem.", "stages.", "norm_pre."));

    /** As in the repository of the paper. */
    static final ConvNeXtNames ORIGINAL = new ConvNeXtNames(
            "downsample_layers.0.0",
            "downsample_layers.0.1",
            new Numbered("downsample_layers.", 1, 0, "."),
            new Numbered("stages.", 1, 0, "."),
            new Layers("dwconv", "norm", "pwconv1", "pwconv2", "gamma"),
            "norm",
            EPSILON,
            "head",
            List.of("downsample_layers.", "stages."));

    /** As {@code ConvNextForImageClassification} of Hugging Face's transformers. */
    static final ConvNeXtNames HUGGING_FACE = new ConvNeXtNames(
            "convnext.embeddings.patch_embeddings",
            "convnext.embeddings.layernorm",
            new Numbered("convnext.encoder.stages.", 1, 0, ".downsampling_layer."),
            new Numbered("convnext.encoder.stages.", 1, 0, ".layers."),
            new Layers("dwconv", "layernorm", "pwconv1", "pwconv2", "layer_scale_parameter"),
            "convnext.layernorm",
            1e-12f,
            "classifier",
            List.of("convnext.embeddings.", "convnext.encoder."));

    static final List<ConvNeXtNames> ALL = List.of(TORCHVISION, TIMM, ORIGINAL, HUGGING_FACE);

    ConvNeXtNames {
        trunk = List.copyOf(trunk);
    }

    /** {@code before}, stage · {@code step} + {@code first}, {@code behind}. */
    record Numbered(String before, int step, int first, String behind) {
        String at(int stage) {
            return before + (stage * step + first) + behind;
        }
    }

    /** Of a block, in the order in which they run; {@code gamma} is a tensor, not a layer. */
    record Layers(String depthwise, String norm, String expand, String shrink, String gamma) {}

    /** A tensor that such a network has and others do not. */
    String mark() {
        return stages.at(0) + "0." + layers.depthwise() + ".weight";
    }
}

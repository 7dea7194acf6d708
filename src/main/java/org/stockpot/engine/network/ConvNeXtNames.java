package org.stockpot.engine.network;

import java.util.List;

/**
 * What the tensors of a ConvNeXt are called; {@code .weight} and {@code .bias} come behind the names of layers.
 *
 * @param stem before the numbers of its two layers: convolution, norm
 * @param downsample around the number of a stage, before the numbers of two layers: norm, convolution
 * @param stages around the number of a stage, before the number of a block
 * @param layers of a block
 * @param headNorm the norm in front of the head
 * @param head the head
 * @param trunk what the names of everything but the head begin with
 */
record ConvNeXtNames(
        String stem,
        Numbered downsample,
        Numbered stages,
        Layers layers,
        String headNorm,
        String head,
        List<String> trunk) {
    static final ConvNeXtNames TORCHVISION = new ConvNeXtNames(
            "features.0.",
            new Numbered("features.", 2, 0, "."),
            new Numbered("features.", 2, 1, "."),
            new Layers("block.0", "block.2", "block.3", "block.5", "layer_scale"),
            "classifier.0",
            "classifier.2",
            List.of("features."));

    static final ConvNeXtNames TIMM = new ConvNeXtNames(
            "stem.",
            new Numbered("stages.", 1, 0, ".downsample."),
            new Numbered("stages.", 1, 0, ".blocks."),
            new Layers("conv_dw", "norm", "mlp.fc1", "mlp.fc2", "gamma"),
            "head.norm",
            "head.fc",
            List.of("stem.", "stages.", "norm_pre."));

    /** As in the repository of the paper. */
    static final ConvNeXtNames ORIGINAL = new ConvNeXtNames(
            "downsample_layers.0.",
            new Numbered("downsample_layers.", 1, 0, "."),
            new Numbered("stages.", 1, 0, "."),
            new Layers("dwconv", "norm", "pwconv1", "pwconv2", "gamma"),
            "norm",
            "head",
            List.of("downsample_layers.", "stages."));

    static final List<ConvNeXtNames> ALL = List.of(TORCHVISION, TIMM, ORIGINAL);

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

package org.stockpot.engine.network;

import java.util.List;

/** What the tensors of a ConvNeXt are called; {@code .weight} and {@code .bias} come behind. */
@SuppressWarnings("ImmutableEnumChecker") // strings and an unmodifiable list of strings
enum ConvNeXtNames {
    TORCHVISION(
            "features.0.",
            "features.",
            ".",
            ".",
            2,
            new Layers("block.0", "block.2", "block.3", "block.5", "layer_scale"),
            "classifier.0",
            "classifier.2",
            List.of("features.")),
    TIMM(
            "stem.",
            "stages.",
            ".downsample.",
            ".blocks.",
            1,
            new Layers("conv_dw", "norm", "mlp.fc1", "mlp.fc2", "gamma"),
            "head.norm",
            "head.fc",
            List.of("stem.", "stages.", "norm_pre.")),
    /** As in the repository of the paper. */
    ORIGINAL(
            "downsample_layers.0.",
            "stages.",
            "",
            ".",
            1,
            new Layers("dwconv", "norm", "pwconv1", "pwconv2", "gamma"),
            "norm",
            "head",
            List.of("downsample_layers.", "stages."));

    /** Of a block: two convolutional layers, a norm between them, and so on; {@code gamma} is a tensor, not a layer. */
    record Layers(String depthwise, String norm, String expand, String shrink, String gamma) {}

    private final String stem;
    private final String stages;
    private final String downsample;
    private final String blocks;
    private final int step;
    private final Layers layers;
    private final String headNorm;
    private final String head;
    private final List<String> trunk;

    ConvNeXtNames(
            String stem,
            String stages,
            String downsample,
            String blocks,
            int step,
            Layers layers,
            String headNorm,
            String head,
            List<String> trunk) {
        this.stem = stem;
        this.stages = stages;
        this.downsample = downsample;
        this.blocks = blocks;
        this.step = step;
        this.layers = layers;
        this.headNorm = headNorm;
        this.head = head;
        this.trunk = trunk;
    }

    /** Before the numbers of the stem's two layers: convolution, norm. */
    String stem() {
        return stem;
    }

    /** Before the numbers of the two layers between a stage and the one before it: norm, convolution. */
    String downsample(int stage) {
        return this == ORIGINAL ? "downsample_layers." + stage + "." : stages + stage * step + downsample;
    }

    /** Before the numbers of a stage's blocks. */
    String stage(int stage) {
        return stages + (stage * step + step - 1) + blocks;
    }

    Layers layers() {
        return layers;
    }

    String headNorm() {
        return headNorm;
    }

    String head() {
        return head;
    }

    /** What the names of everything but the head begin with. */
    List<String> trunk() {
        return trunk;
    }

    /** A tensor that such a network has and others do not. */
    String mark() {
        return stage(0) + "0." + layers.depthwise() + ".weight";
    }
}

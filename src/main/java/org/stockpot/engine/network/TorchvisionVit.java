package org.stockpot.engine.network;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stockpot.data.Preprocessing;
import org.stockpot.tensor.Shape;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSpec;

/** The vision transformer (Dosovitskiy et al. 2021, arXiv:2010.11929) as torchvision stores it. */
final class TorchvisionVit implements Family {
    private static final float EPSILON = 1e-6f;
    private static final String KERNEL = "conv_proj.weight";
    private static final String POSITIONS = "encoder.pos_embedding";
    private static final String LAYERS = "encoder.layers.encoder_layer_";

    @Override
    public String mark() {
        return KERNEL + " (ViT of torchvision)";
    }

    @Override
    public Optional<Blueprint> recognise(String subject, Map<String, TensorSpec> tensors) throws StockpotException {
        Optional<String> at = Prefixes.before(tensors, KERNEL);
        return at.isEmpty() ? Optional.empty() : Optional.of(read(new Layout(subject, tensors), at.get()));
    }

    private static Blueprint read(Layout layout, String at) throws StockpotException {
        Shape kernel = VitShape.kernel(layout, at + KERNEL);
        int heads = HeadCount.of((int) kernel.extent(0), layout, at + KERNEL);
        VitShape shape = VitShape.of(layout, kernel, at + POSITIONS, 3, 1, heads);
        var vit = new Transformers(layout, shape, EPSILON);
        int width = shape.width();
        var patches = new PatchLayer(
                layout.take(at + KERNEL, kernel.toArray()),
                Optional.of(layout.take(at + "conv_proj.bias", width)),
                shape.grid());
        var tokens = new TokenLayer(
                List.of(layout.take(at + "class_token", 1, 1, width)),
                layout.take(at + POSITIONS, 1, shape.tokens(), width),
                false);
        vit.embedding((ops, weights, images) -> tokens.apply(ops, weights, patches.apply(ops, weights, images)));
        BlockNames names =
                layout.has(at + LAYERS + "0.mlp.linear_1.weight") ? BlockNames.TORCHVISION_OLD : BlockNames.TORCHVISION;
        int blocks = vit.blocks(at + LAYERS, names, Activation.GELU, 1);
        int classes = vit.heads(vit.norm(at + "encoder.ln"), List.of(at + "heads.head"));
        // The weights for more than 224 pixels (SWAG) were trained and are evaluated without a margin, bicubic.
        Preprocessing usual = shape.size() > 224
                ? Preprocessing.timm(shape.size(), shape.channels(), 1, false)
                : Preprocessing.imageNet(shape.size(), shape.channels());
        return new Blueprint(shape.name("ViT (torchvision)", blocks), usual, classes, layout.sections())
                .assuming(shape.assumedHeads());
    }
}

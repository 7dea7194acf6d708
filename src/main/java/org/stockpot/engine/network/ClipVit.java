package org.stockpot.engine.network;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.stockpot.data.Preprocessing;
import org.stockpot.tensor.Shape;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSpec;

/**
 * CLIP's vision transformer (Radford et al. 2021, arXiv:2103.00020) with a linear classification head, as OpenAI,
 * open_clip and the published model-soup checkpoints store it: patches, class token, pre-norm blocks with QuickGELU or
 * GELU, the class token's projection scaled to unit length, the linear head.
 */
final class ClipVit implements Family {
    private static final float EPSILON = 1e-5f;
    private static final String CONV = "visual.conv1.weight";

    @Override
    public String mark() {
        return CONV + " (CLIP)";
    }

    @Override
    public Optional<Blueprint> recognise(String subject, Map<String, TensorSpec> tensors) throws StockpotException {
        Optional<String> prefix = Prefixes.before(tensors, CONV);
        if (prefix.isEmpty() || tensors.containsKey(prefix.get() + "visual.layer1.0.conv1.weight")) {
            return Optional.empty();
        }
        return Optional.of(ClipActivations.either(
                List.of(Activation.QUICK_GELU, Activation.GELU),
                activation -> read(new Layout(subject, tensors), tensors, prefix.get(), activation)));
    }

    @Override
    public OptionalInt embedding(Map<String, TensorSpec> tensors) {
        return ClipHead.embedding(tensors, CONV, "visual.proj", 1);
    }

    private static Blueprint read(Layout layout, Map<String, TensorSpec> tensors, String prefix, Activation activation)
            throws StockpotException {
        String at = prefix + "visual.";
        Shape kernel = VitShape.kernel(layout, prefix + CONV);
        int heads = HeadCount.of((int) kernel.extent(0), layout, prefix + CONV);
        VitShape shape = VitShape.of(layout, kernel, at + "positional_embedding", 2, 1, heads);
        var vit = new Transformers(layout, shape, EPSILON);
        embed(vit, at, kernel);
        int blocks = vit.blocks(at + "transformer.resblocks.", BlockNames.CLIP, activation, 1);
        long embedding = project(vit, at);
        int classes = ClipHead.read(layout, tensors, embedding);
        return new Blueprint(
                        shape.name("CLIP ViT", blocks),
                        Preprocessing.clip(shape.size(), shape.channels()),
                        classes,
                        layout.sections())
                .assuming(shape.assumedHeads());
    }

    private static void embed(Transformers vit, String at, Shape kernel) throws StockpotException {
        Layout layout = vit.layout();
        int width = vit.shape().width();
        var patches = new PatchLayer(
                layout.take(at + "conv1.weight", kernel.toArray()),
                Optional.empty(),
                vit.shape().grid());
        var tokens = new TokenLayer(
                List.of(layout.take(at + "class_embedding", width)),
                layout.take(at + "positional_embedding", vit.shape().tokens(), width),
                false);
        NormLayer norm = vit.norm(at + "ln_pre");
        vit.embedding((ops, weights, images) ->
                norm.apply(ops, weights, tokens.apply(ops, weights, patches.apply(ops, weights, images))));
    }

    private static long project(Transformers vit, String at) throws StockpotException {
        Layout layout = vit.layout();
        int width = vit.shape().width();
        if (layout.hasAnyUnder(at + "attn_pool.")) {
            throw layout.refusal(" pools its tokens by attention (" + at
                    + "attn_pool, as CoCa does), which is not known here: expected the class token of CLIP.");
        }
        NormLayer norm = vit.norm(at + "ln_post");
        String projection = at + "proj";
        String expected = "[" + width + ", embedding]";
        Shape matrix = layout.look(projection, expected, 2);
        if (matrix.extent(0) != width) {
            throw layout.refusal(projection, expected, matrix.toString());
        }
        long embedding = matrix.extent(1);
        Slot project = layout.take(projection, width, embedding);
        layout.section(
                "projection",
                width * embedding,
                embedding,
                width,
                (ops, weights, tokens) -> norm.apply(ops, weights, tokens.get(":, 0"))
                        .matMul(weights.get(project))
                        .normalize(2, 1));
        return embedding;
    }
}

package org.stockpot.engine.network;

import ai.djl.ndarray.index.NDIndex;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.stockpot.data.Preprocessing;
import org.stockpot.tensor.Shape;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSpec;

/**
 * CLIP's vision transformer (Radford et al. 2021, arXiv:2103.00020) as Hugging Face's transformers stores it. With {@code
 * visual_projection} it is {@code CLIPVisionModelWithProjection}, whose embedding of unit length goes into the head; without,
 * {@code CLIPForImageClassification}, whose head takes the mean of the patches' tokens as they leave the last block.
 */
final class HuggingFaceClip implements Family {
    private static final float EPSILON = 1e-5f;
    private static final String KERNEL = "embeddings.patch_embedding.weight";
    private static final String CLASS = "embeddings.class_embedding";
    private static final String TOWER = "vision_model.";

    @Override
    public String mark() {
        return TOWER + CLASS + " (CLIP of Hugging Face)";
    }

    @Override
    public Optional<Blueprint> recognise(String subject, Map<String, TensorSpec> tensors) throws StockpotException {
        Optional<String> outer = Prefixes.before(tensors, TOWER + CLASS);
        Optional<String> at = outer.map(prefix -> prefix + TOWER).or(() -> Prefixes.before(tensors, CLASS));
        if (at.isEmpty()) {
            return Optional.empty();
        }
        if (!tensors.containsKey(at.get() + "pre_layrnorm.weight") && tensors.containsKey(at.get() + "head.probe")) {
            throw TimmVit.attentionPooling(new Layout(subject, tensors), at.get() + "head");
        }
        return Optional.of(ClipActivations.either(
                List.of(Activation.QUICK_GELU, Activation.GELU),
                activation -> read(new Layout(subject, tensors), tensors, at.get(), outer.orElse(""), activation)));
    }

    @Override
    public OptionalInt embedding(Map<String, TensorSpec> tensors) {
        return ClipHead.embedding(tensors, TOWER + CLASS, "visual_projection.weight", 0);
    }

    private static Blueprint read(
            Layout layout, Map<String, TensorSpec> tensors, String at, String outer, Activation activation)
            throws StockpotException {
        Shape kernel = VitShape.kernel(layout, at + KERNEL);
        int heads = HeadCount.of((int) kernel.extent(0), layout, at + KERNEL);
        VitShape shape = VitShape.of(layout, kernel, at + "embeddings.position_embedding.weight", 2, 1, heads);
        var vit = new Transformers(layout, shape, EPSILON);
        embed(vit, at, kernel);
        boolean projected = layout.has(outer + "visual_projection.weight");
        boolean mean = !projected && layout.has(outer + "classifier.weight");
        int blocks = vit.blocks(
                at + "encoder.layers.", BlockNames.HUGGING_FACE, activation, mean ? TransformerBlock.ALL : 1);
        int classes = mean ? meanHead(vit, outer) : ClipHead.read(layout, tensors, project(vit, at, outer));
        return new Blueprint(
                        shape.name("CLIP ViT (Hugging Face)", blocks),
                        Preprocessing.clip(shape.size(), shape.channels()),
                        classes,
                        layout.sections())
                .assuming(shape.assumedHeads());
    }

    private static void embed(Transformers vit, String at, Shape kernel) throws StockpotException {
        Layout layout = vit.layout();
        int width = vit.shape().width();
        var patches = new PatchLayer(
                layout.take(at + KERNEL, kernel.toArray()),
                Optional.empty(),
                vit.shape().grid());
        var tokens = new TokenLayer(
                List.of(layout.take(at + CLASS, width)),
                layout.take(
                        at + "embeddings.position_embedding.weight", vit.shape().tokens(), width),
                false);
        NormLayer norm = vit.norm(at + "pre_layrnorm");
        vit.embedding((ops, weights, images) ->
                norm.apply(ops, weights, tokens.apply(ops, weights, patches.apply(ops, weights, images))));
    }

    private static long project(Transformers vit, String at, String outer) throws StockpotException {
        Layout layout = vit.layout();
        int width = vit.shape().width();
        NormLayer norm = vit.norm(at + "post_layernorm");
        String projection = outer + "visual_projection";
        String expected = "[embedding, " + width + "]";
        Shape matrix = layout.look(projection + ".weight", expected, 2);
        if (matrix.extent(1) != width) {
            throw layout.refusal(projection + ".weight", expected, matrix.toString());
        }
        long embedding = matrix.extent(0);
        var project = new LinearLayer(layout.take(projection + ".weight", embedding, width), Optional.empty());
        layout.section(
                "projection",
                width * embedding,
                embedding,
                width,
                (ops, weights, tokens) -> project.apply(ops, weights, norm.apply(ops, weights, tokens.get(":, 0")))
                        .normalize(2, 1));
        return embedding;
    }

    /** The last normalisation has weights in the file, but this head looks in front of it. */
    private static int meanHead(Transformers vit, String outer) throws StockpotException {
        Layout layout = vit.layout();
        int width = vit.shape().width();
        String at = outer + "classifier";
        Shape matrix = layout.look(at + ".weight", "[classes, " + width + "]", 2);
        int classes = (int) matrix.extent(0);
        LinearLayer head = LinearLayer.readBiasOrNot(layout, at, width, classes);
        long patches = (long) vit.shape().grid() * vit.shape().grid();
        layout.section(
                "head",
                patches * width + (long) width * classes,
                classes,
                width,
                (ops, weights, tokens) -> head.apply(
                        ops,
                        weights,
                        tokens.get(new NDIndex().addAllDim().addSliceDim(1, 1 + patches))
                                .mean(new int[] {1})));
        return classes;
    }
}

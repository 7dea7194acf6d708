package org.stockpot.engine.network;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stockpot.data.Preprocessing;
import org.stockpot.tensor.Shape;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSpec;

/**
 * CLIP's vision transformer (Radford et al. 2021, arXiv:2103.00020) with a linear classification head, as the published
 * model-soup checkpoints store it: patches, class token, pre-norm blocks with QuickGELU, the class token's projection
 * scaled to unit length, the linear head.
 */
final class ClipVit implements Family {
    /** OpenAI's towers have one attention head per 64 values; the tensors do not say it. */
    private static final int HEAD_WIDTH = 64;

    private static final float EPSILON = 1e-5f;
    private static final List<String> PREFIXES = List.of("", "model.", "module.", "module.model.");
    private static final String CONV = "visual.conv1.weight";

    @Override
    public String mark() {
        return CONV + " (CLIP)";
    }

    @Override
    public Optional<Blueprint> recognise(String subject, Map<String, TensorSpec> tensors) throws StockpotException {
        Optional<String> tower = prefix(tensors, CONV);
        return tower.isEmpty()
                ? Optional.empty()
                : Optional.of(read(new Layout(subject, tensors), tensors, tower.get()));
    }

    private static Optional<String> prefix(Map<String, TensorSpec> tensors, String name) {
        return PREFIXES.stream()
                .filter(prefix -> tensors.containsKey(prefix + name))
                .findFirst();
    }

    private static Blueprint read(Layout layout, Map<String, TensorSpec> tensors, String tower)
            throws StockpotException {
        Shape conv = layout.look(tower + CONV, "[width, channels, patch, patch]", 4);
        int width = (int) conv.extent(0);
        int channels = (int) conv.extent(1);
        int patch = (int) conv.extent(2);
        if (width % HEAD_WIDTH != 0) {
            throw layout.refusal(tower + CONV, "a width that is a multiple of " + HEAD_WIDTH, conv.toString());
        }
        if ((channels != 1 && channels != 3) || conv.extent(3) != patch) {
            throw layout.refusal(tower + CONV, "1 or 3 channels and square patches", conv.toString());
        }
        String position = tower + "visual.positional_embedding";
        Shape positions = layout.look(position, "[tokens, " + width + "]", 2);
        int grid = (int) Math.round(Math.sqrt((double) positions.extent(0) - 1));
        if (positions.extent(1) != width || grid < 1 || (long) grid * grid != positions.extent(0) - 1) {
            throw layout.refusal(position, "[n² + 1, " + width + "]", positions.toString());
        }
        long tokens = positions.extent(0);
        embed(layout, tower, conv, grid, tokens);
        int blocks = 0;
        while (layout.hasAnyUnder(tower + "visual.transformer.resblocks." + blocks + ".") || blocks == 0) {
            block(layout, tower + "visual.transformer.resblocks." + blocks + ".", width, tokens, blocks);
            blocks++;
        }
        int classes = head(layout, tensors, tower, width);
        String name = "CLIP ViT, " + blocks + (blocks == 1 ? " block × " : " blocks × ") + width + ", patch " + patch;
        return new Blueprint(name, Preprocessing.clip(patch * grid, channels), classes, layout.sections());
    }

    private static void embed(Layout layout, String tower, Shape conv, int grid, long tokens) throws StockpotException {
        long width = conv.extent(0);
        long pixels = conv.extent(1) * conv.extent(2) * conv.extent(3);
        var patches = new PatchLayer(layout.take(tower + CONV, conv.toArray()), Optional.empty(), grid);
        var token = new TokenLayer(
                layout.take(tower + "visual.class_embedding", width),
                layout.take(tower + "visual.positional_embedding", tokens, width));
        NormLayer norm = NormLayer.read(layout, tower + "visual.ln_pre", width, EPSILON);
        long work = (long) grid * grid * pixels * width;
        layout.section(
                "embedding",
                work,
                tokens * width,
                Math.max(tokens * width, (long) grid * grid * pixels),
                (ops, weights, images) ->
                        norm.apply(ops, weights, token.apply(ops, weights, patches.apply(ops, weights, images))));
    }

    private static void block(Layout layout, String at, int width, long tokens, int index) throws StockpotException {
        NormLayer norm1 = NormLayer.read(layout, at + "ln_1", width, EPSILON);
        var attention = new AttentionLayer(
                new LinearLayer(
                        layout.take(at + "attn.in_proj_weight", 3L * width, width),
                        Optional.of(layout.take(at + "attn.in_proj_bias", 3L * width))),
                LinearLayer.read(layout, at + "attn.out_proj", width, width),
                width,
                width / HEAD_WIDTH);
        NormLayer norm2 = NormLayer.read(layout, at + "ln_2", width, EPSILON);
        String first = at + "mlp.c_fc.weight";
        Shape matrix = layout.look(first, "[hidden, " + width + "]", 2);
        if (matrix.extent(1) != width) {
            throw layout.refusal(first, "[hidden, " + width + "]", matrix.toString());
        }
        long hidden = matrix.extent(0);
        var perceptron = new Perceptron(
                LinearLayer.read(layout, at + "mlp.c_fc", width, hidden),
                Activation.QUICK_GELU,
                LinearLayer.read(layout, at + "mlp.c_proj", hidden, width));
        Transformers.section(
                layout,
                "block " + index,
                new TransformerBlock(norm1, attention, norm2, perceptron),
                tokens,
                width,
                hidden,
                width / HEAD_WIDTH);
    }

    private static int head(Layout layout, Map<String, TensorSpec> tensors, String tower, int width)
            throws StockpotException {
        NormLayer norm = NormLayer.read(layout, tower + "visual.ln_post", width, EPSILON);
        String projection = tower + "visual.proj";
        Shape proj = layout.look(projection, "[" + width + ", embedding]", 2);
        if (proj.extent(0) != width) {
            throw layout.refusal(projection, "[" + width + ", embedding]", proj.toString());
        }
        long embedding = proj.extent(1);
        Slot project = layout.take(projection, width, embedding);
        layout.section(
                "projection",
                width * embedding,
                embedding,
                width,
                (ops, weights, tokens) -> norm.apply(ops, weights, tokens.get(":, 0"))
                        .matMul(weights.get(project))
                        .normalize(2, 1));
        String weight = "classification_head.weight";
        String name = prefix(tensors, weight).orElse("") + weight;
        String expected = "[classes, " + embedding + "]";
        if (!layout.has(name)) {
            throw layout.refusal(" has no tensor " + name + " " + expected
                    + ": without a classification head it cannot be evaluated.");
        }
        Shape matrix = layout.look(name, expected, 2);
        if (matrix.extent(1) != embedding) {
            throw layout.refusal(name, expected, matrix.toString());
        }
        long classes = matrix.extent(0);
        LinearLayer head = LinearLayer.readBiasOrNot(
                layout, name.substring(0, name.length() - ".weight".length()), embedding, classes);
        layout.section("head", embedding * classes, classes, classes, head);
        return (int) classes;
    }
}

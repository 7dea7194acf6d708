package org.stockpot.engine.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stockpot.data.Preprocessing;
import org.stockpot.tensor.Shape;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSpec;

/**
 * The vision transformer (Dosovitskiy et al. 2021, arXiv:2010.11929) and its descendants as timm stores them: DeiT (Touvron
 * et al. 2021, arXiv:2012.12877) with and without distillation, layer scale, registers, normalised queries and keys, mean
 * pooling, and CLIP's towers with a head of their own.
 */
final class TimmVit implements Family {
    private static final float EPSILON = 1e-6f;
    private static final float CLIP_EPSILON = 1e-5f;
    private static final String KERNEL = "patch_embed.proj.weight";
    private static final String BLOCK = "blocks.0.attn.qkv.weight";

    @Override
    public String mark() {
        return BLOCK + " (ViT of timm)";
    }

    @Override
    public Optional<Blueprint> recognise(String subject, Map<String, TensorSpec> tensors) throws StockpotException {
        Optional<String> at = Prefixes.before(tensors, BLOCK)
                .or(() -> Prefixes.before(tensors, "visual.trunk." + BLOCK).map(prefix -> prefix + "visual.trunk."));
        if (at.isEmpty() || !tensors.containsKey(at.get() + KERNEL)) {
            return Optional.empty();
        }
        if (tensors.containsKey(at.get() + "norm_pre.weight")) {
            return Optional.of(ClipActivations.either(
                    List.of(Activation.GELU, Activation.QUICK_GELU),
                    activation -> new Reading(new Layout(subject, tensors), at.get(), CLIP_EPSILON).read(activation)));
        }
        return Optional.of(new Reading(new Layout(subject, tensors), at.get(), EPSILON).read(Activation.GELU));
    }

    /**
     * Why a network with attention pooling is none of these.
     *
     * @param tensors what the names of the pooling layer's tensors begin with
     */
    static StockpotException attentionPooling(Layout layout, String tensors) {
        return layout.refusal(" pools its tokens by attention (" + tensors
                + ", as SigLIP does), which is not known here: expected a class token or the mean of the patches.");
    }

    /** One network while it is read. */
    private record Reading(Layout layout, String at, float epsilon) {
        Blueprint read(Activation activation) throws StockpotException {
            if (layout.hasAnyUnder(at + "attn_pool.")) {
                throw attentionPooling(layout, at + "attn_pool");
            }
            Shape kernel = VitShape.kernel(layout, at + KERNEL);
            int width = (int) kernel.extent(0);
            int heads = heads(width);
            List<Slot> leading = leading(width);
            VitShape shape = shape(kernel, leading, heads);
            var vit = new Transformers(layout, shape, epsilon);
            embed(vit, kernel, leading);
            boolean mean = layout.has(at + "fc_norm.weight") || !layout.has(at + "cls_token");
            long kept = mean ? TransformerBlock.ALL : layout.has(at + "dist_token") ? 2 : 1;
            int blocks = vit.blocks(at + "blocks.", BlockNames.TIMM, activation, kept);
            int classes = head(vit, mean);
            var blueprint = new Blueprint(shape.name(family(), blocks), usual(shape), classes, layout.sections());
            return normalisesHeads() ? blueprint : blueprint.assuming(shape.assumedHeads());
        }

        private boolean isClip() {
            return layout.has(at + "norm_pre.weight");
        }

        private boolean normalisesHeads() {
            return layout.has(at + "blocks.0.attn.q_norm.weight");
        }

        private String family() {
            return isClip() ? "CLIP ViT (timm)" : layout.has(at + "dist_token") ? "distilled DeiT" : "ViT (timm)";
        }

        /** Class, distillation and register tokens, in timm's order. */
        private List<Slot> leading(int width) throws StockpotException {
            List<Slot> tokens = new ArrayList<>();
            for (String name : List.of("cls_token", "dist_token")) {
                if (layout.has(at + name)) {
                    tokens.add(layout.take(at + name, 1, 1, width));
                }
            }
            String registers = at + "reg_token";
            if (layout.has(registers)) {
                long number = layout.look(registers, "[1, registers, " + width + "]", 3)
                        .extent(1);
                tokens.add(layout.take(registers, 1, number, width));
            }
            return tokens;
        }

        private int heads(int width) throws StockpotException {
            String norm = at + "blocks.0.attn.q_norm.weight";
            if (!normalisesHeads()) {
                return HeadCount.of(width, layout, at + KERNEL);
            }
            Shape values = layout.look(norm, "[values per head]", 1);
            if (width % values.extent(0) != 0) {
                throw layout.refusal(norm, "a divisor of " + width, values.toString());
            }
            return (int) (width / values.extent(0));
        }

        /** There are positions for all tokens, or, as in DeiT III, for the patches alone. */
        private VitShape shape(Shape kernel, List<Slot> tokens, int heads) throws StockpotException {
            int leading = tokens.stream()
                    .mapToInt(slot -> (int) slot.shape().extent(1))
                    .sum();
            String positions = at + "pos_embed";
            long number = layout.look(positions, "[1, tokens, " + kernel.extent(0) + "]", 3)
                    .extent(1);
            boolean ofPatches = VitShape.side(number - leading) == 0 && VitShape.side(number) > 0;
            return VitShape.of(layout, kernel, positions, 3, ofPatches ? 0 : leading, heads)
                    .withLeading(leading);
        }

        private void embed(Transformers vit, Shape kernel, List<Slot> leading) throws StockpotException {
            int width = vit.shape().width();
            Slot matrix = layout.take(at + KERNEL, kernel.toArray());
            String bias = at + "patch_embed.proj.bias";
            Optional<Slot> shift =
                    isClip() && !layout.has(bias) ? Optional.empty() : Optional.of(layout.take(bias, width));
            var patches = new PatchLayer(matrix, shift, vit.shape().grid());
            String positions = at + "pos_embed";
            long number = layout.shape(positions).extent(1);
            var tokens = new TokenLayer(
                    leading,
                    layout.take(positions, 1, number, width),
                    number != vit.shape().tokens());
            layout.refuseOthersUnder(at + "patch_embed.", "a plain projection of patches");
            Forward embedded =
                    (ops, weights, images) -> tokens.apply(ops, weights, patches.apply(ops, weights, images));
            if (isClip()) {
                NormLayer norm = vit.norm(at + "norm_pre");
                vit.embedding((ops, weights, images) -> norm.apply(ops, weights, embedded.apply(ops, weights, images)));
            } else {
                vit.embedding(embedded);
            }
        }

        private int head(Transformers vit, boolean mean) throws StockpotException {
            int width = vit.shape().width();
            boolean behind = layout.has(at + "fc_norm.weight");
            NormLayer norm = vit.norm(at + (behind ? "fc_norm" : "norm"));
            if (!mean) {
                return vit.heads(
                        norm,
                        layout.has(at + "dist_token") ? List.of(at + "head", at + "head_dist") : List.of(at + "head"));
            }
            int classes = vit.classes(at + "head");
            LinearLayer head = LinearLayer.read(layout, at + "head", width, classes);
            long values = vit.shape().tokens() * width;
            layout.section(
                    "head",
                    values + (long) width * classes,
                    classes,
                    values,
                    new MeanHead(norm, behind, vit.shape().leading(), head));
            return classes;
        }

        /** By timm's default configurations: AugReg's for ViT, those of DeiT and of DINOv2, CLIP's; all of it from 384 on. */
        private Preprocessing usual(VitShape shape) {
            int size = shape.size();
            if (isClip()) {
                return Preprocessing.clip(size, shape.channels());
            }
            boolean scaled = layout.has(at + "blocks.0.ls1.gamma");
            boolean imageNet = scaled || layout.has(at + "dist_token");
            return Preprocessing.timm(size, shape.channels(), scaled || size >= 384 ? 1 : 0.9, !imageNet);
        }
    }
}

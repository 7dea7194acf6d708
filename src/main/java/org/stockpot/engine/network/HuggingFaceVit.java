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
 * The vision transformer (Dosovitskiy et al. 2021, arXiv:2010.11929) and DeiT (Touvron et al. 2021, arXiv:2012.12877) as
 * Hugging Face's transformers stores them: {@code ViTForImageClassification}, {@code DeiTForImageClassification}, and the
 * distilled {@code DeiTForImageClassificationWithTeacher}.
 */
final class HuggingFaceVit implements Family {
    private static final float EPSILON = 1e-12f;
    private static final String EMBEDDINGS = "embeddings.";
    private static final String KERNEL = EMBEDDINGS + "patch_embeddings.projection.weight";
    private static final String DISTILLED = EMBEDDINGS + "distillation_token";

    @Override
    public String mark() {
        return "vit." + KERNEL + " (ViT of Hugging Face)";
    }

    @Override
    public Optional<Blueprint> recognise(String subject, Map<String, TensorSpec> tensors) throws StockpotException {
        for (String tower : List.of("vit.", "deit.")) {
            Optional<String> outer = Prefixes.before(tensors, tower + KERNEL);
            if (outer.isPresent()) {
                return Optional.of(new Reading(new Layout(subject, tensors), outer.get(), outer.get() + tower).read());
            }
        }
        return Optional.empty();
    }

    /**
     * One network while it is read.
     *
     * @param outer what the names of the heads' tensors begin with
     * @param at what the names of the tower's tensors begin with
     */
    private record Reading(Layout layout, String outer, String at) {
        Blueprint read() throws StockpotException {
            Shape kernel = VitShape.kernel(layout, at + KERNEL);
            int heads = HeadCount.of((int) kernel.extent(0), layout, at + KERNEL);
            VitShape shape =
                    VitShape.of(layout, kernel, at + EMBEDDINGS + "position_embeddings", 3, isDeit() ? 2 : 1, heads);
            var vit = new Transformers(layout, shape, EPSILON);
            embed(vit, kernel);
            boolean taught = layout.has(outer + "distillation_classifier.weight");
            boolean five = layout.hasAnyUnder(at + "layers.");
            int blocks = vit.blocks(
                    at + (five ? "layers." : "encoder.layer."),
                    five ? BlockNames.HUGGING_FACE_VIT_5 : BlockNames.HUGGING_FACE_VIT,
                    Activation.GELU,
                    taught ? 2 : 1);
            int classes = vit.heads(
                    vit.norm(at + "layernorm"),
                    taught
                            ? List.of(outer + "cls_classifier", outer + "distillation_classifier")
                            : List.of(outer + "classifier"));
            String family = isDeit() ? "DeiT (Hugging Face)" : "ViT (Hugging Face)";
            return new Blueprint(shape.name(family, blocks), usual(shape), classes, layout.sections())
                    .assuming(shape.assumedHeads());
        }

        private boolean isDeit() {
            return layout.has(at + DISTILLED);
        }

        private void embed(Transformers vit, Shape kernel) throws StockpotException {
            int width = vit.shape().width();
            List<Slot> leading = new ArrayList<>();
            leading.add(layout.take(at + EMBEDDINGS + "cls_token", 1, 1, width));
            if (isDeit()) {
                leading.add(layout.take(at + DISTILLED, 1, 1, width));
            }
            var patches = new PatchLayer(
                    layout.take(at + KERNEL, kernel.toArray()),
                    Optional.of(layout.take(at + EMBEDDINGS + "patch_embeddings.projection.bias", width)),
                    vit.shape().grid());
            var tokens = new TokenLayer(
                    leading,
                    layout.take(
                            at + EMBEDDINGS + "position_embeddings",
                            1,
                            vit.shape().tokens(),
                            width),
                    false);
            vit.embedding((ops, weights, images) -> tokens.apply(ops, weights, patches.apply(ops, weights, images)));
        }

        /** By the image processors of the two, but without squeezing images that are not square. */
        private Preprocessing usual(VitShape shape) {
            return isDeit()
                    ? Preprocessing.timm(shape.size(), shape.channels(), 0.875, false)
                    : Preprocessing.plain(shape.size(), shape.channels());
        }
    }
}

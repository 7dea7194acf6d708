package org.stockpot.engine.network;

import java.util.List;
import java.util.Optional;

/**
 * What the tensors of a transformer block are called, after the block's own prefix and without {@code .weight} and {@code
 * .bias}.
 *
 * @param projections of queries, keys and values: one for all, whose name is completed by {@code weight} and {@code bias}
 *     alone, or three
 * @param merge of the heads' results
 * @param first matrix of the perceptron
 * @param second matrix of the perceptron
 * @param scales of what attention and perceptron add; where the tensors are there
 * @param headNorms of each head's queries and keys; where the tensors are there
 * @param biases whether attention has biases for certain; otherwise where the tensors are there
 */
record BlockNames(
        String norm1,
        List<String> projections,
        String merge,
        String norm2,
        String first,
        String second,
        Optional<Pair> scales,
        Optional<Pair> headNorms,
        boolean biases) {
    /** Two names. */
    record Pair(String first, String second) {}

    /** {@code torch.nn.MultiheadAttention} in OpenAI's and open_clip's CLIP. */
    static final BlockNames CLIP = new BlockNames(
            "ln_1",
            List.of("attn.in_proj_"),
            "attn.out_proj",
            "ln_2",
            "mlp.c_fc",
            "mlp.c_proj",
            Optional.of(new Pair("ls_1.gamma", "ls_2.gamma")),
            Optional.empty(),
            true);

    /** CLIP in Hugging Face's transformers. */
    static final BlockNames HUGGING_FACE = new BlockNames(
            "layer_norm1",
            List.of("self_attn.q_proj", "self_attn.k_proj", "self_attn.v_proj"),
            "self_attn.out_proj",
            "layer_norm2",
            "mlp.fc1",
            "mlp.fc2",
            Optional.empty(),
            Optional.empty(),
            true);

    /** ViT and DeiT in the files of Hugging Face's transformers. */
    static final BlockNames HUGGING_FACE_VIT = huggingFaceVit(
            List.of("attention.attention.query", "attention.attention.key", "attention.attention.value"),
            "attention.output.dense",
            "intermediate.dense",
            "output.dense");

    /** As their modules have been calling them since version 5, so that {@code torch.save} writes these names. */
    static final BlockNames HUGGING_FACE_VIT_5 = huggingFaceVit(
            List.of("attention.q_proj", "attention.k_proj", "attention.v_proj"),
            "attention.o_proj",
            "mlp.fc1",
            "mlp.fc2");

    /** timm. */
    static final BlockNames TIMM = new BlockNames(
            "norm1",
            List.of("attn.qkv."),
            "attn.proj",
            "norm2",
            "mlp.fc1",
            "mlp.fc2",
            Optional.of(new Pair("ls1.gamma", "ls2.gamma")),
            Optional.of(new Pair("attn.q_norm", "attn.k_norm")),
            false);

    /** torchvision since 0.13. */
    static final BlockNames TORCHVISION = torchvision("mlp.0", "mlp.3");

    /** torchvision 0.12, and files of that time. */
    static final BlockNames TORCHVISION_OLD = torchvision("mlp.linear_1", "mlp.linear_2");

    private static BlockNames huggingFaceVit(List<String> projections, String merge, String first, String second) {
        return new BlockNames(
                "layernorm_before",
                projections,
                merge,
                "layernorm_after",
                first,
                second,
                Optional.empty(),
                Optional.empty(),
                false);
    }

    private static BlockNames torchvision(String first, String second) {
        return new BlockNames(
                "ln_1",
                List.of("self_attention.in_proj_"),
                "self_attention.out_proj",
                "ln_2",
                first,
                second,
                Optional.empty(),
                Optional.empty(),
                true);
    }
}

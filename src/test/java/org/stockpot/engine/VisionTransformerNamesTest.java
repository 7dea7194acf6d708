package org.stockpot.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stockpot.evaluate.Architecture;
import org.stockpot.evaluate.Stage;
import org.stockpot.tensor.DType;
import org.stockpot.tensor.Shape;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSpec;

/** What names and shapes say, and what is said where they do not fit. */
class VisionTransformerNamesTest {
    private static final String SMALL_HUGE = "torchvision-wide";

    @ParameterizedTest
    @ValueSource(strings = {"", "module.", "model.", "_orig_mod.", "backbone.", "_orig_mod.module.", "module.model."})
    void acceptsTheUsualPrefixes(String prefix) throws Exception {
        for (String file : List.of("huggingface-classifier", "timm-vit", "torchvision-vit", "timm-clip-gelu")) {
            Map<String, TensorSpec> bare = tensors(file);
            Map<String, TensorSpec> wrapped = new LinkedHashMap<>();
            bare.forEach((name, spec) -> wrapped.put(prefix + name, spec));

            Architecture found = recognise(wrapped);

            assertThat(found.usedTensors())
                    .hasSameSizeAs(recognise(bare).usedTensors())
                    .allMatch(name -> name.startsWith(prefix));
        }
    }

    @Test
    void isOneStagePerPart() throws Exception {
        Architecture found = recognise(tensors("openclip-gelu"));

        assertThat(found.stages().stream().map(Stage::name))
                .containsExactly("embedding", "block 0", "block 1", "projection", "head");
        assertThat(found.stages().get(1).tensors())
                .hasSize(12)
                .allMatch(name -> name.startsWith("model.visual.transformer.resblocks.0."));
    }

    @Test
    void carriesOnlyTheTokensThatTheHeadLooksAt() throws Exception {
        List<Long> token = recognise(tensors("timm-vit")).stages().stream()
                .map(Stage::values)
                .toList();
        List<Long> distilled = recognise(tensors("timm-distilled")).stages().stream()
                .map(Stage::values)
                .toList();
        List<Long> mean = recognise(tensors("timm-mean")).stages().stream()
                .map(Stage::values)
                .toList();

        assertThat(token).containsExactly(17 * 192L, 17 * 192L, 192L, 7L);
        assertThat(distilled).containsExactly(18 * 192L, 18 * 192L, 2 * 192L, 7L);
        assertThat(mean).containsExactly(17 * 192L, 17 * 192L, 17 * 192L, 7L);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            openclip-gelu          | QuickGELU, GELU | 2 attention heads of 64 values each, as usual for this width
            huggingface-projection | QuickGELU, GELU | 2 attention heads of 64 values each, as usual for this width
            timm-clip-gelu         | GELU, QuickGELU | 3 attention heads of 64 values each, as usual for this width
            huggingface-vit        | -               | 2 attention heads of 64 values each, as usual for this width
            timm-vit               | -               | 3 attention heads of 64 values each, as usual for this width
            timm-qk-norm           | -               | -
            torchvision-wide       | -               | 16 attention heads of 80 values each, as usual for this width
            """)
    void saysWhatTheTensorsDoNot(String file, String variants, String assumption) throws Exception {
        Architecture found = recognise(tensors(file));

        assertThat(found.variants()).isEqualTo(variants.equals("-") ? List.of() : List.of(variants.split(", ", 0)));
        assertThat(found.assumptions()).isEqualTo(assumption.equals("-") ? List.of() : List.of(assumption));
    }

    /** As the libraries' own configurations prepare images for most weights of that kind. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            openclip-vit-b-32         | 224 | 224 | BICUBIC  | 0.48145466 | 0.26862954
            huggingface-classifier    |  24 |  24 | BICUBIC  | 0.48145466 | 0.26862954
            huggingface-projection    |  24 |  24 | BICUBIC  | 0.5        | 0.5
            huggingface-vit           |  24 |  24 | BILINEAR | 0.5        | 0.5
            huggingface-deit          |  24 |  27 | BICUBIC  | 0.485      | 0.229
            timm-vit                  |  32 |  35 | BICUBIC  | 0.5        | 0.5
            timm-deit-tiny-distilled  | 224 | 248 | BICUBIC  | 0.485      | 0.229
            timm-deit3                |  32 |  32 | BICUBIC  | 0.485      | 0.229
            timm-clip-gelu            |  32 |  32 | BICUBIC  | 0.48145466 | 0.26862954
            torchvision-vit           |  32 |  37 | BILINEAR | 0.485      | 0.229
            """)
    void guessesHowImagesArePrepared(String file, int size, int resize, String filter, double mean, double std)
            throws Exception {
        var usual = recognise(tensors(file)).usual();

        assertThat(usual.size()).isEqualTo(size);
        assertThat(usual.resize()).isEqualTo(resize);
        assertThat(usual.filter()).hasToString(filter);
        assertThat(usual.mean().get(0)).isEqualTo(mean);
        assertThat(usual.std().get(0)).isEqualTo(std);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            huggingface-classifier | vision_model.embeddings.patch_embedding.weight    | 128,3,8,4 | expected 1 or 3 channels and square patches, found [128, 3, 8, 4].
            huggingface-classifier | vision_model.embeddings.position_embedding.weight | 11,128    | expected [n² + 1, 128], found [11, 128].
            huggingface-classifier | vision_model.encoder.layers.1.self_attn.k_proj.weight | 64,128 | expected [128, 128], found [64, 128].
            huggingface-classifier | classifier.bias                                   | 7         | expected [6], found [7].
            huggingface-classifier | classifier.weight                                 | 6,40      | expected [6, 128], found [6, 40].
            huggingface-projection | visual_projection.weight                          | 40,64     | expected [embedding, 128], found [40, 64].
            huggingface-projection | classification_head.weight                        | 6,128     | expected [classes, 40], found [6, 128].
            huggingface-vit        | vit.embeddings.position_embeddings                | 1,11,128  | expected [1, n² + 1, 128], found [1, 11, 128].
            huggingface-deit-taught | distillation_classifier.weight                   | 8,128     | expected [7, 128], found [8, 128].
            timm-vit               | patch_embed.proj.weight                           | 100,1,8,8 | expected a width that is a multiple of 64, found [100, 1, 8, 8].
            timm-vit               | pos_embed                                         | 1,18,192  | expected [1, n² + 1, 192], found [1, 18, 192].
            timm-vit               | pos_embed                                         | 17,192    | expected [1, tokens, 192], found [17, 192].
            timm-vit               | cls_token                                         | 1,2,192   | expected [1, 1, 192], found [1, 2, 192].
            timm-vit               | blocks.1.attn.qkv.weight                          | 192,192   | expected [576, 192], found [192, 192].
            timm-vit               | blocks.0.mlp.fc2.weight                           | 192,384   | expected [192, 768], found [192, 384].
            timm-deit3             | blocks.0.ls2.gamma                                | 1         | expected [192], found [1].
            timm-qk-norm           | blocks.0.attn.q_norm.weight                       | 50        | expected a divisor of 192, found [50].
            timm-registers         | reg_token                                         | 4,192     | expected [1, registers, 192], found [4, 192].
            torchvision-vit        | class_token                                       | 1,128     | expected [1, 1, 128], found [1, 128].
            torchvision-vit        | encoder.pos_embedding                             | 1,16,128  | expected [1, n² + 1, 128], found [1, 16, 128].
            torchvision-vit        | encoder.layers.encoder_layer_0.self_attention.in_proj_bias | 128 | expected [384], found [128].
            torchvision-vit        | heads.head.bias                                   | 8         | expected [7], found [8].
            """)
    void namesTheTensorThatDoesNotFit(String file, String tensor, String shape, String message) throws Exception {
        Map<String, TensorSpec> tensors = tensors(file);
        assertThat(tensors).containsKey(tensor);
        tensors.put(tensor, spec(shape));

        assertThatThrownBy(() -> recognise(tensors))
                .isInstanceOf(StockpotException.class)
                .hasMessage("a.pt: tensor " + tensor + ": " + message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            huggingface-projection | vision_model.pre_layrnorm.bias                   | a.pt has no tensor vision_model.pre_layrnorm.bias: expected [128].
            huggingface-projection | vision_model.encoder.layers.1.self_attn.q_proj.bias | a.pt has no tensor vision_model.encoder.layers.1.self_attn.q_proj.bias: expected [128].
            huggingface-projection | classification_head.weight                       | a.pt has no tensor classification_head.weight [classes, 40]: without a classification head it cannot be evaluated; text features will do.
            huggingface-projection | visual_projection.weight                         | a.pt has no tensor visual_projection.weight: expected [embedding, 128].
            huggingface-vit        | classifier.weight                                | a.pt has no tensor classifier.weight [classes, 128]: without a classification head it cannot be evaluated.
            huggingface-deit       | deit.embeddings.distillation_token               | a.pt: tensor deit.embeddings.position_embeddings: expected [1, n² + 1, 128], found [1, 11, 128].
            timm-vit               | pos_embed                                        | a.pt has no tensor pos_embed: expected [1, tokens, 192].
            timm-vit               | norm.weight                                      | a.pt has no tensor norm.weight: expected [192].
            timm-vit               | head.weight                                      | a.pt has no tensor head.weight [classes, 192]: without a classification head it cannot be evaluated.
            timm-vit               | patch_embed.proj.bias                            | a.pt has no tensor patch_embed.proj.bias: expected [192].
            timm-distilled         | head_dist.weight                                 | a.pt has no tensor head_dist.weight: expected [7, 192].
            torchvision-vit        | class_token                                      | a.pt has no tensor class_token: expected [1, 1, 128].
            torchvision-vit        | encoder.layers.encoder_layer_1.mlp.3.weight      | a.pt has no tensor encoder.layers.encoder_layer_1.mlp.3.weight: expected [128, 192].
            torchvision-vit        | heads.head.weight                                | a.pt has no tensor heads.head.weight [classes, 128]: without a classification head it cannot be evaluated.
            """)
    void namesTheTensorThatIsMissing(String file, String tensor, String message) throws Exception {
        Map<String, TensorSpec> tensors = tensors(file);
        assertThat(tensors.remove(tensor)).isNotNull();

        assertThatThrownBy(() -> recognise(tensors))
                .isInstanceOf(StockpotException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            timm-vit      | attn_pool.latent                | 1,1,192 | a.pt pools its tokens by attention (attn_pool, as SigLIP does), which is not known here: expected a class token or the mean of the patches.
            timm-vit      | blocks.1.attn.rel_pos.table     | 49,3    | a.pt has the tensor blocks.1.attn.rel_pos.table, which no network known here has in that place: expected a plain transformer block.
            timm-vit      | patch_embed.norm.weight         | 192     | a.pt has the tensor patch_embed.norm.weight, which no network known here has in that place: expected a plain projection of patches.
            openclip-gelu | model.visual.attn_pool.query    | 1,128   | a.pt pools its tokens by attention (model.visual.attn_pool, as CoCa does), which is not known here: expected the class token of CLIP.
            """)
    void refusesWhatWouldChangeTheLogits(String file, String tensor, String shape, String message) throws Exception {
        Map<String, TensorSpec> tensors = tensors(file);
        tensors.put(tensor, spec(shape));

        assertThatThrownBy(() -> recognise(tensors))
                .isInstanceOf(StockpotException.class)
                .hasMessage(message);
    }

    @Test
    void readsTheOlderNamesOfTorchvision() throws Exception {
        Map<String, TensorSpec> tensors = new LinkedHashMap<>();
        tensors("torchvision-vit")
                .forEach((name, spec) ->
                        tensors.put(name.replace("mlp.0.", "mlp.linear_1.").replace("mlp.3.", "mlp.linear_2."), spec));

        assertThat(recognise(tensors).usedTensors())
                .contains("encoder.layers.encoder_layer_1.mlp.linear_2.weight")
                .hasSize(32);
    }

    @ParameterizedTest
    @CsvSource({"classifier", "head", "fc", "model.classification_head"})
    void findsAHeadUnderItsUsualNames(String name) throws Exception {
        Map<String, TensorSpec> tensors = tensors("openclip-gelu");
        for (String part : List.of(".weight", ".bias")) {
            tensors.put(name + part, tensors.get("classification_head" + part));
            tensors.remove("classification_head" + part);
        }

        assertThat(recognise(tensors).usedTensors()).contains(name + ".weight", name + ".bias");
    }

    @Test
    void readsABareTowerOfHuggingFace() throws Exception {
        Map<String, TensorSpec> tensors = new LinkedHashMap<>();
        tensors("huggingface-classifier").forEach((name, spec) -> tensors.put(name.replace("vision_model.", ""), spec));

        assertThat(recognise(tensors).classes()).isEqualTo(6);
    }

    /** The number of heads is 16 from width 1152 on where 64 would be 18 and more. */
    @ParameterizedTest
    @CsvSource({"1152", "1280", "1408", "1664"})
    void givesWideTransformersSixteenHeads(long width) throws Exception {
        Map<String, TensorSpec> tensors = tensors(SMALL_HUGE);
        tensors.replaceAll((name, spec) -> new TensorSpec(
                spec.dtype(),
                Shape.of(Arrays.stream(spec.shape().toArray())
                        .map(extent -> extent == 1280 ? width : extent == 3 * 1280 ? 3 * width : extent)
                        .toArray())));

        assertThat(recognise(tensors).assumptions())
                .containsExactly("16 attention heads of " + width / 16 + " values each, as usual for this width");
    }

    private static Architecture recognise(Map<String, TensorSpec> tensors) throws StockpotException {
        return new DjlBackend().recognise("a.pt", tensors);
    }

    private static Map<String, TensorSpec> tensors(String file) throws Exception {
        var tensors = new LinkedHashMap<>(
                FormulaWeights.of("vit/" + file + ".safetensors").specs());
        tensors.remove(FormulaWeights.IMAGES);
        return tensors;
    }

    private static TensorSpec spec(String extents) {
        return new TensorSpec(
                DType.F32,
                Shape.of(Arrays.stream(extents.split(",", -1))
                        .mapToLong(Long::parseLong)
                        .toArray()));
    }
}

package org.stockpot.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stockpot.evaluate.Architecture;
import org.stockpot.tensor.DType;
import org.stockpot.tensor.Shape;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSpec;

class ClipVitTest {
    private static final String BLOCK = "visual.transformer.resblocks.";

    @Test
    void readsThePublishedViTB32OffItsNamesAndShapes() throws StockpotException {
        Architecture found = new DjlBackend().recognise("model_0.pt", tower("model.", 768, 12, 32, 7, 3, 512, 1000));

        assertThat(found.name()).isEqualTo("CLIP ViT, 12 blocks × 768, patch 32");
        assertThat(found.inputSize()).isEqualTo(224);
        assertThat(found.channels()).isEqualTo(3);
        assertThat(found.classes()).isEqualTo(1000);
        assertThat(found.usedTensors()).hasSize(5 + 4 + 12 * 12 + 1);
    }

    @Test
    void leavesTheTextTowerUnused() throws StockpotException {
        Map<String, TensorSpec> tensors = tower("model.", 64, 1, 4, 2, 3, 8, 5);
        tensors.put("model.transformer.resblocks.0.ln_1.weight", spec(512));
        tensors.put("model.token_embedding.weight", spec(49408, 512));
        tensors.put("model.logit_scale", spec());

        Architecture found = new DjlBackend().recognise("soup", tensors);

        assertThat(found.usedTensors())
                .contains("model.visual.proj", "classification_head.bias")
                .noneMatch(name -> name.contains("token_embedding")
                        || name.contains("logit_scale")
                        || name.startsWith("model.transformer"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "model.", "module.", "module.model."})
    void acceptsTheUsualPrefixes(String prefix) throws StockpotException {
        Architecture found = new DjlBackend().recognise("soup", tower(prefix, 64, 1, 4, 2, 1, 8, 5));

        assertThat(found.usedTensors()).contains(prefix + "visual.class_embedding");
        assertThat(found.classes()).isEqualTo(5);
    }

    @Test
    void acceptsAHeadWithoutBias() throws StockpotException {
        Map<String, TensorSpec> tensors = tower("model.", 64, 1, 4, 2, 1, 8, 5);
        tensors.remove("classification_head.bias");

        assertThat(new DjlBackend().recognise("soup", tensors).usedTensors())
                .contains("classification_head.weight")
                .doesNotContain("classification_head.bias");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            model.visual.conv1.weight | 64,2,4,4 | a.pt: tensor model.visual.conv1.weight: expected 1 or 3 channels and square patches, found [64, 2, 4, 4].
            model.visual.conv1.weight | 96,3,4,4 | a.pt: tensor model.visual.conv1.weight: expected a width that is a multiple of 64, found [96, 3, 4, 4].
            model.visual.positional_embedding | 6,64 | a.pt: tensor model.visual.positional_embedding: expected [n² + 1, 64], found [6, 64].
            model.visual.ln_pre.weight | 65 | a.pt: tensor model.visual.ln_pre.weight: expected [64], found [65].
            model.visual.transformer.resblocks.1.attn.in_proj_weight | 64,64 | a.pt: tensor model.visual.transformer.resblocks.1.attn.in_proj_weight: expected [192, 64], found [64, 64].
            model.visual.transformer.resblocks.0.mlp.c_proj.weight | 64,128 | a.pt: tensor model.visual.transformer.resblocks.0.mlp.c_proj.weight: expected [64, 256], found [64, 128].
            model.visual.proj | 8 | a.pt: tensor model.visual.proj: expected [64, embedding], found [8].
            classification_head.weight | 5,9 | a.pt: tensor classification_head.weight: expected [classes, 8], found [5, 9].
            classification_head.bias | 6 | a.pt: tensor classification_head.bias: expected [5], found [6].
            """)
    void namesTheTensorThatDoesNotFit(String tensor, String shape, String message) {
        Map<String, TensorSpec> tensors = tower("model.", 64, 2, 4, 2, 3, 8, 5);
        long[] extents = java.util.Arrays.stream(shape.split(","))
                .mapToLong(Long::parseLong)
                .toArray();
        tensors.put(tensor, spec(extents));

        assertThatThrownBy(() -> new DjlBackend().recognise("a.pt", tensors))
                .isInstanceOf(StockpotException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            model.visual.proj | a.pt has no tensor model.visual.proj: expected [64, embedding].
            model.visual.transformer.resblocks.0.ln_2.bias | a.pt has no tensor model.visual.transformer.resblocks.0.ln_2.bias: expected [64].
            classification_head.weight | a.pt has no tensor classification_head.weight [classes, 8]: without a classification head it cannot be evaluated; text features will do.
            """)
    void namesTheTensorThatIsMissing(String tensor, String message) {
        Map<String, TensorSpec> tensors = tower("model.", 64, 2, 4, 2, 3, 8, 5);
        tensors.remove(tensor);

        assertThatThrownBy(() -> new DjlBackend().recognise("a.pt", tensors))
                .isInstanceOf(StockpotException.class)
                .hasMessage(message);
    }

    @Test
    void saysWhichNetworksThereAreWhenItIsNone() {
        Map<String, TensorSpec> tensors = tower("model.", 64, 2, 4, 2, 3, 8, 5);
        tensors.remove("model.visual.conv1.weight");

        assertThatThrownBy(() -> new DjlBackend().recognise("a.pt", tensors))
                .isInstanceOf(StockpotException.class)
                .hasMessageMatching(
                        "a\\.pt is no network known here: expected one of the tensors visual\\.conv1\\.weight"
                                + " \\(CLIP\\), .+ \\(ViT of torchvision\\).*; found 33 tensors without any of them\\.");
    }

    @Test
    void refusesIntegersAsWeights() {
        Map<String, TensorSpec> tensors = tower("model.", 64, 1, 4, 2, 3, 8, 5);
        tensors.put("model.visual.proj", new TensorSpec(DType.I64, Shape.of(64, 8)));

        assertThatThrownBy(() -> new DjlBackend().recognise("a.pt", tensors))
                .hasMessage("a.pt: tensor model.visual.proj: expected a floating type, found I64.");
    }

    private static Map<String, TensorSpec> tower(
            String prefix, long width, int blocks, long patch, long grid, long channels, long embed, long classes) {
        var tensors = new LinkedHashMap<String, TensorSpec>();
        tensors.put(prefix + "visual.class_embedding", spec(width));
        tensors.put(prefix + "visual.positional_embedding", spec(grid * grid + 1, width));
        tensors.put(prefix + "visual.proj", spec(width, embed));
        tensors.put(prefix + "visual.conv1.weight", spec(width, channels, patch, patch));
        norm(tensors, prefix + "visual.ln_pre", width);
        for (int block = 0; block < blocks; block++) {
            String at = prefix + BLOCK + block + ".";
            tensors.put(at + "attn.in_proj_weight", spec(3 * width, width));
            tensors.put(at + "attn.in_proj_bias", spec(3 * width));
            tensors.put(at + "attn.out_proj.weight", spec(width, width));
            tensors.put(at + "attn.out_proj.bias", spec(width));
            norm(tensors, at + "ln_1", width);
            tensors.put(at + "mlp.c_fc.weight", spec(4 * width, width));
            tensors.put(at + "mlp.c_fc.bias", spec(4 * width));
            tensors.put(at + "mlp.c_proj.weight", spec(width, 4 * width));
            tensors.put(at + "mlp.c_proj.bias", spec(width));
            norm(tensors, at + "ln_2", width);
        }
        norm(tensors, prefix + "visual.ln_post", width);
        tensors.put("classification_head.weight", spec(classes, embed));
        tensors.put("classification_head.bias", spec(classes));
        return tensors;
    }

    private static void norm(Map<String, TensorSpec> tensors, String name, long width) {
        tensors.put(name + ".weight", spec(width));
        tensors.put(name + ".bias", spec(width));
    }

    private static TensorSpec spec(long... extents) {
        return new TensorSpec(DType.F32, Shape.of(extents));
    }
}

package org.stockpot.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stockpot.evaluate.Architecture;
import org.stockpot.evaluate.Network;
import org.stockpot.evaluate.Notes;
import org.stockpot.evaluate.ZeroShotHead;
import org.stockpot.tensor.DType;
import org.stockpot.tensor.Shape;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSpec;

/** Logits of what PyTorch's libraries build (make_vit_fixtures.py), against our own. */
class VisionTransformersTest {
    private final DjlBackend backend = new DjlBackend(EngineOptions.usual().withNotes(new EightByEight()));

    /** How many images pay at once is measured elsewhere. */
    private static final class EightByEight implements Notes {
        @Override
        public Optional<String> get(String key) {
            return Optional.of("8 8");
        }

        @Override
        public void put(String key, String value) {}
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            openclip-gelu                | GELU      | 'CLIP ViT, 2 blocks × 128, patch 8'
            openclip-quickgelu-scaled    | QuickGELU | 'CLIP ViT, 2 blocks × 128, patch 8'
            openclip-epsilon             | QuickGELU | 'CLIP ViT, 1 block × 128, patch 8'
            openclip-vit-b-32            | QuickGELU | 'CLIP ViT, 12 blocks × 768, patch 32'
            huggingface-projection       | QuickGELU | 'CLIP ViT (Hugging Face), 2 blocks × 128, patch 8'
            huggingface-classifier       | QuickGELU | 'CLIP ViT (Hugging Face), 2 blocks × 128, patch 8'
            huggingface-classifier-gelu  | GELU      | 'CLIP ViT (Hugging Face), 2 blocks × 128, patch 8'
            huggingface-epsilon          | QuickGELU | 'CLIP ViT (Hugging Face), 2 blocks × 128, patch 8'
            huggingface-vit              | usual     | 'ViT (Hugging Face), 2 blocks × 128, patch 8'
            huggingface-vit-no-qkv-bias  | usual     | 'ViT (Hugging Face), 2 blocks × 128, patch 8'
            huggingface-vit-epsilon      | usual     | 'ViT (Hugging Face), 1 block × 128, patch 8'
            huggingface-vit-5            | usual     | 'ViT (Hugging Face), 2 blocks × 128, patch 8'
            huggingface-deit             | usual     | 'DeiT (Hugging Face), 2 blocks × 128, patch 8'
            huggingface-deit-taught      | usual     | 'DeiT (Hugging Face), 2 blocks × 128, patch 8'
            timm-vit                     | usual     | 'ViT (timm), 2 blocks × 192, patch 8'
            timm-vit-epsilon             | usual     | 'ViT (timm), 1 block × 192, patch 8'
            timm-no-qkv-bias             | usual     | 'ViT (timm), 2 blocks × 192, patch 8'
            timm-deit3                   | usual     | 'ViT (timm), 2 blocks × 192, patch 8'
            timm-distilled               | usual     | 'distilled DeiT, 2 blocks × 192, patch 8'
            timm-deit-tiny-distilled     | usual     | 'distilled DeiT, 12 blocks × 192, patch 16'
            timm-mean                    | usual     | 'ViT (timm), 2 blocks × 192, patch 8'
            timm-mean-no-class           | usual     | 'ViT (timm), 2 blocks × 192, patch 8'
            timm-registers               | usual     | 'ViT (timm), 2 blocks × 192, patch 8'
            timm-registers-mean          | usual     | 'ViT (timm), 2 blocks × 192, patch 8'
            timm-registers-placed        | usual     | 'ViT (timm), 2 blocks × 192, patch 8'
            timm-qk-norm                 | usual     | 'ViT (timm), 2 blocks × 192, patch 8'
            timm-clip-gelu               | GELU      | 'CLIP ViT (timm), 2 blocks × 192, patch 8'
            timm-clip-quickgelu          | QuickGELU | 'CLIP ViT (timm), 2 blocks × 192, patch 8'
            timm-clip-epsilon            | GELU      | 'CLIP ViT (timm), 1 block × 192, patch 8'
            torchvision-vit              | usual     | 'ViT (torchvision), 2 blocks × 128, patch 8'
            torchvision-vit-epsilon      | usual     | 'ViT (torchvision), 1 block × 128, patch 8'
            torchvision-wide             | usual     | 'ViT (torchvision), 1 block × 1280, patch 14'
            """)
    void agreesWithPyTorchToOnePartInTenThousand(String file, String variant, String name) throws Exception {
        FormulaWeights fixture = FormulaWeights.of("vit/" + file + ".safetensors");
        var images = fixture.spec(FormulaWeights.IMAGES).shape();
        try (Network network =
                backend.load(fixture, size(fixture), Optional.of(variant).filter(given -> !given.equals("usual")))) {
            Architecture architecture = network.architecture();

            float[] logits = network.logits(fixture.floats(FormulaWeights.IMAGES), (int) images.extent(0));

            assertThat(architecture.name()).isEqualTo(name);
            assertThat(architecture.channels()).isEqualTo((int) images.extent(1));
            assertThat(architecture.inputSize()).isEqualTo((int) images.extent(2));
            assertClose(logits, fixture.logits());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"openclip-gelu", "huggingface-classifier-gelu"})
    void tellsTheActivationsApart(String file) throws Exception {
        FormulaWeights fixture = FormulaWeights.of("vit/" + file + ".safetensors");
        try (Network network = backend.load(fixture, size(fixture), Optional.of("QuickGELU"))) {
            float[] logits = network.logits(fixture.floats(FormulaWeights.IMAGES), 3);

            assertThatThrownBy(() -> assertClose(logits, fixture.logits())).isInstanceOf(AssertionError.class);
        }
    }

    @ParameterizedTest
    @CsvSource({"openclip-zero-shot, 48", "huggingface-zero-shot, 40"})
    void takesTextFeaturesForAHead(String file, int embedding) throws Exception {
        FormulaWeights fixture = FormulaWeights.of("vit/" + file + ".safetensors");
        float[] features = FormulaWeights.of(
                        "t", Map.of("text_features", new TensorSpec(DType.F32, Shape.of(6, embedding))))
                .floats("text_features");
        ZeroShotHead head = ZeroShotHead.of("t", features, 6, embedding, backend.embedding("tower", fixture.specs()));

        try (Network network = backend.load(head.over(fixture), size(fixture))) {
            assertThat(network.architecture().classes()).isEqualTo(6);
            assertClose(network.logits(fixture.floats(FormulaWeights.IMAGES), 3), fixture.logits());
        }
    }

    @Test
    void hasNoPlaceForTextFeaturesInOtherNetworks() throws Exception {
        FormulaWeights fixture = FormulaWeights.of("vit/timm-vit.safetensors");

        assertThatThrownBy(() -> backend.embedding("a.pt", fixture.specs()))
                .isInstanceOf(StockpotException.class)
                .hasMessage("a.pt is no image tower of CLIP that a head of text features fits: expected the tensor"
                        + " visual.proj or visual_projection.weight, found neither among 33.");
    }

    private static int size(FormulaWeights fixture) {
        return (int) fixture.spec(FormulaWeights.IMAGES).shape().extent(2);
    }

    private static void assertClose(float[] actual, float[] expected) {
        assertThat(actual).hasSameSizeAs(expected);
        float largest = 0;
        for (float value : expected) {
            largest = Math.max(largest, Math.abs(value));
        }
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual[i]).as("logit " + i).isCloseTo(expected[i], within(1e-4f * largest));
        }
    }
}

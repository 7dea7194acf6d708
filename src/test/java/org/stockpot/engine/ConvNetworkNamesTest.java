package org.stockpot.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stockpot.data.Preprocessing;
import org.stockpot.evaluate.Architecture;
import org.stockpot.evaluate.Stage;
import org.stockpot.tensor.DType;
import org.stockpot.tensor.Shape;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSpec;

/** What is read off the names and shapes of convolutional networks and multilayer perceptrons, and what is refused. */
class ConvNetworkNamesTest {
    private final DjlBackend backend = new DjlBackend();

    @Test
    void aResNetHasOneStageForItsStemEachBlockAndItsHead() throws Exception {
        Architecture found = backend.recognise("a.pt", tensors("torchvision-resnet18"));

        assertThat(found.stages().stream().map(Stage::name))
                .containsExactly(
                        "stem",
                        "layer 1 block 0",
                        "layer 1 block 1",
                        "layer 2 block 0",
                        "layer 2 block 1",
                        "layer 3 block 0",
                        "layer 3 block 1",
                        "layer 4 block 0",
                        "layer 4 block 1",
                        "pooling and head");
        assertThat(found.stages().stream().map(Stage::values))
                .containsExactly(
                        64 * 56 * 56L,
                        64 * 56 * 56L,
                        64 * 56 * 56L,
                        128 * 28 * 28L,
                        128 * 28 * 28L,
                        256 * 14 * 14L,
                        256 * 14 * 14L,
                        512 * 7 * 7L,
                        512 * 7 * 7L,
                        10L);
        assertThat(found.stages().get(0).widest()).isEqualTo(64 * 112 * 112);
        assertThat(found.stages().get(0).work()).isEqualTo(112L * 112 * 64 * 3 * 7 * 7);
        assertThat(found.stages().get(3).work()).isEqualTo(28L * 28 * 128 * (64 * 3 * 3 + 128 * 3 * 3 + 64));
    }

    @Test
    void aConvNeXtHasStagesOfItsOwnBetweenTheResolutions() throws Exception {
        Architecture found = backend.recognise("a.pt", tensors("original-convnext"));

        assertThat(found.stages().stream().map(Stage::name))
                .containsExactly(
                        "stem",
                        "stage 1 block 0",
                        "downsampling 1",
                        "stage 2 block 0",
                        "stage 2 block 1",
                        "downsampling 2",
                        "stage 3 block 0",
                        "downsampling 3",
                        "stage 4 block 0",
                        "pooling and head");
        assertThat(found.stages().get(1).work()).isEqualTo(56L * 56 * 8 * (7 * 7 + 32 + 32));
        assertThat(found.stages().get(1).widest()).isEqualTo(56 * 56 * 32);
        assertThat(found.stages().get(2).values()).isEqualTo(28 * 28 * 16);
    }

    @ParameterizedTest
    @CsvSource({
        "torchvision-resnet50, 224, 256, BILINEAR, 0.485",
        "timm-resnet18, 224, 256, BILINEAR, 0.449",
        "cifar-resnet18, 32, 32, BILINEAR, 0.5",
        "torchvision-convnext-tiny, 224, 256, BILINEAR, 0.485",
        "timm-convnext, 224, 256, BICUBIC, 0.449",
        "original-convnext, 224, 256, BICUBIC, 0.485",
        "huggingface-convnext, 224, 256, BICUBIC, 0.449",
        "mlp-grey, 28, 28, BILINEAR, 0.5",
        "mlp-colour, 8, 8, BILINEAR, 0.5",
    })
    void knowsHowImagesAreUsuallyPrepared(
            String fixture, int size, int resize, Preprocessing.Filter filter, double mean) throws Exception {
        Preprocessing usual = backend.recognise("a.pt", tensors(fixture)).usual();

        assertThat(usual.size()).isEqualTo(size);
        assertThat(usual.resize()).isEqualTo(resize);
        assertThat(usual.filter()).isEqualTo(filter);
        assertThat(usual.mean().get(0)).isEqualTo(mean);
    }

    @ParameterizedTest
    @CsvSource({"torchvision-resnet18, 160, 12800", "cifar-resnet18, 33, 12800", "timm-convnext, 33, 32"})
    void takesImagesOfAnySize(String fixture, int size, long last) throws Exception {
        Architecture found = backend.recognise("a.pt", tensors(fixture), size);

        assertThat(found.inputSize()).isEqualTo(size);
        assertThat(found.stages().get(found.stages().size() - 2).values()).isEqualTo(last);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            mlp-grey | 32 | a.pt takes images of 28 × 28 pixels, the preprocessing makes 32 × 32: change its size.
            timm-convnext | 31 | a.pt halves its images until less than one pixel is left: prepare larger ones.
            """)
    void refusesImagesThatDoNotFit(String fixture, int size, String message) {
        assertThatThrownBy(() -> backend.recognise("a.pt", tensors(fixture), size))
                .isInstanceOf(StockpotException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"module.", "model.", "_orig_mod.", "backbone.", "encoder.", "module.model."})
    void acceptsTheUsualPrefixes(String prefix) throws Exception {
        for (String fixture : new String[] {"torchvision-resnet18", "timm-convnext", "mlp-grey"}) {
            Architecture plain = backend.recognise("a.pt", tensors(fixture));
            var prefixed = new LinkedHashMap<String, TensorSpec>();
            tensors(fixture).forEach((name, spec) -> prefixed.put(prefix + name, spec));

            Architecture found = backend.recognise("a.pt", prefixed);

            assertThat(found.name()).isEqualTo(plain.name());
            assertThat(found.usedTensors())
                    .containsExactlyInAnyOrderElementsOf(plain.usedTensors().stream()
                            .map(name -> prefix + name)
                            .toList());
        }
    }

    @Test
    void findsTheHeadBesideTheTrunk() throws Exception {
        var tensors = new LinkedHashMap<String, TensorSpec>();
        tensors("torchvision-resnet18")
                .forEach((name, spec) ->
                        tensors.put(name.startsWith("fc.") ? "head." + name : "backbone." + name, spec));

        assertThat(backend.recognise("a.pt", tensors).usedTensors()).contains("head.fc.weight", "backbone.bn1.bias");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            torchvision-resnet18 | conv1.weight | 64,2,7,7 | a.pt: tensor conv1.weight: expected [width, 1 or 3, 7 or 3, the same], found [64, 2, 7, 7].
            torchvision-resnet18 | conv1.weight | 64,3,5,5 | a.pt: tensor conv1.weight: expected [width, 1 or 3, 7 or 3, the same], found [64, 3, 5, 5].
            torchvision-resnet18 | conv1.weight | 64,3,7,3 | a.pt: tensor conv1.weight: expected [out, 3, 7, 7], found [64, 3, 7, 3].
            torchvision-resnet18 | bn1.running_var | 65 | a.pt: tensor bn1.running_var: expected [64], found [65].
            torchvision-resnet18 | layer1.1.conv1.weight | 64,32,3,3 | a.pt: tensor layer1.1.conv1.weight: expected [out, 64, 3, 3], found [64, 32, 3, 3].
            torchvision-resnet18 | layer2.0.conv2.weight | 128,128,1,1 | a.pt: tensor layer2.0.conv2.weight: expected [out, 128, 3, 3], found [128, 128, 1, 1].
            torchvision-resnet18 | layer2.0.downsample.0.weight | 64,64,1,1 | a.pt: tensor layer2.0.downsample.0.weight: expected [128, 64, 1, 1], found [64, 64, 1, 1].
            torchvision-resnext | layer1.0.conv2.weight | 32,7,3,3 | a.pt: tensor layer1.0.conv2.weight: expected [out, 32 / groups, 3, 3], found [32, 7, 3, 3].
            torchvision-resnext | layer1.0.conv3.weight | 256,8,1,1 | a.pt: tensor layer1.0.conv3.weight: expected [out, 32, 1, 1], found [256, 8, 1, 1].
            timm-resnet14t | conv1.0.weight | 24,3,7,7 | a.pt: tensor conv1.0.weight: expected [width, 1 or 3, 3, 3], found [24, 3, 7, 7].
            torchvision-resnet18 | fc.weight | 10,511 | a.pt: tensor fc.weight: expected [classes, 512], found [10, 511].
            torchvision-resnet18 | fc.bias | 11 | a.pt: tensor fc.bias: expected [10], found [11].
            torchvision-resnet18 | layer1.0.se.fc1.weight | 8,64,1,1 | a.pt has the tensor layer1.0.se.fc1.weight, which no network known here has in that place: expected a plain ResNet.
            timm-resnet14t | maxpool.0.weight | 64,64,3,3 | a.pt has the tensor maxpool.0.weight, which no network known here has in that place: expected a plain ResNet.
            timm-convnext | stem.0.weight | 8,2,4,4 | a.pt: tensor stem.0.weight: expected [width, 1 or 3, patch, patch], found [8, 2, 4, 4].
            timm-convnext | stages.0.blocks.0.conv_dw.weight | 8,8,7,7 | a.pt: tensor stages.0.blocks.0.conv_dw.weight: expected [8, 1, 7, 7], found [8, 8, 7, 7].
            timm-convnext | stages.0.blocks.0.mlp.fc1.weight | 32,8,1,1 | a.pt: tensor stages.0.blocks.0.mlp.fc1.weight: expected [hidden, 8], found [32, 8, 1, 1].
            timm-convnext | stages.0.blocks.0.mlp.fc1.weight | 32,9 | a.pt: tensor stages.0.blocks.0.mlp.fc1.weight: expected [hidden, 8], found [32, 9].
            timm-convnext | stages.1.downsample.1.weight | 16,8,3,3 | a.pt: tensor stages.1.downsample.1.weight: expected [out, 8, 2, 2], found [16, 8, 3, 3].
            timm-convnext | stages.0.blocks.0.gamma | 9 | a.pt: tensor stages.0.blocks.0.gamma: expected [8], found [9].
            timm-convnext | stages.0.blocks.0.mlp.grn.weight | 32 | a.pt has the tensor stages.0.blocks.0.mlp.grn.weight, which no network known here has in that place: expected a plain ConvNeXt.
            torchvision-convnext-tiny | features.1.0.layer_scale | 96 | a.pt: tensor features.1.0.layer_scale: expected [96, 1, 1], found [96].
            mlp-grey | 1.weight | 20,785 | a.pt: tensor 1.weight: expected [out, n²] or [out, 3 · n²] for square images, grey or in colour, found [20, 785].
            mlp-grey | 3.weight | 16,21 | a.pt: tensor 3.weight: expected [out, 20], found [16, 21].
            mlp-grey | 5.bias | 11 | a.pt: tensor 5.bias: expected [10], found [11].
            """)
    void namesTheTensorThatDoesNotFit(String fixture, String tensor, String shape, String message) throws Exception {
        Map<String, TensorSpec> tensors = tensors(fixture);
        tensors.put(
                tensor,
                spec(Arrays.stream(shape.split(",")).mapToLong(Long::parseLong).toArray()));

        assertThatThrownBy(() -> backend.recognise("a.pt", tensors))
                .isInstanceOf(StockpotException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            torchvision-resnet18 | conv1.weight | a.pt has no tensor conv1.weight: expected [width, 1 or 3, 7 or 3, the same].
            torchvision-resnet18 | bn1.running_mean | a.pt has no tensor bn1.running_mean: expected [64].
            torchvision-resnet18 | layer2.0.downsample.0.weight | a.pt has no tensor layer2.0.downsample.0.weight: expected [out, 64, 1, 1].
            torchvision-resnet18 | fc.weight | a.pt has no tensor fc.weight [classes, 512]: without a classification head it cannot be evaluated.
            timm-convnext | stages.1.downsample.0.bias | a.pt has no tensor stages.1.downsample.0.bias: expected [8].
            timm-convnext | head.fc.weight | a.pt has no tensor head.fc.weight [classes, 32]: without a classification head it cannot be evaluated.
            torchvision-convnext-tiny | classifier.0.weight | a.pt has no tensor classifier.0.weight: expected [768].
            """)
    void namesTheTensorThatIsMissing(String fixture, String tensor, String message) throws Exception {
        Map<String, TensorSpec> tensors = tensors(fixture);
        tensors.remove(tensor);

        assertThatThrownBy(() -> backend.recognise("a.pt", tensors))
                .isInstanceOf(StockpotException.class)
                .hasMessage(message);
    }

    @Test
    void refusesIntegersAsWeights() throws Exception {
        Map<String, TensorSpec> tensors = tensors("torchvision-resnet18");
        tensors.put("layer1.0.bn1.running_mean", new TensorSpec(DType.I64, Shape.of(64)));

        assertThatThrownBy(() -> backend.recognise("a.pt", tensors))
                .hasMessage("a.pt: tensor layer1.0.bn1.running_mean: expected a floating type, found I64.");
    }

    /** A chain of matrices behind anything else is the head of a network nobody here knows. */
    @ParameterizedTest
    @CsvSource({"features.0.weight, '64,3,3,3'", "norm.scale, '20'", "7.bias, '4'", "step, ''"})
    void takesNothingForAPerceptronThatHoldsMore(String tensor, String shape) throws Exception {
        Map<String, TensorSpec> tensors = tensors("mlp-grey");
        tensors.put(
                tensor,
                spec(Arrays.stream(shape.split(","))
                        .filter(extent -> !extent.isEmpty())
                        .mapToLong(Long::parseLong)
                        .toArray()));

        assertThatThrownBy(() -> backend.recognise("a.pt", tensors))
                .isInstanceOf(StockpotException.class)
                .hasMessageStartingWith("a.pt is no network known here");
    }

    /** A fixture's tensors without its images. */
    private static Map<String, TensorSpec> tensors(String fixture) throws StockpotException, URISyntaxException {
        var tensors = new LinkedHashMap<>(
                FormulaWeights.of("conv/" + fixture + ".safetensors").specs());
        tensors.remove(FormulaWeights.IMAGES);
        return tensors;
    }

    private static TensorSpec spec(long... extents) {
        return new TensorSpec(DType.F32, Shape.of(extents));
    }
}

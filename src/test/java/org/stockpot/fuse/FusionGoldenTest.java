package org.stockpot.fuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.stockpot.job.JobContext;
import org.stockpot.tensor.DType;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSource;

/** Every method against values that {@code src/test/python/make_fusion_fixtures.py} computed with NumPy. */
@Tag("vectors")
public class FusionGoldenTest {
    /** Values by whose and of which tensor. */
    public static final Map<String, Map<String, double[]>> MODELS = read();

    private static Map<String, Map<String, double[]>> read() {
        Map<String, Map<String, double[]>> models = new LinkedHashMap<>();
        try (InputStream in = Objects.requireNonNull(FusionGoldenTest.class.getResourceAsStream("methods.txt"))) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .strip()
                    .split("\n", -1)) {
                String[] parts = line.split(" ", -1);
                models.computeIfAbsent(parts[0], label -> new LinkedHashMap<>())
                        .put(
                                parts[1],
                                Arrays.stream(parts)
                                        .skip(2)
                                        .mapToDouble(Double::parseDouble)
                                        .toArray());
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return models;
    }

    /** One of the models. */
    public static MemorySource model(String name) {
        var source = new MemorySource(name);
        Objects.requireNonNull(MODELS.get(name)).forEach((tensor, values) -> source.with(tensor, DType.F64, values));
        return source;
    }

    static Stream<String> cases() {
        return MODELS.keySet().stream().filter(label -> label.contains("@"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void agreesWithNumPy(String label) throws StockpotException {
        String[] parts = label.split("@", -1);
        FusionMethod method = FusionMethod.parse(parts[0]);
        double[][] weights = Arrays.stream(parts[1].split(",", -1))
                .map(weight -> new double[] {Double.parseDouble(weight)})
                .toArray(double[][]::new);
        List<TensorSource> ingredients = List.of(model("m0"), model("m1"), model("m2"));
        var soup = new Soup(
                "soup",
                Optional.of(model("base")),
                ingredients,
                LayerGroups.of(
                        new Granularity.WholeModel(), ingredients.get(0).specs().keySet()),
                method,
                MixingWeights.of(weights));

        List<String> checked = new ArrayList<>();
        for (Map.Entry<String, double[]> expected :
                Objects.requireNonNull(MODELS.get(label)).entrySet()) {
            int count = expected.getValue().length;
            var found = new double[count];
            new Elements(count).decode(DType.F64, soup.read(expected.getKey(), 0, count), found, count);
            assertThat(found).as(expected.getKey()).containsExactly(expected.getValue(), within(1e-12));
            checked.add(expected.getKey());
        }
        assertThat(checked).containsExactly("stem.weight", "block.weight", "head.weight", "head.bias");
    }

    @Test
    void theMeanCosineBetweenDifferencesAgreesWithNumPy() throws StockpotException {
        List<TensorSource> ingredients = List.of(model("m0"), model("m1"), model("m2"));
        for (Map.Entry<String, double[]> expected :
                Objects.requireNonNull(MODELS.get("cosine")).entrySet()) {
            assertThat(PairwiseCosine.mean(
                            model("base"), ingredients, List.of(expected.getKey()), JobContext.detached()))
                    .isCloseTo(expected.getValue()[0], within(1e-12));
        }
        assertThat(PairwiseCosine.mean(
                        model("m0"), List.of(model("m0"), model("m1")), List.of("stem.weight"), JobContext.detached()))
                .isNaN();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isPrintedAsItIsRead(String label) throws StockpotException {
        String text = label.split("@", -1)[0];
        assertThat(FusionMethod.parse(text).format()).isEqualTo(text);
    }
}

package org.stockpot.fuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.stockpot.tensor.DType;
import org.stockpot.tensor.Floats;
import org.stockpot.tensor.Shape;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSource;

@Tag("vectors")
class SoupTest {
    private final MemorySource base = model("base", 10, 20, 7);
    private final MemorySource one = model("one", 1, 2, 8);
    private final MemorySource two = model("two", 3, 6, 9);

    private static MemorySource model(String name, double visual, double head, double counter) {
        return new MemorySource(name)
                .with("visual.w", DType.F32, visual, -visual)
                .with("head.w", DType.F16, head)
                .with("head.count", DType.I64, counter);
    }

    private Soup soup(double[][] weights) throws StockpotException {
        return soup(Optional.of(base), weights);
    }

    private Soup soup(Optional<TensorSource> from, double[][] weights) throws StockpotException {
        LayerGroups groups =
                LayerGroups.of(new Granularity.Level(0), one.specs().keySet());
        return new Soup(
                "soup", from, List.of(one, two), groups, new FusionMethod.WeightedAverage(), MixingWeights.of(weights));
    }

    @Test
    void mixesEveryGroupByItsOwnWeights() throws StockpotException {
        Soup soup = soup(new double[][] {{1, 1}, {1, 3}});

        assertThat(soup.specs()).isEqualTo(one.specs());
        assertThat(soup.floats("visual.w")).containsExactly(2, -2);
        assertThat(soup.floats("head.w")).containsExactly(5);
    }

    @Test
    void readsOnlyWhatTakesPart() throws StockpotException {
        Soup soup = soup(new double[][] {{0, 1}, {0.3, 1}});
        soup.floats("visual.w");

        assertThat(one.reads).isEmpty();
        assertThat(two.reads).containsExactly("visual.w");
        assertThat(base.reads).isEmpty();
    }

    @Test
    void aSoupOfOneIngredientEqualsItBitForBit() throws StockpotException {
        double tricky = 0.1;
        MemorySource first =
                new MemorySource("first").with("w", DType.F64, 1, 2, 3).with("n", DType.I64, 1);
        MemorySource second = new MemorySource("second")
                .with("w", DType.F64, tricky, Double.NaN, -0.0)
                .with("n", DType.I64, 2);
        LayerGroups groups = LayerGroups.of(new Granularity.WholeModel(), List.of("w", "n"));
        for (double weight : new double[] {1, 0.3, 7}) {
            var soup = new Soup(
                    "soup",
                    Optional.empty(),
                    List.of(first, second),
                    groups,
                    new FusionMethod.WeightedAverage(),
                    MixingWeights.of(new double[][] {{0}, {weight}}));
            assertThat(soup.read("w", 0, 3)).isEqualTo(second.read("w", 0, 3));
            assertThat(soup.read("n", 0, 1)).isEqualTo(second.read("n", 0, 1));
        }
        assertThat(first.reads).isEmpty();
    }

    @Test
    void integersAreCopiedFromTheFirstThatTakesPart() throws StockpotException {
        assertThat(integer(soup(new double[][] {{1, 0.5}, {1, 0.5}}))).isEqualTo(8);
        assertThat(integer(soup(new double[][] {{1, 0}, {1, 0.5}}))).isEqualTo(9);
    }

    @Test
    void eightBitFloatsAreCopiedBitForBitFromTheFirstThatTakesPart() throws StockpotException {
        byte[] patterns = new byte[256];
        byte[] others = new byte[256];
        for (int i = 0; i < 256; i++) {
            patterns[i] = (byte) i;
            others[i] = (byte) ~i;
        }
        for (DType dtype : DType.values()) {
            if (!dtype.name().startsWith("F8_")) {
                continue;
            }
            MemorySource first = new MemorySource("first").stored("w", dtype, patterns);
            MemorySource second = new MemorySource("second").stored("w", dtype, others);
            LayerGroups groups = LayerGroups.of(new Granularity.WholeModel(), List.of("w"));
            double[][][] mixes = {{{1}, {1}}, {{0.3}, {0}}, {{0}, {2}}};
            byte[][] expected = {patterns, patterns, others};
            for (int mix = 0; mix < mixes.length; mix++) {
                var soup = new Soup(
                        "soup",
                        Optional.empty(),
                        List.of(first, second),
                        groups,
                        new FusionMethod.WeightedAverage(),
                        MixingWeights.of(mixes[mix]));
                assertThat(soup.read("w", 0, 256)).isEqualTo(ByteBuffer.wrap(expected[mix]));
            }
        }
    }

    @Test
    void aBaseWhoseCopiedTensorsHaveAnotherTypeIsRefused() {
        MemorySource other =
                new MemorySource("other").with("head.w", DType.F32, 1).stored("head.count", DType.U8, new byte[] {7});

        assertThatThrownBy(() -> soup(Optional.of(other), new double[][] {{1, 0}, {1, 0}}))
                .isInstanceOf(StockpotException.class)
                .hasMessage(
                        "other: head.count is U8 [1], expected I64 [1]; give its layer group a mixing weight above 0");
    }

    private static long integer(Soup soup) throws StockpotException {
        return soup.read("head.count", 0, 1).getLong();
    }

    @Test
    void aGroupWithoutWeightsIsTheBases() throws StockpotException {
        Soup soup = soup(new double[][] {{1, 0}, {1, 0}});

        assertThat(soup.floats("head.w")).containsExactly(20);
        assertThat(integer(soup)).isEqualTo(7);
        assertThat(soup.floats("visual.w")).containsExactly(2, -2);
    }

    @Test
    void aGroupWithoutWeightsNeedsABase() {
        assertThatThrownBy(() -> soup(Optional.empty(), new double[][] {{1, 0}, {1, 0}}))
                .isInstanceOf(StockpotException.class)
                .hasMessage("soup: in layer group head all mixing weights are 0 and there is no base: raise one or add"
                        + " a base");
    }

    @Test
    void weightsThatCancelOutAreRefused() {
        assertThatThrownBy(() -> soup(new double[][] {{1, -0.5}, {1, 0.5}}))
                .isInstanceOf(StockpotException.class)
                .hasMessage("soup: in layer group head the mixing weights sum to 0, so there is no average: change one"
                        + " of them");
    }

    @Test
    void aBaseOfAnotherShapeIsRefusedOnlyWhereItIsNeeded() throws StockpotException {
        MemorySource other =
                new MemorySource("other").with("visual.w", DType.F32, 1, 2).with("head.w", DType.F16, 1, 2);

        assertThat(soup(Optional.of(other), new double[][] {{0, 1}, {0, 1}}).floats("visual.w"))
                .containsExactly(1, 2);
        assertThatThrownBy(() -> soup(Optional.of(other), new double[][] {{1, 0}, {1, 0}}))
                .isInstanceOf(StockpotException.class)
                .hasMessage("other: head.w is F16 [2], expected F16 [1]; give its layer group a mixing weight above 0");
    }

    @Test
    void ingredientsThatDoNotFitAreRefused() {
        MemorySource other = new MemorySource("other.safetensors")
                .shaped("visual.w", DType.F32, Shape.of(1, 2), 1, 2)
                .with("head.count", DType.F32, 7)
                .with("tail.w", DType.F32, 1);
        LayerGroups groups =
                LayerGroups.of(new Granularity.WholeModel(), one.specs().keySet());
        assertThatThrownBy(() -> new Soup(
                        "soup",
                        Optional.empty(),
                        List.of(one, other),
                        groups,
                        new FusionMethod.WeightedAverage(),
                        MixingWeights.uniform(2, 1)))
                .isInstanceOf(StockpotException.class)
                .hasMessage("other.safetensors does not fit one: visual.w has shape [1, 2], expected [2]; head.w is"
                        + " missing, expected F16 [1]; head.count has type F32, expected I64; tail.w F32 [1] is not"
                        + " expected; mix only checkpoints of the same network");
    }

    @Test
    void anotherFloatingTypeIsConvertedToTheFirsts() throws StockpotException {
        MemorySource wide = new MemorySource("wide").with("w", DType.F64, 1.0 / 3);
        MemorySource narrow = new MemorySource("narrow").with("w", DType.BF16, 1);
        LayerGroups groups = LayerGroups.of(new Granularity.WholeModel(), List.of("w"));
        var soup = new Soup(
                "soup",
                Optional.empty(),
                List.of(narrow, wide),
                groups,
                new FusionMethod.WeightedAverage(),
                MixingWeights.only(1, 2, 1));

        assertThat(soup.spec("w").dtype()).isEqualTo(DType.BF16);
        assertThat(soup.read("w", 0, 1).getShort()).isEqualTo(Floats.floatToBfloat16(1 / 3f));
    }

    @Test
    void aMixThatOverflowsIsRefusedByName() throws StockpotException {
        MemorySource large = new MemorySource("large").with("w", DType.F16, 1, 65504);
        LayerGroups groups = LayerGroups.of(new Granularity.WholeModel(), List.of("w"));
        var soup = new Soup(
                "soup",
                Optional.empty(),
                List.of(large, large),
                groups,
                new FusionMethod.WeightedSum(),
                MixingWeights.of(new double[][] {{1}, {0.5}}));

        assertThat(soup.read("w", 0, 1).remaining()).isEqualTo(2);
        assertThatThrownBy(() -> soup.read("w", 0, 2))
                .isInstanceOf(StockpotException.class)
                .hasMessage("soup: w overflows F16 at element 1 although all ingredients are finite there: use smaller"
                        + " mixing weights or a wider type");
    }

    @Test
    void whatIsNotFiniteInAnIngredientStaysSo() throws StockpotException {
        MemorySource broken = new MemorySource("broken").with("w", DType.F16, Double.POSITIVE_INFINITY, 1);
        LayerGroups groups = LayerGroups.of(new Granularity.WholeModel(), List.of("w"));
        var soup = new Soup(
                "soup",
                Optional.empty(),
                List.of(broken, broken),
                groups,
                new FusionMethod.WeightedAverage(),
                MixingWeights.uniform(2, 1));

        assertThat(soup.floats("w")).containsExactly(Float.POSITIVE_INFINITY, 1);
    }

    @Test
    void longTensorsAreFusedInChunksAndRanges() throws StockpotException {
        int length = 150_000;
        double[] values = new double[length];
        Arrays.setAll(values, i -> i);
        MemorySource rising = new MemorySource("rising").with("w", DType.F32, values);
        MemorySource zero = new MemorySource("zero").with("w", DType.F32, new double[length]);
        LayerGroups groups = LayerGroups.of(new Granularity.WholeModel(), List.of("w"));
        var soup = new Soup(
                "soup",
                Optional.empty(),
                List.of(rising, zero),
                groups,
                new FusionMethod.WeightedAverage(),
                MixingWeights.uniform(2, 1));

        float[] fused = soup.floats("w");
        for (int i = 0; i < length; i++) {
            assertThat(fused[i]).isEqualTo(i / 2f);
        }
        ByteBuffer range = soup.read("w", 99_999, 3);
        assertThat(range.remaining()).isEqualTo(12);
        assertThat(range.getFloat()).isEqualTo(49_999.5f);
        assertThatThrownBy(() -> soup.read("w", length - 1, 2)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void closingASoupLeavesItsSourcesOpen() throws StockpotException {
        soup(new double[][] {{1, 1}, {1, 1}}).close();

        assertThat(List.of(base.closed, one.closed, two.closed)).containsOnly(false);
    }

    @Test
    void weightsOfAnotherSizeAreRefused() {
        assertThatThrownBy(() -> soup(new double[][] {{1, 1}}))
                .isInstanceOf(StockpotException.class)
                .hasMessage("soup has mixing weights for 1 ingredients × 2 layer groups, expected 2 × 2");
    }
}

package org.stockpot.ui.difference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.stockpot.fuse.Granularity;
import org.stockpot.fuse.LayerGroups;
import org.stockpot.fuse.MemorySource;
import org.stockpot.fuse.TensorDifferences;
import org.stockpot.job.JobContext;
import org.stockpot.session.chart.Axis;
import org.stockpot.tensor.DType;
import org.stockpot.tensor.StockpotException;
import org.stockpot.ui.chart.HeatMapData;
import org.stockpot.ui.chart.HeatMapData.Place;

class DifferenceTableTest {
    private static final Granularity MIX = new Granularity.Level(0);
    private static final DifferenceTable.Wish AS_LISTED =
            new DifferenceTable.Wish(Measure.DISTANCE, MIX, Optional.empty(), Order.LISTED, Order.LISTED, false);

    private final TensorDifferences differences = measured();

    private static MemorySource model(String name, double v1, double v2, double text) {
        return new MemorySource(name)
                .with("v.10", DType.F32, v1, 4)
                .with("v.2", DType.F32, v2)
                .with("text", DType.F32, text)
                .with("dead", DType.F32, 1);
    }

    private static TensorDifferences measured() {
        try {
            return TensorDifferences.measure(
                    model("base", 3, 1, 1),
                    List.of(model("b", 3.5, 1, 2), model("a", 6, 1, 1.5)),
                    JobContext.detached());
        } catch (StockpotException e) {
            throw new IllegalStateException(e);
        }
    }

    private DifferenceTable table(DifferenceTable.Wish wish) {
        LayerGroups groups = LayerGroups.of(MIX, differences.tensors());
        return DifferenceTable.of(
                new DifferenceTable.Subject(
                        differences,
                        List.of(
                                new HeatMapData.Row("b", OptionalInt.of(0)),
                                new HeatMapData.Row("a", OptionalInt.of(1))),
                        groups,
                        Set.of(groups.names().indexOf("dead"))),
                wish);
    }

    private static DifferenceTable.Wish wish(Measure measure, Granularity granularity, Order rows, Order columns) {
        return new DifferenceTable.Wish(measure, granularity, Optional.empty(), rows, columns, false);
    }

    @Test
    void showsTheGroupsOfTheMix() {
        DifferenceTable table = table(AS_LISTED);

        assertThat(table.data().columns()).containsExactly("v", "text", "dead");
        assertThat(table.data().inert()).containsExactly(2);
        assertThat(table.data().value(new Place(0, 1))).isEqualTo(1);
        assertThat(table.slider(new Place(1, 1))).contains(new Cell(1, 1));
    }

    @Test
    void ordersIngredientsAndGroups() {
        DifferenceTable byName = table(wish(Measure.DISTANCE, new Granularity.PerTensor(), Order.NAME, Order.NAME));
        assertThat(byName.ingredients()).containsExactly(1, 0);
        assertThat(byName.data().columns()).containsExactly("dead", "text", "v.2", "v.10");

        DifferenceTable byValue = table(wish(Measure.DISTANCE, MIX, Order.SMALLEST, Order.LARGEST));
        assertThat(byValue.ingredients()).containsExactly(1, 0);
        assertThat(byValue.data().columns()).as("what is inert comes last").containsExactly("text", "v", "dead");
        assertThat(byValue.slider(new Place(0, 0))).contains(new Cell(1, 1));
        assertThat(byValue.cell(new Place(1, 0)).relativeL2()).isEqualTo(1);
    }

    @Test
    void looksIntoAGroup() {
        DifferenceTable inside = table(
                new DifferenceTable.Wish(Measure.DISTANCE, MIX, Optional.of("v"), Order.LISTED, Order.LISTED, false));

        assertThat(inside.data().columns()).containsExactly("v.10", "v.2");
        assertThat(inside.slider(new Place(0, 1))).as("the slider of its group").contains(new Cell(0, 0));
        assertThat(inside.columns()).noneMatch(DifferenceTable.Column::isGroup);
    }

    @Test
    void aColumnOfSeveralLayerGroupsHasNoSlider() {
        DifferenceTable whole = table(wish(Measure.CONFLICT, new Granularity.WholeModel(), Order.LISTED, Order.LISTED));

        assertThat(whole.slider(new Place(0, 0))).isEmpty();
        assertThat(whole.columns().get(0).isGroup()).isTrue();
        assertThat(whole.columns().get(0).inert()).isFalse();
    }

    @Test
    void coloursFitWhatIsShownUnlessTheyAreFixed() {
        Axis fitted = table(AS_LISTED).data().scale().axis();
        assertThat(fitted.low()).isCloseTo(0.5 / Math.sqrt(26), within(1e-9));
        assertThat(fitted.high()).isEqualTo(1);

        Axis fixed = fixed(MIX);
        assertThat(fixed(new Granularity.WholeModel())).isEqualTo(fixed);
        assertThat(fixed(new Granularity.PerTensor())).isEqualTo(fixed);
        assertThat(fixed.low()).isCloseTo(0.1, within(1e-9));
    }

    private Axis fixed(Granularity granularity) {
        return table(new DifferenceTable.Wish(
                        Measure.DISTANCE, granularity, Optional.empty(), Order.LISTED, Order.LISTED, true))
                .data()
                .scale()
                .axis();
    }

    @Test
    void sharesAreFixedFromNothingToAll() {
        DifferenceTable table = table(
                new DifferenceTable.Wish(Measure.UNCHANGED, MIX, Optional.empty(), Order.LISTED, Order.LISTED, true));

        assertThat(table.data().scale().axis().low()).isZero();
        assertThat(table.data().scale().axis().high()).isEqualTo(1);
        assertThat(table.data().value(new Place(0, 0))).isCloseTo(2 / 3.0, within(1e-12));
    }

    @Test
    void aPlaceIsFoundAgainInAnotherOrder() {
        DifferenceTable listed = table(AS_LISTED);
        DifferenceTable sorted = table(wish(Measure.DISTANCE, MIX, Order.NAME, Order.NAME));

        assertThat(listed.moved(new Place(0, 0), sorted)).contains(new Place(1, 2));
        assertThat(listed.moved(new Place(0, 0), DifferenceTable.nothing(""))).isEmpty();
    }

    @Test
    void numbersInNamesCountAsNumbers() {
        assertThat(Order.compareNames("block.2.a", "block.10.a")).isNegative();
        assertThat(Order.compareNames("a", "a.b")).isNegative();
        assertThat(Order.compareNames("B", "a")).isPositive();
        assertThat(Order.compareNames("x1", "x1")).isZero();
    }
}

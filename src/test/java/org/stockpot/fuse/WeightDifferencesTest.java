package org.stockpot.fuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.stockpot.job.Doing;
import org.stockpot.job.JobContext;
import org.stockpot.job.Progress;
import org.stockpot.tensor.DType;
import org.stockpot.tensor.StockpotException;

class WeightDifferencesTest {
    private final MemorySource base = new MemorySource("base")
            .with("v.a", DType.F32, 3, 0)
            .with("v.b", DType.F32, 4)
            .with("v.n", DType.I64, 5)
            .with("text.w", DType.F32, 1, 1);
    private final MemorySource one = finetuned("one", 3, 3, 4);
    private final MemorySource two = finetuned("two", 3, 1, 4);
    private final MemorySource three = finetuned("three", 3, -1, 4);
    private final LayerGroups groups =
            LayerGroups.of(new Granularity.Level(0), one.specs().keySet());

    private static MemorySource finetuned(String name, double a0, double a1, double b) {
        return new MemorySource(name)
                .with("v.a", DType.F32, a0, a1)
                .with("v.b", DType.F32, b)
                .with("v.n", DType.I64, 6)
                .with("text.w", DType.F32, 1, 1)
                .with("head.w", DType.F32, 1);
    }

    @Test
    void measuresEveryIngredientInEveryGroup() throws StockpotException {
        WeightDifferences found =
                WeightDifferences.measure(base, List.of(one, two, three), groups, JobContext.detached());

        assertThat(found.ingredients()).containsExactly("one", "two", "three");
        assertThat(found.groups()).containsExactly("v", "text", "head");
        // ‖θ₀‖ = 5 in group v; δ = (0, 3, 0), (0, 1, 0), (0, −1, 0); their mean points up.
        assertThat(found.cell(0, 0)).isEqualTo(new WeightDifferences.Cell(0.6, 1, 0, 2 / 3.0));
        assertThat(found.cell(1, 0)).isEqualTo(new WeightDifferences.Cell(0.2, 1, 0, 2 / 3.0));
        assertThat(found.cell(2, 0).cosine()).isCloseTo(-1, within(1e-15));
        assertThat(found.cell(2, 0).conflict()).isEqualTo(1 / 3.0);
        assertThat(found.cell(0, 1)).isEqualTo(new WeightDifferences.Cell(0, Double.NaN, 0, 1));
    }

    @Test
    void aGroupThatTheBaseLacksHasNoNumbers() throws StockpotException {
        WeightDifferences found = WeightDifferences.measure(base, List.of(one), groups, JobContext.detached());

        assertThat(found.cell(0, 2)).isEqualTo(WeightDifferences.Cell.NONE);
    }

    @Test
    void reportsAndCanBeCancelledPerTensor() {
        var reports = new ArrayList<Progress>();
        var context = new JobContext() {
            @Override
            public void checkpoint() {
                if (reports.size() == 2) {
                    throw new CancellationException();
                }
            }

            @Override
            public void progress(Progress progress) {
                reports.add(progress);
            }
        };

        assertThatThrownBy(() -> WeightDifferences.measure(base, List.of(one), groups, context))
                .isInstanceOf(CancellationException.class);
        assertThat(reports)
                .containsExactly(
                        new Progress(Doing.COMPARING_WEIGHTS, 1, 5), new Progress(Doing.COMPARING_WEIGHTS, 2, 5));
    }

    @Test
    void ingredientsThatDoNotFitEachOtherAreRefused() {
        MemorySource other = finetuned("other", 1, 1, 1).with("extra", DType.F32, 1);

        assertThatThrownBy(() -> WeightDifferences.measure(base, List.of(one, other), groups, JobContext.detached()))
                .isInstanceOf(StockpotException.class)
                .hasMessage("other does not fit one: extra F32 [1] is not expected; mix only checkpoints of the same"
                        + " network");
    }

    @Test
    void oneReadingServesGroupsOfAnySize() throws StockpotException {
        TensorDifferences read = TensorDifferences.measure(base, List.of(one, two, three), JobContext.detached());
        int reads = one.reads.size();

        for (Granularity granularity : List.of(
                new Granularity.WholeModel(),
                new Granularity.Level(0),
                new Granularity.Level(1),
                new Granularity.PerTensor())) {
            LayerGroups wanted = LayerGroups.of(granularity, read.tensors());
            assertThat(read.in(wanted))
                    .isEqualTo(
                            WeightDifferences.measure(base, List.of(one, two, three), wanted, JobContext.detached()));
        }
        assertThat(one.reads).hasSize(5 * reads);
    }
}

package org.stockpot.fuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.stockpot.job.JobContext;
import org.stockpot.job.Progress;
import org.stockpot.tensor.DType;
import org.stockpot.tensor.StockpotException;

class TensorValuesTest {
    private final MemorySource model = new MemorySource("model")
            .with("a", DType.F32, 1, 2, 3, 6)
            .with("n", DType.I64, 1)
            .with("h", DType.F32, 1);
    private final MemorySource base =
            new MemorySource("base").with("a", DType.F32, 1, 1, 1, 1).with("h", DType.F32, 1, 2);

    @Test
    void describesATensorAndItsDifference() throws StockpotException {
        TensorValues found = TensorValues.read(model, Optional.of(base), "a", JobContext.detached());

        TensorValues.Distribution values = found.values();
        assertThat(values.count()).isEqualTo(4);
        assertThat(values.mean()).isEqualTo(3);
        assertThat(values.deviation()).isCloseTo(Math.sqrt(3.5), within(1e-15));
        assertThat(values.min()).isEqualTo(1);
        assertThat(values.max()).isEqualTo(6);
        assertThat(values.bins().stream().mapToLong(Long::longValue).sum()).isEqualTo(4);
        assertThat(values.bins().get(0)).isEqualTo(1);
        assertThat(values.bins().get(values.bins().size() - 1)).isEqualTo(1);
        assertThat(found.difference().orElseThrow().mean()).isEqualTo(2);
        assertThat(found.difference().orElseThrow().min()).isZero();
    }

    @Test
    void aTensorOfAnotherShapeHasNoDifference() throws StockpotException {
        assertThat(TensorValues.read(model, Optional.of(base), "h", JobContext.detached())
                        .difference())
                .isEmpty();
        assertThat(TensorValues.read(model, Optional.empty(), "a", JobContext.detached())
                        .difference())
                .isEmpty();
    }

    @Test
    void equalValuesLieInTheMiddle() throws StockpotException {
        TensorValues.Distribution found = TensorValues.read(base, Optional.empty(), "a", JobContext.detached())
                .values();

        assertThat(found.deviation()).isZero();
        assertThat(found.bins().get(found.bins().size() / 2)).isEqualTo(4);
    }

    @Test
    void whatIsNotFiniteIsCountedAndLeftOut() throws StockpotException {
        var odd = new MemorySource("odd")
                .with("a", DType.F32, 1, Double.NaN, Double.POSITIVE_INFINITY, 3)
                .with("b", DType.F32, Double.NaN);

        TensorValues.Distribution found = TensorValues.read(odd, Optional.empty(), "a", JobContext.detached())
                .values();
        assertThat(found.nonFinite()).isEqualTo(2);
        assertThat(found.mean()).isEqualTo(2);
        TensorValues.Distribution nothing = TensorValues.read(odd, Optional.empty(), "b", JobContext.detached())
                .values();
        assertThat(nothing.mean()).isNaN();
        assertThat(nothing.min()).isNaN();
        assertThat(nothing.deviation()).isNaN();
    }

    @Test
    void integersHaveNoHistogram() {
        assertThatThrownBy(() -> TensorValues.read(model, Optional.empty(), "n", JobContext.detached()))
                .isInstanceOf(StockpotException.class)
                .hasMessage(
                        "n of model is stored as I64: there are histograms of floating numbers (F64, F32, F16, BF16)"
                                + " only.");
    }

    @Test
    void canBeCancelledBetweenChunks() {
        var context = new JobContext() {
            private int looks;

            @Override
            public void checkpoint() {
                if (looks++ == 1) {
                    throw new CancellationException();
                }
            }

            @Override
            public void progress(Progress progress) {}
        };
        assertThatThrownBy(() -> TensorValues.read(model, Optional.empty(), "a", context))
                .isInstanceOf(CancellationException.class);
    }
}

package org.stockpot.fuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.stockpot.tensor.DType;
import org.stockpot.tensor.StockpotException;

class CompatibilityTest {
    private final MemorySource reference =
            new MemorySource("a.safetensors").with("v.w", DType.F32, 1, 2).with("head.w", DType.F32, 1);

    @Test
    void theSameTensorsFit() {
        assertThat(Compatibility.check(reference, reference)).isEmpty();
    }

    @Test
    void anotherFloatingTypeIsToldButDoesNotBlock() {
        MemorySource half = new MemorySource("b").with("v.w", DType.F16, 1, 2).with("head.w", DType.F32, 1);

        assertThat(Compatibility.check(reference, half))
                .containsExactly(new Compatibility.Mismatch(
                        Compatibility.Difference.DTYPE, "v.w", false, "v.w has type F16, expected F32"));
        assertThatCode(() -> Compatibility.require(reference, half)).doesNotThrowAnyException();
    }

    @Test
    void manyDifferencesAreCountedAfterTheFirstTwenty() {
        MemorySource large =
                new MemorySource("b.safetensors").with("v.w", DType.F32, 1, 2).with("head.w", DType.F32, 1);
        for (int i = 10; i < 33; i++) {
            large.with("x." + i, DType.F32, 1);
        }

        assertThatThrownBy(() -> Compatibility.require(reference, large))
                .isInstanceOf(StockpotException.class)
                .hasMessageStartingWith("b.safetensors does not fit a.safetensors: x.10 F32 [1] is not expected; x.11")
                .hasMessageContaining("x.29 F32 [1] is not expected; and 3 more; mix only")
                .hasMessageNotContaining("x.30");
    }
}

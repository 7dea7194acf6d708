package org.stockpot.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ShapeTest {
    @Test
    void countsElementsAndBytesExactly() {
        assertThat(Shape.of().elementCount()).isEqualTo(1);
        assertThat(Shape.of(3, 0, 5).elementCount()).isZero();
        assertThat(new TensorSpec(DType.BF16, Shape.of(1L << 20, 1L << 20)).byteCount())
                .isEqualTo(1L << 41);
        assertThatThrownBy(() -> Shape.of(1L << 40, 1L << 40).elementCount()).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> new TensorSpec(DType.F64, Shape.of(1L << 61)).byteCount())
                .isInstanceOf(ArithmeticException.class);
    }

    @Test
    void refusesNegativeExtents() {
        assertThatThrownBy(() -> Shape.of(2, -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("negative extent in [2, -1]");
    }

    @Test
    void readsWellInMessages() {
        assertThat(new TensorSpec(DType.F32, Shape.of(2, 3))).hasToString("F32 [2, 3]");
        assertThat(Shape.of()).hasToString("[]");
    }
}

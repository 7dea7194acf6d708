package org.stockpot.fuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.stockpot.tensor.DType;
import org.stockpot.tensor.Shape;
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
                .singleElement()
                .returns(Compatibility.Difference.DTYPE, Compatibility.Mismatch::difference)
                .returns("v.w", Compatibility.Mismatch::tensor)
                .returns(false, Compatibility.Mismatch::blocking)
                .returns("v.w has type F16, expected F32", Compatibility.Mismatch::text);
        assertThatCode(() -> Compatibility.require(reference, half)).doesNotThrowAnyException();
    }

    @Test
    void aReportSaysEachKindOfDifferenceOnce() {
        MemorySource other = new MemorySource("b").with("v.w", DType.F16, 1, 2);
        for (int i = 10; i < 33; i++) {
            other.with("x." + i, DType.F32, 1);
        }
        List<Finding> report = Compatibility.report(reference, other);
        assertThat(report)
                .extracting(Finding::kind)
                .containsExactly(Finding.Kind.MISSING, Finding.Kind.EXTRA, Finding.Kind.DTYPE);
        assertThat(report.get(0).text()).isEqualTo("1 tensor of a.safetensors is missing: head.w.");
        assertThat(report.get(1).text())
                .startsWith("23 tensors are not in a.safetensors: x.10, x.11,")
                .endsWith("x.29, and 3 more.");
        assertThat(report.get(2).sentences())
                .isEqualTo("1 tensor is F16 where a.safetensors has F32: v.w. The mix is written in the types of the"
                        + " first ingredient.");
        assertThat(report.get(2).severity()).isEqualTo(Finding.Severity.WARNING);
    }

    @Test
    void aHeadForOtherClassesIsCalledSoAndAnotherWidthIsNot() {
        MemorySource five = new MemorySource("five")
                .shaped("fc.weight", DType.F32, Shape.of(5, 1), 1, 2, 3, 4, 5)
                .with("fc.bias", DType.F32, 1, 2, 3, 4, 5);
        MemorySource two = new MemorySource("two")
                .shaped("fc.weight", DType.F32, Shape.of(2, 1), 1, 2)
                .with("fc.bias", DType.F32, 1, 2);
        MemorySource wide = new MemorySource("wide")
                .shaped("fc.weight", DType.F32, Shape.of(5, 2), 1, 2, 3, 4, 5, 6, 7, 8, 9, 10)
                .with("fc.bias", DType.F32, 1, 2, 3, 4, 5);
        Finding head = Compatibility.report(five, two).get(0);
        assertThat(head.kind()).isEqualTo(Finding.Kind.HEAD_SIZE);
        assertThat(head.text()).startsWith("Its head is for 2 classes, that of five for 5: fc.weight has shape [2, 1]");
        assertThat(Compatibility.report(five, wide)).extracting(Finding::kind).containsExactly(Finding.Kind.SHAPE);
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

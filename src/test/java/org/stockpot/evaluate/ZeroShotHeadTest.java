package org.stockpot.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stockpot.fuse.MemorySource;
import org.stockpot.tensor.DType;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSource;

class ZeroShotHeadTest {
    @Test
    void takesOneClassPerRow() throws StockpotException {
        ZeroShotHead head = ZeroShotHead.of("t.npy", new float[] {0.6f, 0.8f, 1, 0, 0, -1}, 3, 2, 2);

        assertThat(head.classes()).isEqualTo(3);
        assertThat(head.values()).containsExactly(60, 80, 100, 0, 0, -100);
        assertThat(head.remarks()).containsExactly("logits are 100 times the cosine");
    }

    @Test
    void takesOneClassPerColumn() throws StockpotException {
        ZeroShotHead head = ZeroShotHead.of("t.npy", new float[] {0.6f, 1, 0, 0.8f, 0, -1}, 2, 3, 2);

        assertThat(head.classes()).isEqualTo(3);
        assertThat(head.values()).containsExactly(60, 80, 100, 0, 0, -100);
    }

    @Test
    void scalesToUnitLengthAndSaysSo() throws StockpotException {
        ZeroShotHead head = ZeroShotHead.of("t.npy", new float[] {3, 4, 0, 0.5f, 5, 12}, 3, 2, 2);

        assertThat(head.values()).containsExactly(60, 80, 0, 100, 500f / 13, 1200f / 13);
        assertThat(head.remarks()).containsExactly("scaled to unit length", "logits are 100 times the cosine");
    }

    @Test
    void saysThatASquareMatrixIsTakenRowByRow() throws StockpotException {
        ZeroShotHead head = ZeroShotHead.of("t.npy", new float[] {0, 1, 1, 0}, 2, 2, 2);

        assertThat(head.remarks())
                .containsExactly(
                        "one class per row, as nothing tells rows from columns", "logits are 100 times the cosine");
    }

    @Test
    void isReadTogetherWithItsTower() throws StockpotException {
        ZeroShotHead head = ZeroShotHead.of("t.npy", new float[] {0.6f, 0.8f, 1, 0, 0, -1}, 3, 2, 2);
        TensorSource whole = head.over(new MemorySource("tower").with("visual.proj", DType.F32, 1, 2, 3));
        Map<String, FloatBuffer> together = new LinkedHashMap<>();
        whole.specs().forEach((tensor, spec) -> together.put(tensor, FloatBuffer.allocate((int) spec.elementCount())));

        whole.floats(together);

        assertThat(together).hasSize(2);
        for (String tensor : together.keySet()) {
            assertThat(together.get(tensor).hasRemaining()).isFalse();
            assertThat(together.get(tensor).array()).isEqualTo(whole.floats(tensor));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            3 | 0.6 | t.npy is a matrix of 2 × 2, the tower's embeddings have 3 values: expected text features of one class per row or per column with as many.
            2 | 0   | t.npy: the text features of class 1 have the length 0.0, expected a number above 0.
            2 | NaN | t.npy: the text features of class 1 have the length NaN, expected a number above 0.
            """)
    void refusesWhatFitsNoTower(int embedding, float value, String message) {
        assertThatThrownBy(() -> ZeroShotHead.of("t.npy", new float[] {1, 0, value, 0}, 2, 2, embedding))
                .isInstanceOf(StockpotException.class)
                .hasMessage(message);
    }
}

package org.stockpot.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stockpot.tensor.StockpotException;

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

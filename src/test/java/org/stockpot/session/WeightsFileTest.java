package org.stockpot.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.tensor.StockpotException;

class WeightsFileTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"[[0.25, 1], [0.75, 0]]", "{\"weights\": [[0.25, 1], [0.75, 0]], \"method\": \"greedy\"}"})
    void readsAMatrixAloneOrInAnObject(String json) throws Exception {
        Path file = Files.writeString(folder.resolve("w.json"), json);
        assertThat(WeightsFile.read(file)).isEqualTo(MixingWeights.of(new double[][] {{0.25, 1}, {0.75, 0}}));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            []                             | ` holds no mixing weights: expected a matrix with one row per ingredient.`
            {"weights": []}                | ` holds no mixing weights: expected a matrix with one row per ingredient.`
            {}                             | ` holds no mixing weights: expected a matrix with one row per ingredient.`
            [[0.5], [null]]                | ` holds no usable mixing weights: a value is missing (JSON null).`
            [[0.5], null]                  | ` holds no usable mixing weights: a value is missing (JSON null).`
            {"weights": [[0.5], [null]]}   | ` holds no usable mixing weights: a value is missing (JSON null).`
            {"weights": [null]}            | ` holds no usable mixing weights: a value is missing (JSON null).`
            [[1], [0, 1]]                  | ` holds no usable mixing weights: rows of different length: 1 and 2.`
            [[], []]                       | ` holds no mixing weights: expected a matrix with one row per ingredient.`
            [[1e999]]                      | ` holds no usable mixing weights: mixing weight Infinity.`
            """)
    void refusesAnythingElseInOneSentence(String json, String complaint) throws Exception {
        Path file = Files.writeString(folder.resolve("w.json"), json);
        assertThatThrownBy(() -> WeightsFile.read(file))
                .isInstanceOf(StockpotException.class)
                .hasMessage(file + complaint);
    }
}

package org.stockpot.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stockpot.job.JobContext;
import org.stockpot.tensor.StockpotException;

class ClassMapTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"cat\": 281, \"dog\": [7, 3], \"sofa\": [], \"unicorn\": 1}",
                "[281, [3, 7], []]",
                "{\"0\": 281, \"1\": [3, 7, 3], \"2\": []}",
                "class,model\ncat,281\ndog,3,7\nsofa,\n",
                "cat,281\r\ndog,7\r\ndog,3\r\nsofa,\r\n"
            })
    void readsNamesOrNumbersToOneOrSeveralClassesOrNone(String text) throws IOException, StockpotException {
        ClassMap map = read(text);
        assertThat(map.targets()).containsExactly(List.of(281), List.of(3, 7), List.of());
        assertThat(map.modelClasses()).containsExactly(3, 7, 281);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"cat": 1, "dog": 2}| class 'sofa' of the set is not mapped; give it the model's class number, or none to leave its images out
            {"cat": 1, "0": 2, "dog": 2, "sofa": 3}| class 'cat' is mapped twice
            {"cat": -1}| class 'cat' is mapped to '-1', expected the number of a model's class
            {"cat": 1.5}| class 'cat' is mapped to '1.5', expected the number of a model's class
            {"cat": "x"}| class 'cat' is mapped to x, expected numbers
            [[], [], []]| maps no class of the set to a class of the model
            """, quoteCharacter = '`')
    void saysWhatIsWrong(String text, String message) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(StockpotException.class)
                .hasMessage(folder.resolve("map") + ": " + message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":1,}",
                "{\"a\":01}",
                "{\"a\":1}x",
                "{\"a\":1,\"a\":1}",
                "{'a':1}",
                "{\"a\":NaN}",
                "[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]",
                "{\"a",
                "[\"\\x\"]",
                "[\"\\u12"
            })
    void jsonIsStrict(String text) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(StockpotException.class)
                .hasMessageContaining("the JSON text");
    }

    @Test
    void leavesOutImagesOfClassesThatMeanNone() throws IOException, StockpotException {
        Path images = folder.resolve("t-images-idx3-ubyte");
        Files.write(images, Fixtures.idx(new int[] {4, 1, 1}, (byte) 0, (byte) 10, (byte) 20, (byte) 30));
        Files.write(
                folder.resolve("t-labels-idx1-ubyte"),
                Fixtures.idx(new int[] {4}, (byte) 0, (byte) 1, (byte) 2, (byte) 1));
        Path map = Files.writeString(folder.resolve("map"), "[9, [], [4, 5]]");
        var ref = DataRef.parse("ood:" + images + "?map=" + map);
        assertThat(DataRef.parse(ref.format())).isEqualTo(ref);
        PreparedSet set = Preparation.inMemory().prepare(ref, Preprocessing.clip(1, 1), JobContext.detached());
        assertThat(set.size()).isEqualTo(2);
        assertThat(set.restriction().orElseThrow().stream().boxed()).containsExactly(4, 5, 9);
        int first = set.order(0) == 0 ? 0 : 1;
        assertThat(set.accepts(first, 9)).isTrue();
        assertThat(set.accepts(first, 0)).isFalse();
        assertThat(set.accepts(1 - first, 4)).isTrue();
        assertThat(set.accepts(1 - first, 5)).isTrue();
        assertThat(set.accepts(1 - first, 9)).isFalse();
    }

    @Test
    void mapsEqualNames() throws StockpotException {
        ClassMap map =
                ClassMap.byName("r", List.of("Great_White Shark", "tench"), List.of("tench", "great white shark"));
        assertThat(map.targets()).containsExactly(List.of(1), List.of(0));
        assertThatThrownBy(() -> ClassMap.byName("r", List.of("hen"), List.of("tench")))
                .hasMessage("r: the model has no class named 'hen'; map it with map=FILE");
        assertThatThrownBy(() -> ClassMap.byName("r", List.of("crane"), List.of("crane", "crane")))
                .hasMessage("r: the model has two classes named 'crane'; map by number with map=FILE");
    }

    private ClassMap read(String text) throws IOException, StockpotException {
        return ClassMap.read(Files.writeString(folder.resolve("map"), text), List.of("cat", "dog", "sofa"));
    }
}

package org.stockpot.ui.library;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stockpot.tensor.DType;
import org.stockpot.tensor.Shape;
import org.stockpot.tensor.TensorSpec;

class TensorTreeTest {
    private static final Map<String, TensorSpec> TENSORS = tensors();

    private static Map<String, TensorSpec> tensors() {
        Map<String, TensorSpec> tensors = new LinkedHashMap<>();
        tensors.put("head.bias", new TensorSpec(DType.F32, Shape.of(10)));
        tensors.put("model.visual.conv.weight", new TensorSpec(DType.F16, Shape.of(64, 3)));
        tensors.put("model.visual.blocks.0.weight", new TensorSpec(DType.F32, Shape.of(2)));
        tensors.put("model.visual.blocks.1.weight", new TensorSpec(DType.F32, Shape.of(2)));
        return tensors;
    }

    private static List<String> labels(TensorTree tree) {
        return tree.children().stream().map(TensorTree::label).toList();
    }

    @Test
    void joinsPartsThatHaveOneChildOnly() {
        TensorTree tree = TensorTree.of(TENSORS, "");

        assertThat(labels(tree)).containsExactly("head.bias", "model.visual");
        TensorTree visual = tree.children().get(1);
        assertThat(labels(visual)).containsExactly("conv.weight", "blocks");
        assertThat(labels(visual.children().get(1))).containsExactly("0.weight", "1.weight");
        assertThat(visual.children().get(1).children().get(0).name()).isEqualTo("model.visual.blocks.0.weight");
        assertThat(visual.tensors()).isEqualTo(3);
        assertThat(visual.bytes()).isEqualTo(64 * 3 * 2 + 2 * 2 * 4);
    }

    @ParameterizedTest
    @CsvSource({"BIAS, 1", "weight, 3", "weight f16, 1", "'64, 3', 1", "blocks head, 0"})
    void findsTensorsByAllWordsOfNameTypeAndShape(String search, int found) {
        assertThat(TensorTree.of(TENSORS, search).tensors()).isEqualTo(found);
    }

    @Test
    void aTensorWhoseNameOthersBeginWithStandsBesideThem() {
        TensorTree tree = TensorTree.of(Map.of("a", TENSORS.get("head.bias"), "a.b", TENSORS.get("head.bias")), "");

        assertThat(tree.tensors()).isEqualTo(2);
        assertThat(labels(tree)).containsExactlyInAnyOrder("a", "a.b");
    }

    @ParameterizedTest
    @CsvSource({"999, 999 B", "1000, 1.0 kB", "425312, 425 kB", "2345678, 2.3 MB", "605000000, 605 MB"})
    void sizesReadWell(long bytes, String text) {
        assertThat(Sizes.bytes(bytes)).isEqualTo(text);
    }
}

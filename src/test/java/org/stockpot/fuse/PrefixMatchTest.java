package org.stockpot.fuse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stockpot.tensor.DType;
import org.stockpot.tensor.TensorSource;

class PrefixMatchTest {
    private static MemorySource source(String... names) {
        var source = new MemorySource("file");
        for (int i = 0; i < names.length; i++) {
            source.with(names[i], DType.F32, i);
        }
        return source;
    }

    private static List<String> aligned(MemorySource reference, MemorySource candidate) {
        return List.copyOf(PrefixMatch.align(reference, candidate).specs().keySet());
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            a.w,                   module.a.w
            a.w,                   _orig_mod.module.a.w
            a.w,                   module._orig_mod.model.a.w
            model.a.w,             module.model.a.w
            module.a.w,            a.w
            _orig_mod.model.a.w,   module.a.w
            model.a.w,             a.w
            """)
    void givesATensorTheNameItHasInTheReference(String reference, String candidate) {
        assertThat(aligned(source(reference), source(candidate))).containsExactly(reference);
    }

    @Test
    void namesEachTensorByItselfSoThatAHeadWithoutPrefixKeepsItsName() {
        assertThat(aligned(
                        source("model.visual.w", "head.w"),
                        source("module.model.visual.w", "module.head.w", "extra", "module.other")))
                .containsExactly("model.visual.w", "head.w", "extra", "module.other");
    }

    @Test
    void leavesNamesAloneThatCouldMeanTwoTensors() {
        assertThat(aligned(source("w", "v"), source("module.w", "model.w", "module.v")))
                .containsExactly("module.w", "model.w", "v");
        assertThat(aligned(source("module.w", "model.w"), source("w"))).containsExactly("w");
    }

    @Test
    void givesBackTheSameSourceWhereNothingChanges() {
        MemorySource same = source("a", "module.b");
        assertThat(PrefixMatch.align(source("a"), same)).isSameAs(same);
    }

    @Test
    void readsTheValuesOfTheOldName() throws Exception {
        TensorSource view = PrefixMatch.align(source("x", "y"), source("module.x", "module.y"));
        assertThat(view.floats("y")).containsExactly(1);
        assertThat(view.spec("y")).isEqualTo(source("x", "y").spec("y"));
    }

    @Test
    void namesWhatTheBaseLacksAsTheFirstIngredientDoes() {
        List<TensorSource> all = PrefixMatch.alignAll(
                Optional.of(source("visual.w")),
                List.of(source("model.visual.w", "head.w"), source("module.visual.w", "module.head.w")));
        assertThat(all).allMatch(one -> List.copyOf(one.specs().keySet()).equals(List.of("visual.w", "head.w")));
    }
}

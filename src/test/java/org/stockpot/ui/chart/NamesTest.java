package org.stockpot.ui.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NamesTest {
    private static final TextWidth TEN_PER_LETTER = (text, size) -> 10 * text.length();

    @Test
    void namesKeepWhatTellsThemApart() {
        assertThat(ShortNames.of(List.of("visual.conv1", "visual.transformer.resblocks.0", "head", "text.conv1")))
                .containsExactly("visual.conv1", "resblocks.0", "head", "text.conv1");
    }

    @Test
    void aPartThatSaysLittleKeepsTheWordBefore() {
        assertThat(ShortNames.of(List.of("a.b.7", "classification_head.bias", "x.ln.weight")))
                .containsExactly("b.7", "classification_head.bias", "ln.weight");
    }

    @Test
    void oneNameInsideAnotherIsNotMistakenForIt() {
        assertThat(ShortNames.of(List.of("visual.proj", "proj"))).containsExactly("visual.proj", "proj");
    }

    @Test
    void equalNamesEndSomewhere() {
        assertThat(ShortNames.of(List.of("a.b", "a.b"))).containsExactly("b", "b");
    }

    @Test
    void longTextsLoseTheirMiddle() {
        assertThat(TEN_PER_LETTER.elide("classification", 11, 60)).isEqualTo("cla…on");
        assertThat(TEN_PER_LETTER.elide("head", 11, 60)).isEqualTo("head");
        assertThat(TEN_PER_LETTER.elide("head", 11, 5)).isEqualTo("…");
    }
}

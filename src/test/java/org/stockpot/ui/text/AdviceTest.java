package org.stockpot.ui.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.stockpot.tensor.Hint;
import org.stockpot.tensor.StockpotException;
import org.stockpot.ui.export.ExportView;
import org.stockpot.ui.library.LibraryView;
import org.stockpot.ui.search.SearchView;
import org.stockpot.ui.state.Tasks;

class AdviceTest {
    @ParameterizedTest
    @EnumSource
    void theWindowSaysWhereToClickAndNamesNoOption(Hint hint) {
        String english = Advice.in(Locale.ENGLISH).of("", List.of(hint));
        String german = Advice.in(Locale.GERMAN).of("", List.of(hint));
        assertThat(english).endsWith(".").doesNotContain("--");
        assertThat(german).endsWith(".").doesNotContain("--").isNotEqualTo(english);
    }

    @ParameterizedTest
    @MethodSource("languages")
    void buttonsAreCalledAsTheyAre(Locale locale) {
        assertThat(way(Hint.RUN_CODE, locale)).contains(text(Tasks.class, "tasks.run-code", locale));
        assertThat(way(Hint.ALLOW_NON_FINITE, locale))
                .contains(text(Tasks.class, "tasks.allow-non-finite", locale))
                .contains(text(LibraryView.class, "findings.allow", locale));
        assertThat(way(Hint.WEIGHTS_ONLY, locale)).contains(text(LibraryView.class, "findings.weights-only", locale));
        assertThat(way(Hint.BATCH_NORM, locale)).contains(text(ExportView.class, "choice.batch-norm", locale));
        assertThat(way(Hint.INSIST, locale)).contains(text(SearchView.class, "objective.insist", locale));
    }

    static Stream<Locale> languages() {
        return Stream.of(Locale.ENGLISH, Locale.GERMAN);
    }

    @Test
    void aProblemIsSaidWithWhatToDoAboutAllThatLedToIt() {
        var cause = new StockpotException("a.pt is strange.", Hint.TEXT_FEATURES);
        var problem = new StockpotException("a.pt is strange. Take b.pt.", cause, Hint.PROGRAM);
        assertThat(problem.hints()).containsExactly(Hint.TEXT_FEATURES, Hint.PROGRAM);
        assertThat(Advice.in(Locale.ENGLISH).of(problem))
                .startsWith("a.pt is strange. Take b.pt. This window has no place for text features")
                .endsWith("mute it on the desk.");
        assertThat(Advice.in(Locale.GERMAN).of(new StockpotException("b.pt is gone.")))
                .isEqualTo("b.pt is gone.");
    }

    private static String way(Hint hint, Locale locale) {
        return Advice.in(locale).of("", List.of(hint));
    }

    private static String text(Class<?> owner, String key, Locale locale) {
        return Texts.of(owner, locale).get(key);
    }
}

package org.stockpot.ui.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.stockpot.search.Decision;
import org.stockpot.search.Family;
import org.stockpot.search.Need;
import org.stockpot.ui.text.Texts;

class DescriptionsTest {
    @ParameterizedTest
    @MethodSource("keys")
    void everythingThatCanBeChosenIsDescribedInBothLanguages(String key) {
        assertThat(Texts.of(SearchView.class, Locale.ENGLISH).get(key)).isNotBlank();
        assertThat(Texts.of(SearchView.class, Locale.GERMAN).get(key)).isNotBlank();
    }

    static Stream<String> keys() {
        Stream<String> words = Stream.concat(
                Stream.of(Family.values()).map(one -> "family." + lower(one)),
                Stream.of(Need.values()).flatMap(one -> Stream.of("need." + lower(one), "lacks." + lower(one))));
        return Stream.concat(words, Stream.of(Decision.Outcome.values()).map(one -> "outcome." + lower(one)));
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}

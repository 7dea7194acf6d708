package org.stockpot.fuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stockpot.tensor.StockpotException;

class GranularityTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "whole",
                "0",
                "1",
                "2",
                "3",
                "tensor",
                "rules:^visual=>eyes",
                "rules:resblocks\\.(\\d+)=>block $1;head=>head"
            })
    void whatIsWrittenIsReadBack(String text) throws StockpotException {
        assertThat(Granularity.parse(text).format()).isEqualTo(text);
    }

    @Test
    void rulesMayHoldTheSeparators() throws StockpotException {
        var rules = new Granularity.Rules(List.of(new Granularity.Rule("a;b=>c%3Bd%25", "100%; =>")));

        assertThat(rules.format()).isEqualTo("rules:a%3Bb=%3Ec%253Bd%2525=>100%25%3B =%3E");
        assertThat(Granularity.parse(rules.format())).isEqualTo(rules);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            4         | Granularity "4" is unknown: give whole, 0, 1, 2, 3, tensor or rules:PATTERN=>GROUP;…
            rules:    | Layer group rule "" is not of the form PATTERN=>GROUP: write both parts
            rules:a=> | Layer group rule "a=>" is not of the form PATTERN=>GROUP: write both parts
            rules:(=>b | Layer group rule "(=>b" has no valid regular expression: Unclosed group
            rules:a=>$1 | Layer group rule "a=>$1": group name $1 refers to $1, but the pattern a has 0 groups
            """)
    void refusesWhatItCannotRead(String text, String message) {
        assertThatThrownBy(() -> Granularity.parse(text))
                .isInstanceOf(StockpotException.class)
                .hasMessage(message);
    }
}

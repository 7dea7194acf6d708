package org.stockpot.ui.text;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.stockpot.tensor.Hint;
import org.stockpot.tensor.StockpotException;

/** What the window says of a problem: the sentence of the core, and where to click to do what it advises. */
public final class Advice {
    private final Texts texts;

    private Advice(Texts texts) {
        this.texts = texts;
    }

    /** In the language of the screen. */
    public static Advice shown() {
        return new Advice(Texts.of(Advice.class));
    }

    /** In a language. */
    static Advice in(Locale locale) {
        return new Advice(Texts.of(Advice.class, locale));
    }

    public String of(StockpotException problem) {
        return of(problem.getMessage(), problem.hints());
    }

    /** A sentence, or several. */
    public String of(String sentences, List<Hint> hints) {
        return Stream.concat(Stream.of(sentences), hints.stream().map(this::way))
                .filter(one -> !one.isEmpty())
                .collect(Collectors.joining(" "));
    }

    private String way(Hint hint) {
        return texts.get("hint." + hint.name().toLowerCase(Locale.ROOT));
    }
}

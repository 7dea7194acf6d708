package org.stockpot.ui.search;

import java.util.ArrayList;
import java.util.List;
import org.stockpot.search.Goal;
import org.stockpot.session.SearchOutcome;
import org.stockpot.ui.text.Glossary;
import org.stockpot.ui.text.Texts;

/** What a search that has ended says it found. */
final class FoundWords {
    private static final Texts TEXTS = Texts.of(FoundWords.class);
    private static final Glossary GLOSSARY = Glossary.shown();

    private FoundWords() {}

    /**
     * Sentences.
     *
     * @param score of the best mix, which may be a better one than the search itself ended with
     */
    static String of(SearchOutcome outcome, double score) {
        List<String> sentences = new ArrayList<>();
        boolean usual = outcome.goal().equals(Goal.ACCURACY);
        sentences.add(TEXTS.get(
                usual ? "done.accuracy" : "done.goal",
                outcome.goal().format(score),
                outcome.result().evaluations(),
                GLOSSARY.words(outcome.result().stoppedBecause()),
                outcome.goal().text()));
        sentences.add(GLOSSARY.words(outcome.effort().told()));
        if (!outcome.front().isEmpty()) {
            sentences.add(TEXTS.get("done.front", outcome.front().size()));
        }
        outcome.leak().map(GLOSSARY::words).ifPresent(sentences::add);
        return String.join(" ", sentences);
    }
}

package org.stockpot.session.report;

import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * A report in two forms. The same facts give the same bytes.
 *
 * @param html a page that needs nothing beside itself
 * @param markdown a model card
 */
public record Report(String html, String markdown) {
    public static Report of(ReportFacts facts) {
        List<Block> blocks = new ArrayList<>();
        int used = facts.mixture().used().size();
        blocks.add(new Block.Words("A model soup of " + used + (used == 1 ? " model" : " models") + " out of "
                + facts.mixture().ingredients().size() + ", from " + facts.origin()
                + ". Reported on " + facts.date().truncatedTo(ChronoUnit.SECONDS) + "."));
        blocks.addAll(RecipeChapters.of(facts));
        if (!facts.models().isEmpty() && !facts.sets().isEmpty()) {
            blocks.addAll(ScoreChapters.of(facts));
            blocks.addAll(CalibrationChapter.of(facts));
            blocks.addAll(ClassChapter.of(facts));
            blocks.addAll(DataChapter.of(facts));
        }
        blocks.addAll(NotesChapter.of(facts));
        blocks.addAll(RecipeChapters.again(facts));
        return new Report(HtmlPage.of(facts.title(), blocks), MarkdownCard.of(facts.title(), blocks));
    }

    /** Whether a text is a page or a card that an earlier report left, and no work of somebody's own. */
    public static boolean isOurs(String text) {
        return text.contains(HtmlPage.MARK) || text.contains(MarkdownCard.MARK);
    }
}

package org.stockpot.session.report;

import java.util.List;

/** What the user wrote on the mixes that were measured. */
final class NotesChapter {
    private NotesChapter() {}

    /** Nothing where nothing was written. */
    static List<Block> of(ReportFacts facts) {
        if (facts.notes().isEmpty()) {
            return List.of();
        }
        return List.of(
                new Block.Heading(2, "Notes on trials"),
                new Block.Table(
                        "What was written on mixes of the session, with their accuracy on validation images in %",
                        List.of("trial", "origin", "validation", "pinned", "tags", "note"),
                        facts.notes().stream().map(NotesChapter::row).toList(),
                        true));
    }

    private static List<Cell> row(NoteFact note) {
        return List.of(
                note.isReported() ? Cell.strong(note.trial() + " (this mix)") : Cell.of(Integer.toString(note.trial())),
                Cell.of(note.origin()),
                Cell.of(Figures.percent(note.validation())),
                Cell.of(note.pinned() ? "yes" : ""),
                Cell.of(String.join(", ", note.tags())),
                Cell.of(note.text().replaceAll("\\s+", " ")));
    }
}

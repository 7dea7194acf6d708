package org.stockpot.session.report;

import java.util.ArrayList;
import java.util.List;
import org.stockpot.data.Role;

/** The sets: what they are, who looked at them, and what is on them. */
final class DataChapter {
    private DataChapter() {}

    static List<Block> of(ReportFacts facts) {
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Heading(2, "Data"));
        List<String> watched = facts.sets().stream()
                .filter(set -> set.role() != Role.VALIDATION && set.mixes() > 1)
                .map(set -> set.name() + " (" + set.mixes() + ")")
                .toList();
        if (!watched.isEmpty()) {
            blocks.add(
                    new Block.Warning(
                            "More than one mix was measured on data that are only to be reported, before this"
                                    + " report: " + String.join(", ", watched)
                                    + ". Whoever chooses by such numbers makes them too good; ingredients alone are not counted."));
        }
        List<List<Cell>> rows = new ArrayList<>();
        for (SetFact set : facts.sets()) {
            rows.add(List.of(
                    Cell.of(set.name()),
                    Cell.of(set.role().id()),
                    Cell.of(Figures.count(set.images())
                            + (set.skipped() == 0 ? "" : " (" + set.skipped() + " unreadable)")),
                    Cell.of(Figures.count(set.classes().size())),
                    Cell.of(Figures.count(set.mixes())),
                    Cell.of(Figures.count(set.searched()))));
        }
        blocks.add(new Block.Table(
                "Data sets, and how often they were looked at before this report",
                List.of("set", "role", "images", "classes", "mixes measured", "evaluations by the search"),
                rows));
        blocks.add(new Block.Table(
                "Where the sets come from, as on the command line, and SHA-256 of the prepared images and labels",
                List.of("set", "data", "SHA-256"),
                facts.sets().stream()
                        .map(set -> List.of(Cell.of(set.name()), Cell.code(set.origin()), Cell.code(set.sha256())))
                        .toList(),
                true));
        for (SetFact set : facts.sets()) {
            String labels = String.join(", ", set.sheet().labels());
            blocks.add(new Block.Image(
                    set.sheet().png(),
                    set.name() + " (" + set.role().id() + "): the first "
                            + set.sheet().labels().size() + " images as the network gets them: " + labels,
                    "The first images of " + set.name() + ": " + labels));
        }
        return blocks;
    }
}

package org.stockpot.session.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What was mixed, how it was found, and how to do it again. */
final class RecipeChapters {
    private RecipeChapters() {}

    static List<Block> of(ReportFacts facts) {
        List<Block> blocks = new ArrayList<>();
        Mixture mixture = facts.mixture();
        blocks.add(new Block.Heading(2, "What was mixed"));
        blocks.add(new Block.Words(mixture.formula()));
        blocks.add(new Block.Words("Layer groups: granularity " + mixture.granularity() + ", " + mixture.groups()
                + (mixture.groups() == 1 ? " group." : " groups.") + " Weights are rounded to four digits."));
        blocks.addAll(weights(mixture));
        blocks.add(new Block.Table(
                "Files, by content",
                List.of("name", "role", "bytes", "SHA-256"),
                facts.sources().stream()
                        .map(one -> List.of(
                                Cell.of(one.name()),
                                Cell.of(one.role()),
                                Cell.of(Figures.count(one.bytes())),
                                Cell.code(one.sha256())))
                        .toList(),
                true));
        blocks.add(new Block.Heading(2, "How it was found"));
        facts.leak().ifPresent(leak -> blocks.add(new Block.Warning(leak)));
        if (facts.search().isEmpty()) {
            blocks.add(new Block.Words(
                    "The weights come from " + facts.origin() + "; nothing more is known of how they were found."));
        } else {
            blocks.add(pairs("The search", facts.search()));
        }
        return blocks;
    }

    /** Ingredients that have no part stand in a sentence, so that the table stays narrow. */
    private static List<Block> weights(Mixture mixture) {
        List<Block> blocks = new ArrayList<>();
        List<Integer> used = mixture.used();
        List<String> head = new ArrayList<>(List.of("layer group"));
        used.forEach(ingredient -> head.add(mixture.ingredients().get(ingredient)));
        List<List<Cell>> rows = new ArrayList<>();
        for (Mixture.Row row : mixture.rows()) {
            List<Cell> cells = new ArrayList<>(List.of(Cell.of(row.groups())));
            for (int ingredient : used) {
                double weight = row.weights().get(ingredient);
                cells.add(weight == 0 ? Cell.faint("0") : Cell.of(String.format(Locale.ROOT, "%.4f", weight)));
            }
            rows.add(cells);
        }
        blocks.add(new Block.Table("Mixing weights", head, rows));
        List<String> left = new ArrayList<>();
        for (int ingredient = 0; ingredient < mixture.ingredients().size(); ingredient++) {
            if (!used.contains(ingredient)) {
                left.add(mixture.ingredients().get(ingredient));
            }
        }
        if (!left.isEmpty()) {
            blocks.add(new Block.Words("Without a weight in any layer group: " + String.join(", ", left) + "."));
        }
        return blocks;
    }

    static List<Block> again(ReportFacts facts) {
        List<Block> blocks = new ArrayList<>(List.of(
                new Block.Heading(2, "Versions and machine"),
                pairs("What had a part in the numbers", facts.machine()),
                new Block.Heading(2, "Do it again"),
                new Block.Words("Nothing below is random beyond the seeds it names; sums of floating-point numbers may"
                        + " differ in the last digits between machines.")));
        facts.condition().ifPresent(condition -> blocks.add(new Block.Words(condition)));
        blocks.add(new Block.Code(facts.commands()));
        return blocks;
    }

    private static Block pairs(String caption, Map<String, String> pairs) {
        return new Block.Table(
                caption,
                List.of("what", "value"),
                pairs.entrySet().stream()
                        .map(one -> List.of(Cell.of(one.getKey()), Cell.of(one.getValue())))
                        .toList(),
                true);
    }
}

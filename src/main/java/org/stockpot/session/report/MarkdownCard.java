package org.stockpot.session.report;

import java.util.List;
import java.util.stream.Collectors;

/** Writes blocks as Markdown with front matter, as Hugging Face lays model cards out; charts are told in words. */
final class MarkdownCard {
    /** How a card of ours is told from somebody's own notes. */
    static final String MARK = "<!-- written by Stockpot; the next report to this name replaces this file -->";

    private MarkdownCard() {}

    static String of(String title, List<Block> blocks) {
        var card = new StringBuilder("""
                ---
                tags:
                - model-soup
                - merge
                - stockpot
                library_name: stockpot
                metrics:
                - accuracy
                ---
                """);
        card.append(MARK).append("\n\n# ").append(Markdown.plain(title)).append("\n\n");
        for (Block block : blocks) {
            write(card, block);
        }
        return card.toString();
    }

    private static void write(StringBuilder card, Block block) {
        if (block instanceof Block.Heading heading) {
            card.append("#".repeat(heading.level())).append(' ').append(Markdown.plain(heading.text()));
        } else if (block instanceof Block.Words words) {
            card.append(Markdown.paragraph(words.text()));
        } else if (block instanceof Block.Warning warning) {
            card.append("> **Note.** ").append(Markdown.paragraph(warning.text()));
        } else if (block instanceof Block.Table table) {
            table(card, table);
        } else if (block instanceof Block.Chart chart) {
            card.append("Chart: ").append(Markdown.paragraph(chart.alternative()));
        } else if (block instanceof Block.Image image) {
            card.append("Picture: ").append(Markdown.paragraph(image.caption()));
        } else if (block instanceof Block.Code code) {
            card.append(code.lines().stream()
                    .map(line -> "    " + Markdown.verbatim(line))
                    .collect(Collectors.joining("\n")));
        }
        card.append("\n\n");
    }

    private static void table(StringBuilder card, Block.Table table) {
        card.append(Markdown.paragraph(table.caption())).append("\n\n");
        row(card, table.head().stream().map(Markdown::plain).toList());
        row(card, table.head().stream().map(title -> "---").toList());
        for (List<Cell> row : table.rows()) {
            row(card, row.stream().map(MarkdownCard::cell).toList());
        }
        card.setLength(card.length() - 1);
    }

    private static void row(StringBuilder card, List<String> cells) {
        card.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    private static String cell(Cell cell) {
        return switch (cell.style()) {
            case PLAIN, FAINT -> Markdown.plain(cell.text());
            case STRONG -> cell.text().isBlank() ? "" : "**" + Markdown.plain(cell.text()) + "**";
            case CODE -> "`" + Markdown.code(cell.text()).replace("|", "\\|") + "`";
        };
    }
}

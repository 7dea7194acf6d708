package org.stockpot.tools;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.stockpot.tensor.StockpotException;

/**
 * The page of methods as it lies on the disk: rows and sections that are not made anew stay as they are, so that hours of
 * measuring need not be repeated for one more method.
 */
final class MethodsPage {
    /** Marks seconds that other programs had their share of. */
    static final String BESIDE = "*";

    private static final String HEAD = "# What the methods cook\n\n";
    private static final String TITLE = "Methods on the demo";
    private static final List<String> COLUMNS =
            List.of("method", "validation", "test", "OOD mean", "OOD sets", "full evaluations", "seconds");

    private final Path file;
    private final String text;
    private final Map<String, List<String>> rows = new LinkedHashMap<>();
    private final Map<String, String> sections = new LinkedHashMap<>();

    /**
     * Reads what there is.
     *
     * @param text how the table is made
     * @throws StockpotException if the page's rows were made in another way, so that these cannot stand among them
     */
    MethodsPage(Path file, String text) throws StockpotException, IOException {
        this.file = file;
        this.text = text;
        if (!Files.exists(file)) {
            return;
        }
        for (String part : Files.readString(file, StandardCharsets.UTF_8).split("(?m)^## ", -1)) {
            String title = part.lines().findFirst().orElse("");
            if (title.equals(TITLE)) {
                if (!part.contains(text)) {
                    throw new StockpotException(
                            file + " was made in another way (seeds or evaluations): name another file.");
                }
                BenchTable.rows(part, COLUMNS.size()).forEach(this::row);
            } else if (!part.startsWith("# ")) {
                sections.put(title, "## " + part.stripTrailing() + "\n");
            }
        }
    }

    void row(List<String> cells) {
        rows.put(cells.get(0), cells);
    }

    void section(BenchTable table) {
        sections.put(table.title(), table.markdown());
    }

    /** Writes the page, its rows by these names first and in this order. */
    void write(List<String> order) throws IOException {
        var sorted = new ArrayList<>(rows.values());
        sorted.sort(Comparator.comparingInt(cells -> {
            int at = order.indexOf(cells.get(0));
            return at < 0 ? Integer.MAX_VALUE : at;
        }));
        var page = new StringBuilder(HEAD).append(new BenchTable(TITLE, text, COLUMNS, sorted).markdown());
        if (sorted.stream().anyMatch(cells -> cells.get(6).endsWith(BESIDE))) {
            page.append(
                    "\n`" + BESIDE + "` Run while the machine's two cores did other work as well: the time is far too"
                            + " long and says little; all other figures do not depend on it.\n");
        }
        sections.values().forEach(section -> page.append('\n').append(section));
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, page, StandardCharsets.UTF_8);
    }
}

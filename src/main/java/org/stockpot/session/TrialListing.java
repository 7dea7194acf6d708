package org.stockpot.session;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.stockpot.data.Role;
import org.stockpot.session.chart.Cells;
import org.stockpot.session.report.Markdown;
import org.stockpot.tensor.StockpotException;

/** Trials for spreadsheets, other programs and texts. Numbers have a point, whatever the language. */
public final class TrialListing {
    private TrialListing() {}

    /** Comma-separated values (RFC 4180), with a line of names; accuracies 0…1 in full; no cell is a formula. */
    public static String csv(List<TrialRow> rows) {
        return lines(rows, ",", Cells::csv, "\r\n");
    }

    /** The same between tabs, as spreadsheets paste it. */
    public static String tsv(List<TrialRow> rows) {
        return lines(rows, "\t", cell -> Cells.harmless(cell).replaceAll("[\\t\\r\\n]+", " "), "\n");
    }

    /** Writes {@link #csv}; the file is the old or the new one, whole, whatever happens. */
    public static void write(List<TrialRow> rows, Path file) throws StockpotException {
        AtomicText.write(file, csv(rows));
    }

    /** A table in Markdown: what people compare, rounded. */
    public static String markdown(List<TrialRow> rows) {
        var text = new StringBuilder("""
                | # | origin | seed | validation % | test % | OOD mean % | tags | note |
                |--:|:--|--:|--:|--:|--:|:--|:--|
                """);
        for (TrialRow row : rows) {
            List<String> cells = new ArrayList<>(List.of(
                    Integer.toString(row.number()),
                    Markdown.plain(row.trial().origin()),
                    row.seed().map(seed -> Long.toString(seed)).orElse("")));
            for (Role role : Role.values()) {
                cells.add(rounded(row, role));
            }
            cells.add(Markdown.plain(String.join(", ", row.trial().note().tags())));
            cells.add(Markdown.plain(row.trial().note().text()));
            text.append("| ").append(String.join(" | ", cells)).append(" |\n");
        }
        return text.toString();
    }

    /** One map per trial, from names to values; what is not known is left out. */
    public static List<Map<String, Object>> objects(List<TrialRow> rows) {
        return rows.stream().map(TrialListing::known).toList();
    }

    /**
     * Accuracy with interval and gain, such as {@code 83.05 [82.6, 83.5] +0.40}; gains within the noise in brackets.
     * Empty where it was not measured.
     */
    public static String rounded(TrialRow row, Role role) {
        String gain = row.gain(role)
                .map(one ->
                        String.format(Locale.ROOT, one.isSignificant() ? " %+.2f" : " (%+.2f)", 100 * one.difference()))
                .orElse("");
        return row.figure(role)
                .map(figure -> String.format(
                        Locale.ROOT,
                        "%.2f [%.1f, %.1f]%s",
                        100 * figure.accuracy(),
                        100 * figure.interval().low(),
                        100 * figure.interval().high(),
                        gain))
                .orElse("");
    }

    private static Map<String, Object> known(TrialRow row) {
        Map<String, Object> values = new LinkedHashMap<>();
        values(row).forEach((name, value) -> value.ifPresent(one -> values.put(name, one)));
        return values;
    }

    /** All names in the order of the columns. */
    private static Map<String, Optional<Object>> values(TrialRow row) {
        Map<String, Optional<Object>> values = new LinkedHashMap<>();
        Trial trial = row.trial();
        values.put("number", Optional.of(row.number()));
        values.put("pinned", Optional.of(trial.note().pinned()));
        values.put("origin", Optional.of(trial.origin()));
        values.put("plan", trial.search().map(TrialSearch::plan));
        values.put("optimiser", row.optimiser().map(Object.class::cast));
        values.put("seed", row.seed().map(Object.class::cast));
        for (Role role : Role.values()) {
            Optional<TrialRow.Figure> figure = row.figure(role);
            Optional<Gain> gain = row.gain(role);
            values.put(role.id(), figure.map(TrialRow.Figure::accuracy));
            values.put(role.id() + "_low", figure.map(one -> one.interval().low()));
            values.put(role.id() + "_high", figure.map(one -> one.interval().high()));
            values.put(role.id() + "_gain", gain.map(Gain::difference));
            values.put(role.id() + "_p", gain.map(one -> one.paired().p()));
        }
        values.put("images", Optional.of(row.images()));
        values.put("on_data", Optional.of(row.onData()));
        values.put("seconds", Optional.of(trial.seconds()));
        values.put("finished", Optional.of(trial.finished().toString()));
        values.put("device", Optional.of(trial.device()));
        values.put("method", Optional.of(trial.recipe().method().format()));
        values.put("granularity", Optional.of(trial.recipe().granularity().format()));
        values.put("tags", Optional.of(String.join(", ", trial.note().tags())));
        values.put("note", Optional.of(trial.note().text()));
        return values;
    }

    /** How one cell is made safe for its table. */
    @FunctionalInterface
    private interface Quoting {
        String of(String cell);
    }

    private static String lines(List<TrialRow> rows, String between, Quoting quoting, String end) {
        var text = new StringBuilder();
        for (TrialRow row : rows) {
            if (text.isEmpty()) {
                text.append(String.join(between, values(row).keySet())).append(end);
            }
            text.append(values(row).values().stream()
                            .map(value -> quoting.of(value.map(String::valueOf).orElse("")))
                            .collect(Collectors.joining(between)))
                    .append(end);
        }
        return text.toString();
    }
}

package org.stockpot.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.stockpot.evaluate.Evaluation;
import org.stockpot.evaluate.OodMean;
import org.stockpot.search.Measure;
import org.stockpot.session.MethodTable;
import org.stockpot.session.SearchOutcome;
import org.stockpot.session.Trial;

/** Text in columns, for people. */
final class Tables {
    private Tables() {}

    /** Aligns columns: the first to the left, the others to the right. */
    static List<String> aligned(List<List<String>> rows) {
        int columns = rows.stream().mapToInt(List::size).max().orElse(0);
        var widths = new int[columns];
        for (List<String> row : rows) {
            for (int column = 0; column < row.size(); column++) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        }
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            var line = new StringBuilder();
            for (int column = 0; column < row.size(); column++) {
                String padding = " ".repeat(widths[column] - row.get(column).length());
                line.append(column == 0 ? "" : "  ");
                line.append(column == 0 ? row.get(column) + padding : padding + row.get(column));
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }

    /** One line per data set. */
    static List<String> scores(List<Evaluation> evaluations) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("set", "role", "top-1 %", "95 % interval", "correct", "images", "cross-entropy"));
        for (Evaluation one : evaluations) {
            rows.add(List.of(
                    one.set(),
                    one.role().id(),
                    percent(one.accuracy()),
                    interval(one),
                    Integer.toString(one.correct()),
                    Integer.toString(one.total()),
                    one.crossEntropy().isPresent()
                            ? String.format(Locale.ROOT, "%.4f", one.crossEntropy().getAsDouble())
                            : ""));
        }
        return aligned(rows);
    }

    /** Scores of two mixes side by side, one line per data set. */
    static List<String> beforeAndAfter(List<Evaluation> before, List<Evaluation> after, List<String> comparisons) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("set", "role", "before %", "95 % interval", "after %", "95 % interval", "paired difference"));
        for (int set = 0; set < before.size(); set++) {
            rows.add(List.of(
                    before.get(set).set(),
                    before.get(set).role().id(),
                    percent(before.get(set).accuracy()),
                    interval(before.get(set)),
                    percent(after.get(set).accuracy()),
                    interval(after.get(set)),
                    comparisons.get(set)));
        }
        return aligned(rows);
    }

    /** One line per method, one column per data set, with half the width of each interval. */
    static List<String> methods(List<MethodTable.Row> methods) {
        List<List<String>> rows = new ArrayList<>();
        List<String> head = new ArrayList<>(List.of("top-1 %"));
        methods.get(0).trial().evaluations().forEach(one -> head.add(one.set()));
        head.add("OOD mean");
        rows.add(head);
        for (MethodTable.Row method : methods) {
            List<String> row = new ArrayList<>(List.of(method.method()));
            for (Evaluation one : method.trial().evaluations()) {
                row.add(percent(one.accuracy()) + " " + interval(one));
            }
            OptionalDouble mean = OodMean.of(method.trial().evaluations());
            row.add(mean.isPresent() ? percent(mean.getAsDouble()) : "");
            rows.add(row);
        }
        return aligned(rows);
    }

    /** One line per compromise: the measures that the search saw, then one column per data set. */
    static List<String> front(SearchOutcome outcome) {
        List<List<String>> rows = new ArrayList<>();
        List<String> head = new ArrayList<>(List.of("top-1 %"));
        outcome.goal().terms().forEach(term -> head.add(term.measure().text()));
        outcome.front().get(0).evaluations().forEach(one -> head.add(one.set()));
        head.add("OOD mean");
        rows.add(head);
        for (int i = 0; i < outcome.front().size(); i++) {
            Trial trial = outcome.front().get(i);
            List<String> row = new ArrayList<>(List.of(Integer.toString(i + 1)));
            List<Double> parts = outcome.result().front().get(i).parts();
            for (int term = 0; term < parts.size(); term++) {
                Measure measure = outcome.goal().terms().get(term).measure();
                row.add(
                        measure.isShare()
                                ? percent(parts.get(term))
                                : String.format(Locale.ROOT, "%.4f", parts.get(term)));
            }
            trial.evaluations().forEach(one -> row.add(percent(one.accuracy())));
            OptionalDouble mean = OodMean.of(trial.evaluations());
            row.add(mean.isPresent() ? percent(mean.getAsDouble()) : "");
            rows.add(row);
        }
        return aligned(rows);
    }

    static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f", 100 * share);
    }

    private static String interval(Evaluation one) {
        return String.format(
                Locale.ROOT,
                "[%.1f, %.1f]",
                100 * one.interval().low(),
                100 * one.interval().high());
    }
}

package org.stockpot.session.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.stockpot.evaluate.ClassScore;

/** The mix class by class, and what it takes classes for, on the first set that is not for validation. */
final class ClassChapter {
    /** More classes fit no page: of more, the worst are shown. */
    private static final int MOST = 30;

    private static final int CONFUSIONS = 20;

    private ClassChapter() {}

    private record Row(ClassScore soup, ClassScore best) {}

    private record Confusion(int label, int taken, int images) {}

    static List<Block> of(ReportFacts facts) {
        if (facts.details().isEmpty()) {
            return List.of();
        }
        Details details = facts.details().get(0);
        List<Row> all = new ArrayList<>();
        List<ClassScore> scores = details.scores();
        for (int label = 0; label < scores.size(); label++) {
            ClassScore soup = scores.get(label);
            if (soup.total() > 0) {
                all.add(new Row(
                        soup, details.best().isEmpty() ? soup : details.best().get(label)));
            }
        }
        List<Row> shown = all.size() <= MOST
                ? all
                : all.stream()
                        .sorted(Comparator.comparingDouble(row -> row.soup().accuracy()))
                        .limit(MOST)
                        .toList();
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Heading(2, "Class by class"));
        blocks.add(new Block.Words("On " + details.set() + ", accuracy in percent with 95 % Wilson intervals"
                + (shown.size() < all.size()
                        ? "; the " + shown.size() + " worst of " + all.size() + " classes."
                        : ".")));
        boolean paired = !details.best().isEmpty();
        blocks.add(chart(facts, details, shown, paired));
        blocks.add(table(facts, details, shown, paired));
        blocks.add(confusion(details));
        return blocks;
    }

    private static Block chart(ReportFacts facts, Details details, List<Row> rows, boolean paired) {
        List<String> legend = new ArrayList<>();
        if (paired) {
            legend.add(facts.bestIngredient().map(Measured::name).orElse(""));
        }
        legend.add(facts.soup().name());
        return new Block.Chart(
                BarChart.of(
                        legend,
                        rows.stream()
                                .map(row -> new BarChart.Group(
                                        row.soup().name(),
                                        paired ? List.of(bar(row.best()), bar(row.soup())) : List.of(bar(row.soup()))))
                                .toList()),
                "Accuracy per class on " + details.set() + " with 95 % Wilson intervals.",
                "Bars of the accuracy per class of " + String.join(" and ", legend)
                        + "; the table below has the numbers.");
    }

    private static BarChart.Bar bar(ClassScore score) {
        return new BarChart.Bar(score.accuracy(), score.interval());
    }

    private static Block table(ReportFacts facts, Details details, List<Row> rows, boolean paired) {
        List<String> head =
                new ArrayList<>(List.of("class", "images", facts.soup().name() + " %"));
        if (paired) {
            head.add(facts.bestIngredient().map(Measured::name).orElse("") + " %");
            head.add("difference in images");
        }
        return new Block.Table(
                "Accuracy per class on " + details.set(),
                head,
                rows.stream()
                        .map(row -> {
                            List<Cell> cells = new ArrayList<>(List.of(
                                    Cell.of(row.soup().name()),
                                    Cell.of(Figures.count(row.soup().total())),
                                    Cell.of(Figures.percent(
                                            row.soup().accuracy(), row.soup().interval()))));
                            if (paired) {
                                cells.add(Cell.of(Figures.percent(
                                        row.best().accuracy(), row.best().interval())));
                                cells.add(Cell.of("%+d"
                                        .formatted(row.soup().correct()
                                                - row.best().correct())));
                            }
                            return cells;
                        })
                        .toList());
    }

    /** The whole matrix where it fits, else the commonest mistakes. */
    private static Block confusion(Details details) {
        int[][] matrix = details.plain().confusion();
        List<String> classes = details.plain().set().classes();
        if (classes.size() <= MOST / 2) {
            List<String> head = new ArrayList<>(List.of("class ↓ taken for →"));
            head.addAll(classes);
            List<List<Cell>> rows = new ArrayList<>();
            for (int label = 0; label < matrix.length; label++) {
                List<Cell> row = new ArrayList<>(List.of(Cell.of(classes.get(label))));
                for (int taken = 0; taken < matrix.length; taken++) {
                    String count = Figures.count(matrix[label][taken]);
                    row.add(
                            taken == label
                                    ? Cell.strong(count)
                                    : matrix[label][taken] == 0 ? Cell.faint(count) : Cell.of(count));
                }
                rows.add(row);
            }
            return new Block.Table("What the mix takes the images of " + details.set() + " for", head, rows);
        }
        List<Confusion> mistakes = new ArrayList<>();
        for (int label = 0; label < matrix.length; label++) {
            for (int taken = 0; taken < matrix.length; taken++) {
                if (label != taken && matrix[label][taken] > 0) {
                    mistakes.add(new Confusion(label, taken, matrix[label][taken]));
                }
            }
        }
        return new Block.Table(
                "The commonest mistakes of the mix on " + details.set(),
                List.of("class", "taken for", "images"),
                mistakes.stream()
                        .sorted(Comparator.comparingInt(Confusion::images).reversed())
                        .limit(CONFUSIONS)
                        .map(one -> List.of(
                                Cell.of(classes.get(one.label())),
                                Cell.of(classes.get(one.taken())),
                                Cell.of(Figures.count(one.images()))))
                        .toList());
    }
}

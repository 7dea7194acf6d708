package org.stockpot.session.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.stockpot.data.Role;
import org.stockpot.evaluate.EffectiveRobustness;
import org.stockpot.evaluate.Evaluation;
import org.stockpot.evaluate.Interval;

/** Accuracies of all models, what of their differences is more than chance, and effective robustness. */
final class ScoreChapters {
    private final ReportFacts facts;
    private final List<PlaneChart.Point> points = new ArrayList<>();
    private final List<Block> blocks = new ArrayList<>();

    private ScoreChapters(ReportFacts facts) {
        this.facts = facts;
        for (Measured model : facts.models()) {
            Optional<Evaluation> test = model.test();
            OptionalDouble ood = model.oodMean();
            if (test.isPresent() && ood.isPresent()) {
                points.add(new PlaneChart.Point(
                        model,
                        test.get().accuracy(),
                        test.get().interval(),
                        ood.getAsDouble(),
                        facts.bootstrap().mean(model.oodHits())));
            }
        }
    }

    static List<Block> of(ReportFacts facts) {
        var chapters = new ScoreChapters(facts);
        chapters.accuracies();
        chapters.blocks.addAll(Significance.chapter(facts));
        chapters.robustness();
        return chapters.blocks;
    }

    private void accuracies() {
        blocks.add(new Block.Heading(2, "Accuracy"));
        blocks.add(
                new Block.Words("Top-1 accuracy in percent with 95 % Wilson intervals. The OOD mean is the unweighted"
                        + " mean of the OOD sets, with a 95 % bootstrap interval ("
                        + facts.bootstrap().resamples()
                        + " resamples of the images, seed " + facts.bootstrap().seed() + ")."
                        + (hasEnsemble()
                                ? " The logit ensemble is the mean of all ingredients' logits: as many networks for every"
                                        + " image, so it is no model but a line to compare with (Wortsman et al. 2022)."
                                : "")));
        List<String> head = new ArrayList<>(List.of("model"));
        facts.sets().forEach(set -> head.add(set.name() + " (" + set.role().id() + ")"));
        boolean ood = facts.sets().stream().anyMatch(set -> set.role() == Role.OOD);
        if (ood) {
            head.add("OOD mean");
        }
        List<List<Cell>> rows = new ArrayList<>();
        for (Measured model : facts.models()) {
            List<Cell> row = new ArrayList<>(List.of(name(model)));
            for (Evaluation one : model.evaluations()) {
                row.add(Cell.of(Figures.percent(one.accuracy(), one.interval())));
            }
            if (ood) {
                row.add(Cell.strong(mean(model)));
            }
            rows.add(row);
        }
        blocks.add(new Block.Table("Accuracy of every model on every set", head, rows));
        bars();
        if (!points.isEmpty()) {
            blocks.add(new Block.Chart(
                    PlaneChart.of(points, line()),
                    "Test accuracy and OOD mean with their 95 % intervals. Star: the mix; square: the base; "
                            + (hasEnsemble() ? "grey cross: the logit ensemble; " : "")
                            + "dashed: the line through the ingredients that effective robustness is measured from. A model without a"
                            + " name here says it when the mouse rests on it, and stands in the table.",
                    "Models in the plane of test accuracy and OOD mean. "
                            + String.join(
                                    "; ",
                                    points.stream().map(PlaneChart.Point::text).toList())
                            + "."));
        }
    }

    private boolean hasEnsemble() {
        return facts.models().stream().anyMatch(one -> one.kind() == Measured.Kind.ENSEMBLE);
    }

    private String mean(Measured model) {
        OptionalDouble mean = model.oodMean();
        return mean.isPresent()
                ? Figures.percent(mean.getAsDouble(), facts.bootstrap().mean(model.oodHits()))
                : "–";
    }

    private void bars() {
        List<Measured> shown = new ArrayList<>();
        facts.models().stream().filter(one -> one.kind() == Measured.Kind.BASE).forEach(shown::add);
        facts.bestIngredient().ifPresent(shown::add);
        shown.add(facts.soup());
        List<BarChart.Group> groups = new ArrayList<>();
        for (int set = 0; set < facts.sets().size(); set++) {
            List<BarChart.Bar> bars = new ArrayList<>();
            for (Measured model : shown) {
                Evaluation one = model.evaluations().get(set);
                bars.add(new BarChart.Bar(one.accuracy(), one.interval()));
            }
            groups.add(new BarChart.Group(facts.sets().get(set).name(), bars));
        }
        List<String> names = shown.stream().map(Measured::name).toList();
        blocks.add(new Block.Chart(
                BarChart.of(names, groups),
                "Accuracy on every set with 95 % Wilson intervals, from 0 to 100 %.",
                "Bars of the accuracies of " + String.join(", ", names) + " on every set; the table above has the"
                        + " numbers."));
    }

    private Optional<EffectiveRobustness> line() {
        return EffectiveRobustness.line(points.stream()
                .filter(point -> point.model().kind() == Measured.Kind.INGREDIENT)
                .map(point -> new EffectiveRobustness.Point(point.test(), point.ood()))
                .toList());
    }

    private void robustness() {
        Optional<EffectiveRobustness> line = line();
        if (line.isEmpty()) {
            return;
        }
        blocks.add(new Block.Heading(2, "Effective robustness"));
        blocks.add(new Block.Words("OOD accuracy beyond what the test accuracy lets expect (Taori et al. 2020): the"
                + " distance from the line of least squares through "
                + line.get().models()
                + " ingredients in logit space, logit(OOD mean) = "
                + Figures.decimals(line.get().slope())
                + " × logit(test) " + (line.get().intercept() < 0 ? "− " : "+ ")
                + Figures.decimals(Math.abs(line.get().intercept()))
                + ". A line through few models of one family is a weak expectation."));
        List<List<Cell>> rows = new ArrayList<>();
        for (PlaneChart.Point point : points) {
            Optional<Double> found = line.get().of(new EffectiveRobustness.Point(point.test(), point.ood()));
            rows.add(List.of(
                    name(point.model()),
                    Cell.of(Figures.percent(point.test())),
                    Cell.of(Figures.percent(point.ood())),
                    Cell.of(found.isPresent() ? Figures.percent(line.get().expected(point.test())) : "–"),
                    Cell.strong(found.map(Figures::points).orElse("–"))));
        }
        blocks.add(new Block.Table(
                "Effective robustness in points",
                List.of("model", "test %", "OOD mean %", "expected %", "effective robustness"),
                rows));
    }

    static Cell name(Measured model) {
        return model.kind() == Measured.Kind.SOUP ? Cell.strong(model.name()) : Cell.of(model.name());
    }

    /** A difference in points with its interval; faint where it may be nothing. */
    static Cell gain(double gain, Interval interval) {
        String text = "%s [%s,\u00a0%s]"
                .formatted(Figures.points(gain), Figures.points(interval.low()), Figures.points(interval.high()));
        return interval.low() > 0 || interval.high() < 0 ? Cell.strong(text) : Cell.faint(text);
    }
}

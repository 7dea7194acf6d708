package org.stockpot.ui.charts;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.stockpot.evaluate.ClassScore;
import org.stockpot.evaluate.Reliability;
import org.stockpot.session.Barrier;
import org.stockpot.session.ClassReport;
import org.stockpot.session.ClassReport.Model;
import org.stockpot.session.ClassReport.SetView;
import org.stockpot.ui.chart.BarGroup;
import org.stockpot.ui.chart.BarPoint;
import org.stockpot.ui.chart.ConfusionData;
import org.stockpot.ui.chart.LineData;
import org.stockpot.ui.chart.LinePoint;
import org.stockpot.ui.chart.Measurement;
import org.stockpot.ui.text.Texts;

/** What was measured per class, and along lines, as points of charts. Pure functions. */
final class ClassPlots {
    private static final Texts TEXTS = Texts.of(ClassPlots.class);

    private ClassPlots() {}

    /** What a model is called in legends. */
    static String name(Model model) {
        return switch (model.kind()) {
            case BASE -> TEXTS.get("model.base", model.name());
            case INGREDIENT -> TEXTS.get("model.best", model.name());
            case MIX -> TEXTS.get("model.mix");
        };
    }

    static List<BarPoint> bars(ClassReport report, String set) {
        List<BarPoint> points = new ArrayList<>();
        List<List<ClassScore>> scores = report.models().stream()
                .map(model -> view(model, set).map(SetView::scores).orElse(List.of()))
                .toList();
        int classes = scores.stream().mapToInt(List::size).min().orElse(0);
        for (int label = 0; label < classes; label++) {
            int one = label;
            var group = new BarGroup(
                    scores.get(0).get(label).name(),
                    scores.stream().map(all -> measured(all.get(one))).toList());
            for (int model = 0; model < scores.size(); model++) {
                points.add(new BarPoint(group, model, name(report.models().get(model))));
            }
        }
        return points;
    }

    static ConfusionData confusion(Model model, String set) {
        return view(model, set)
                .map(view -> new ConfusionData(
                        view.scores().stream().map(ClassScore::name).toList(),
                        view.confusion(),
                        view.scores().stream().map(ClassScore::total).toList()))
                .orElse(ConfusionData.EMPTY);
    }

    static List<Reliability.Bin> bins(Model model, String set) {
        return view(model, set).map(view -> view.reliability().bins()).orElse(List.of());
    }

    /** What a line is called in the legend. */
    static String name(MeasuredLine line) {
        return line.barrier().from() + " → " + line.barrier().to();
    }

    static List<LinePoint> lines(List<MeasuredLine> lines) {
        List<LinePoint> points = new ArrayList<>();
        for (int index = 0; index < lines.size(); index++) {
            Barrier barrier = lines.get(index).barrier();
            var line = new LineData(
                    name(lines.get(index)),
                    index,
                    barrier.points().stream()
                            .map(point -> new LineData.Point(
                                    point.share(),
                                    new Measurement(
                                            point.accuracy(),
                                            point.interval().low(),
                                            point.interval().high(),
                                            point.total())))
                            .toList());
            line.points().forEach(point -> points.add(new LinePoint(line, point)));
        }
        return points;
    }

    private static Optional<SetView> view(Model model, String set) {
        return model.sets().stream().filter(view -> view.set().equals(set)).findFirst();
    }

    private static Measurement measured(ClassScore score) {
        return new Measurement(
                score.accuracy(), score.interval().low(), score.interval().high(), score.total());
    }
}

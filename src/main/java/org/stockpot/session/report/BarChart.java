package org.stockpot.session.report;

import java.util.List;
import org.stockpot.evaluate.Interval;
import org.stockpot.session.chart.Axis;

/** Accuracies as bars from 0 to 100 %, with 95 % intervals, in groups. */
final class BarChart {
    private static final int GROUP = 74;
    private static final int NARROWEST = 420;
    private static final int HEIGHT = 330;
    private static final double LEGEND = 26;
    private static final int LETTERS = 12;

    private BarChart() {}

    /**
     * Some bars side by side.
     *
     * @param bars as many as the legend has names
     */
    record Group(String name, List<Bar> bars) {}

    /** One accuracy, 0…1. */
    record Bar(double value, Interval interval) {}

    /** @param legend one name per bar of a group, at most three */
    static Svg of(List<String> legend, List<Group> groups) {
        int room = groups.size() > 12 ? GROUP / 2 : GROUP;
        var svg = new Svg(Math.max(NARROWEST, 90 + room * groups.size()), HEIGHT);
        var frame = new Frame(svg, Axis.linear(0, groups.size(), Axis.Unit.COUNT), axis(), LEGEND)
                .drawUp("", "Accuracy in %");
        for (int index = 0; index < groups.size(); index++) {
            Group group = groups.get(index);
            double left = frame.x(index + 0.12);
            double width = (frame.x(index + 0.88) - left) / group.bars().size();
            for (int one = 0; one < group.bars().size(); one++) {
                bar(
                        svg,
                        frame,
                        group.bars().get(one),
                        left + one * width,
                        width,
                        style(one, group.bars().size()));
            }
            // Every second name a line lower, so that neighbours do not run into each other.
            svg.text(
                    Svg.shortened(group.name(), room == GROUP ? LETTERS : LETTERS - 2),
                    frame.x(index + 0.5),
                    frame.bottom() + (index % 2 == 0 ? 12 : 27),
                    Svg.Anchor.MIDDLE,
                    "label");
        }
        legend(svg, frame, legend);
        return svg;
    }

    private static void bar(Svg svg, Frame frame, Bar bar, double x, double width, String style) {
        if (!Double.isFinite(bar.value())) {
            return;
        }
        double top = frame.y(bar.value());
        svg.rectangle(x + 1, top, width - 2, frame.bottom() - top, style);
        double middle = x + width / 2;
        svg.line(
                middle,
                frame.y(bar.interval().low()),
                middle,
                frame.y(bar.interval().high()),
                "whisker");
    }

    private static void legend(Svg svg, Frame frame, List<String> legend) {
        double x = frame.left();
        for (int one = 0; one < legend.size(); one++) {
            String name = Svg.shortened(legend.get(one), 28);
            svg.rectangle(x, 5, 11, 11, style(one, legend.size()));
            svg.text(name, x + 16, 10.5, Svg.Anchor.START, "label");
            x += 36 + Svg.widthOf(name);
        }
    }

    /** The last bar is the one of interest. */
    private static String style(int bar, int bars) {
        return "bar" + (bar + 3 - bars);
    }

    private static Axis axis() {
        return Axis.linear(0, 1, Axis.Unit.PERCENT);
    }
}

package org.stockpot.ui.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import javafx.scene.paint.Color;
import org.stockpot.session.chart.Axis;
import org.stockpot.session.chart.Table;
import org.stockpot.ui.theme.Theme;

/** Lays out a histogram. */
final class HistogramPicture {
    /** Where a bar of one single number begins on a logarithmic scale. */
    private static final double BELOW_ONE = 0.6;

    private static final double HARDLY = 1e-6;

    private final HistogramData data;
    private final Theme theme;
    private final TextWidth text;
    private final double width;
    private final double height;
    private final Framing framing;
    private final Axis whole;
    private final Plot plot;

    HistogramPicture(HistogramData data, Framing framing, Theme theme, TextWidth text, double width, double height) {
        this.data = data;
        this.framing = framing;
        this.theme = theme;
        this.text = text;
        this.width = width;
        this.height = height;
        double spread = data.high() > data.low() ? 0 : Math.max(1e-6, Math.abs(data.low()) / 2);
        whole = Axis.linear(data.low() - spread, data.high() + spread, Axis.Unit.PLAIN);
        double most = Math.max(1, data.largest());
        Axis up = data.logarithmic()
                ? Axis.logarithmic(BELOW_ONE, 1.3 * most, Axis.Unit.COUNT)
                : Axis.linear(0, 1.05 * most, Axis.Unit.COUNT);
        plot = new Plot(whole, up, framing, theme, text, width, height, 8);
    }

    Picture draw(OptionalInt hovered) {
        if (data.counts().isEmpty()) {
            return EmptyPicture.of(data.empty(), theme, text, width, height);
        }
        plot.frame(data.across(), data.up());
        for (int interval = 0; interval < data.counts().size(); interval++) {
            bar(interval, hovered.orElse(-1) == interval);
        }
        if (data.low() < 0 && data.high() > 0) {
            plot.add(new Mark.Line(plot.x(0), plot.top(), plot.x(0), plot.bottom(), theme.muted(), 1, true));
        }
        return plot.picture();
    }

    private void bar(int interval, boolean lit) {
        long count = data.counts().get(interval);
        if (count == 0) {
            return;
        }
        double left = Math.min(x(interval), x(interval + 1));
        double wide = Math.max(1, Math.abs(x(interval + 1) - x(interval)) - 1);
        double end = plot.y((double) count);
        double foot = plot.y(data.logarithmic() ? BELOW_ONE : 0);
        Color colour = lit ? theme.text() : theme.accent();
        plot.add(new Mark.Box(left, Math.min(foot, end), wide, Math.max(1, Math.abs(foot - end)), colour));
    }

    /** Equal numbers are one bar of their own in the middle. */
    private double x(int interval) {
        return plot.x(whole.value((double) interval / data.counts().size()));
    }

    /** What can be zoomed. */
    Optional<Plot> plot() {
        return data.counts().isEmpty() ? Optional.empty() : Optional.of(plot);
    }

    /** Whether something of an interval lies within the frame. */
    boolean shows(int interval) {
        int bars = data.counts().size();
        return interval + 1 > bars * framing.left() + HARDLY && interval < bars * framing.right() - HARDLY;
    }

    /** The interval that a place of the chart means. */
    OptionalInt at(double x) {
        int bars = data.counts().size();
        double share = framing.left() + plot.acrossShare(x) * (framing.right() - framing.left());
        int interval = (int) Math.floor(share * bars);
        boolean inside = x >= plot.left() && x < plot.right();
        return inside && interval >= 0 && interval < bars ? OptionalInt.of(interval) : OptionalInt.empty();
    }

    /** One row per interval; the numbers that are shown. */
    Optional<Table> table() {
        if (data.counts().isEmpty()) {
            return Optional.empty();
        }
        List<List<String>> rows = new ArrayList<>();
        for (int interval = 0; interval < data.counts().size(); interval++) {
            if (shows(interval)) {
                rows.add(List.of(
                        Table.number(data.edge(interval)),
                        Table.number(data.edge(interval + 1)),
                        Long.toString(data.counts().get(interval))));
            }
        }
        return Optional.of(new Table(List.of("from", "to", "count"), rows));
    }
}

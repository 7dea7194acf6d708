package org.stockpot.session.report;

import java.util.List;
import org.stockpot.evaluate.Interval;
import org.stockpot.evaluate.Reliability;
import org.stockpot.session.chart.Axis;

/** Accuracy over confidence, with 95 % intervals; a model that knows what it knows lies on the diagonal. */
final class ReliabilityChart {
    private ReliabilityChart() {}

    /** @param cooled the same after the division by a temperature, as a curve; without images where there is none */
    static Svg of(Reliability plain, Reliability cooled) {
        var svg = new Svg(440, 400);
        Axis share = Axis.linear(0, 1, Axis.Unit.PERCENT);
        var frame = new Frame(svg, share, share, 26).draw("Confidence in %", "Accuracy in %");
        for (Reliability.Bin bin : plain.bins()) {
            if (bin.count() > 0) {
                double top = frame.y(bin.accuracy());
                double left = frame.x(bin.low());
                svg.rectangle(left + 1, top, frame.x(bin.high()) - left - 2, frame.bottom() - top, "bar0");
            }
        }
        svg.line(frame.x(0), frame.y(0), frame.x(1), frame.y(1), "dashed");
        for (Reliability.Bin bin : plain.bins()) {
            if (bin.count() > 0) {
                Interval interval = Interval.wilson(bin.correct(), bin.count());
                double x = frame.x(bin.confidence());
                svg.line(x, frame.y(interval.low()), x, frame.y(interval.high()), "whisker");
            }
        }
        List<Reliability.Bin> filled =
                cooled.bins().stream().filter(bin -> bin.count() > 0).toList();
        svg.rectangle(frame.left(), 5, 11, 11, "bar0");
        svg.text("as measured", frame.left() + 16, 10.5, Svg.Anchor.START, "label");
        if (!filled.isEmpty()) {
            svg.path(
                    filled.stream()
                            .mapToDouble(bin -> frame.x(bin.confidence()))
                            .toArray(),
                    filled.stream().mapToDouble(bin -> frame.y(bin.accuracy())).toArray(),
                    "curve");
            svg.line(frame.left() + 120, 10.5, frame.left() + 140, 10.5, "curve");
            svg.text("with the fitted temperature", frame.left() + 146, 10.5, Svg.Anchor.START, "label");
        }
        return svg;
    }
}

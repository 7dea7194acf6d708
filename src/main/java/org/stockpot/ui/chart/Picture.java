package org.stockpot.ui.chart;

import java.util.List;
import javafx.scene.paint.Color;

/**
 * A chart as shapes, first at the bottom. It knows nothing of windows, so it can be painted, written to a file or
 * looked at by a test.
 *
 * @param width in pixels
 * @param height in pixels
 */
public record Picture(double width, double height, Color background, List<Mark> marks) {
    public Picture {
        marks = List.copyOf(marks);
    }

    /** All texts, in the order they are drawn. */
    public List<String> texts() {
        return marks.stream()
                .filter(Mark.Label.class::isInstance)
                .map(mark -> ((Mark.Label) mark).text())
                .toList();
    }

    /** The marks of one kind. */
    public <T extends Mark> List<T> all(Class<T> kind) {
        return marks.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}

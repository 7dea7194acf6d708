package org.stockpot.ui.chart;

import java.util.List;
import java.util.stream.Stream;
import javafx.scene.paint.Color;
import org.stockpot.ui.theme.Theme;

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
        return all(Mark.Label.class).stream().map(Mark.Label::text).toList();
    }

    /** What the axes and the scales of colours mean, in the order they are drawn. */
    public List<String> axisTitles() {
        return all(Mark.Label.class).stream()
                .filter(Mark.Label::axisTitle)
                .map(Mark.Label::text)
                .toList();
    }

    /** The marks of one kind, also those that are clipped. */
    public <T extends Mark> List<T> all(Class<T> kind) {
        return flat(marks).filter(kind::isInstance).map(kind::cast).toList();
    }

    /** The same with more on top. */
    Picture with(List<Mark> more) {
        return new Picture(
                width,
                height,
                background,
                Stream.concat(marks.stream(), more.stream()).toList());
    }

    /** The same below a title of its own height, for files. */
    Picture titled(String title, double room, Theme theme) {
        var heading = new Mark.Label(title, 12, room / 2 + 2, Mark.Align.LEFT, theme.text(), 14, true, 0);
        return new Picture(
                width,
                height + room,
                background,
                Stream.concat(Stream.of(heading), marks.stream().map(mark -> mark.down(room)))
                        .toList());
    }

    /** The same on another ground. */
    Picture on(Color ground) {
        return new Picture(width, height, ground, marks);
    }

    private static Stream<Mark> flat(List<Mark> marks) {
        return marks.stream()
                .flatMap(mark -> mark instanceof Mark.Clipped clipped ? flat(clipped.marks()) : Stream.of(mark));
    }
}

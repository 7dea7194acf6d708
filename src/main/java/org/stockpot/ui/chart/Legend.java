package org.stockpot.ui.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import javafx.scene.paint.Color;
import org.stockpot.ui.theme.Theme;

/** A line of samples and names above a chart. A click on an entry hides its series or brings it back. */
final class Legend {
    private static final double SAMPLE = 20;
    private static final double GAP = 16;

    private final Plot plot;
    private final Theme theme;
    private final TextWidth text;
    private final Set<String> hidden;
    private final double middle;
    private final double end;
    private final List<Entry> entries = new ArrayList<>();
    private double x;

    /**
     * What can be hidden.
     *
     * @param key of the series
     * @param x where its sample begins
     * @param width up to the end of its name
     */
    record Entry(String key, String name, double x, double y, double width, double height) {
        boolean holds(double placeX, double placeY) {
            return placeX >= x && placeX <= x + width && placeY >= y && placeY <= y + height;
        }
    }

    /**
     * An empty one.
     *
     * @param height of the line, from the top of the chart
     * @param end where it must stop
     */
    Legend(Plot plot, Theme theme, TextWidth text, Set<String> hidden, double height, double end) {
        this.plot = plot;
        this.theme = theme;
        this.text = text;
        this.hidden = hidden;
        this.middle = height / 2;
        this.end = end;
        this.x = plot.left();
    }

    /**
     * Adds an entry, if there is room.
     *
     * @param sample draws it between two places, in a colour
     * @return whether there was room
     */
    boolean add(String key, String name, Color colour, BiConsumer<Double, Color> sample) {
        double room = SAMPLE + 5 + text.of(name, Plot.FONT);
        if (x + room > end) {
            return false;
        }
        boolean shown = !hidden.contains(key);
        sample.accept(x, shown ? colour : colour.deriveColor(0, 1, 1, 0.3));
        Color ink = shown ? theme.text() : theme.muted();
        plot.labelOver(name, x + SAMPLE + 5, middle, Mark.Align.LEFT, ink);
        if (!shown) {
            double from = x + SAMPLE + 5;
            plot.addOver(new Mark.Line(from, middle, x + room, middle, theme.muted(), 1, false));
        }
        entries.add(new Entry(key, name, x, 0, room, 2 * middle));
        x += room + GAP;
        return true;
    }

    /** A line through the middle of a sample. */
    void line(double from, Color colour, double thickness, boolean dashed) {
        plot.addOver(new Mark.Line(from, middle, from + SAMPLE, middle, colour, thickness, dashed));
    }

    /** The middle of a sample that begins at a place. */
    Mark.Point centre(double from) {
        return new Mark.Point(from + SAMPLE / 2, middle);
    }

    List<Entry> entries() {
        return List.copyOf(entries);
    }

    /** The entry at a place of the chart. */
    static Optional<Entry> at(List<Entry> entries, double x, double y) {
        return entries.stream().filter(entry -> entry.holds(x, y)).findFirst();
    }
}

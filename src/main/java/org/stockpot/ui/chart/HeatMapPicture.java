package org.stockpot.ui.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javafx.scene.paint.Color;
import org.stockpot.session.chart.Axis;
import org.stockpot.ui.chart.HeatMapData.Cell;
import org.stockpot.ui.chart.HeatMapData.Measure;
import org.stockpot.ui.chart.HeatMapData.Place;
import org.stockpot.ui.theme.ColourMap;
import org.stockpot.ui.theme.Palette;
import org.stockpot.ui.theme.Theme;

/** Lays out a heat map: ingredients as rows, layer groups as columns, the legend at the right. */
final class HeatMapPicture {
    private static final double FONT = 11;
    private static final double SWATCH = 4.5;
    private static final double LEGEND_WIDTH = 12;
    private static final int FEWEST_TICKS = 2;
    private static final double GAP = 8;
    private static final double TURN = -50;
    private static final double ROOM_FOR_A_NUMBER = 22;
    private static final double ROOMY_COLUMN = 68;
    private static final double SMALLEST_FONT = 8.5;
    private static final int MOST_TICKS = 8;
    private static final double LARGEST_ROW = 44;

    private final HeatMapData data;
    private final Measure measure;
    private final Theme theme;
    private final TextWidth text;
    private final double width;
    private final double height;
    private final List<String> groupNames;
    private final boolean turned;
    private final double left;
    private final double right;
    private final double top;
    private final double cellWidth;
    private final double cellHeight;
    private final double labelRoom;
    private final double groupFont;
    private final int stride;
    private final Axis scale;
    private final List<Mark> marks = new ArrayList<>();

    HeatMapPicture(HeatMapData data, Measure measure, Theme theme, TextWidth text, double width, double height) {
        this.data = data;
        this.measure = measure;
        this.theme = theme;
        this.text = text;
        this.width = width;
        this.height = height;
        groupNames = ShortNames.of(data.groups());
        scale = measure == Measure.COSINE ? Axis.linear(-1, 1, Axis.Unit.PLAIN) : distanceScale(data);

        double names = widest(data.ingredients());
        left = Math.min(names + 2 * SWATCH + 16, Math.max(70, 0.26 * width));
        // How many ticks there will be follows from the height, which follows from this width.
        double ticks = IntStream.rangeClosed(FEWEST_TICKS, MOST_TICKS)
                .mapToObj(scale::ticks)
                .flatMap(List::stream)
                .mapToDouble(tick -> text.of(tick.text(), FONT))
                .max()
                .orElse(0);
        right = width - (GAP + LEGEND_WIDTH + 6 + ticks + 4);
        cellWidth = Math.max(1, (right - left) / Math.max(1, data.groups().size()));
        double widestGroup = widest(groupNames);
        turned = widestGroup + 6 > cellWidth && cellWidth < ROOMY_COLUMN;
        labelRoom = turned
                ? Math.min(widestGroup, Math.max(36, 0.34 * height) / Math.sin(Math.toRadians(-TURN)))
                : cellWidth - 6;
        double pitch = cellWidth * Math.sin(Math.toRadians(-TURN));
        groupFont = turned ? Math.max(SMALLEST_FONT, Math.min(FONT, pitch)) : FONT;
        stride = turned ? (int) Math.max(1, Math.ceil(SMALLEST_FONT / pitch)) : 1;
        top = turned ? labelRoom * Math.sin(Math.toRadians(-TURN)) + FONT : FONT + 8;
        cellHeight = Math.min(
                LARGEST_ROW,
                Math.max(1, (height - top - 6) / Math.max(1, data.ingredients().size())));
    }

    Picture draw(Optional<Place> selected, Optional<Place> hovered) {
        marks.clear();
        if (data.isEmpty()) {
            return EmptyPicture.of(
                    "Add a base and ingredients to see how far their weights moved", theme, text, width, height);
        }
        for (int group = 0; group < data.groups().size(); group++) {
            groupLabel(group, hovered);
        }
        for (int ingredient = 0; ingredient < data.ingredients().size(); ingredient++) {
            row(ingredient, hovered);
        }
        hovered.ifPresent(place -> outline(place, theme.muted()));
        selected.filter(this::exists).ifPresent(place -> outline(place, theme.text()));
        legend();
        return new Picture(width, height, theme.background(), marks);
    }

    /** The cell at a point, if any. */
    Optional<Place> at(double x, double y) {
        int group = (int) Math.floor((x - left) / cellWidth);
        int ingredient = (int) Math.floor((y - top) / cellHeight);
        return Optional.of(new Place(ingredient, group)).filter(this::exists);
    }

    /** All numbers of a cell. */
    String explain(Place place) {
        Cell cell = data.cell(place.ingredient(), place.group());
        String group = data.groups().get(place.group());
        String body = "relative L2: " + Axis.significant(cell.relativeL2())
                + "\ncosine to mean move: " + cosine(cell.cosine())
                + "\nunchanged weights: " + percent(cell.unchanged());
        String head = data.ingredients().get(place.ingredient()) + " × " + group + "\n";
        return data.inert().contains(place.group())
                ? head + "inert: does not influence the result\n" + body
                : head + body;
    }

    private boolean exists(Place place) {
        return place.group() >= 0
                && place.group() < data.groups().size()
                && place.ingredient() >= 0
                && place.ingredient() < data.ingredients().size();
    }

    private void row(int ingredient, Optional<Place> hovered) {
        double middle = top + (ingredient + 0.5) * cellHeight;
        boolean lit = hovered.filter(place -> place.ingredient() == ingredient).isPresent();
        double radius = Math.min(SWATCH, 0.42 * cellHeight);
        marks.add(new Mark.Symbol(
                Palette.shape(data.palette().get(ingredient)),
                4 + SWATCH,
                middle,
                radius,
                Palette.colour(data.palette().get(ingredient), theme),
                Color.TRANSPARENT));
        double size = Math.min(FONT, Math.max(7, cellHeight - 1));
        String name = text.elide(data.ingredients().get(ingredient), size, left - 2 * SWATCH - 16);
        label(name, 10 + 2 * SWATCH, middle, Mark.Align.LEFT, lit ? theme.accent() : theme.text(), size, 0);
        for (int group = 0; group < data.groups().size(); group++) {
            cell(ingredient, group);
        }
    }

    private void cell(int ingredient, int group) {
        double gap = cellWidth > 8 && cellHeight > 8 ? 1 : 0;
        double x = left + group * cellWidth;
        double y = top + ingredient * cellHeight;
        if (data.inert().contains(group)) {
            marks.add(new Mark.Box(x, y, cellWidth - gap, cellHeight - gap, theme.panel()));
            marks.add(new Mark.Hatch(x, y, cellWidth - gap, cellHeight - gap, theme.line()));
            return;
        }
        double value = value(data.cell(ingredient, group));
        if (Double.isNaN(value)) {
            marks.add(new Mark.Box(x, y, cellWidth - gap, cellHeight - gap, theme.panel()));
            label("–", x + cellWidth / 2, y + cellHeight / 2, Mark.Align.CENTRE, theme.muted(), FONT, 0);
            return;
        }
        Color colour = map().at(scale.share(value));
        marks.add(new Mark.Box(x, y, cellWidth - gap, cellHeight - gap, colour));
        if (cellHeight >= FONT + 3 && cellWidth >= ROOM_FOR_A_NUMBER) {
            number(value, colour, x, y);
        }
    }

    private void number(double value, Color ground, double x, double y) {
        String number = measure == Measure.COSINE ? cosine(value) : Axis.significant(value);
        if (text.of(number, FONT) + 6 <= cellWidth) {
            label(number, x + cellWidth / 2, y + cellHeight / 2, Mark.Align.CENTRE, ColourMap.inkOn(ground), FONT, 0);
        }
    }

    private void groupLabel(int group, Optional<Place> hovered) {
        double x = left + (group + 0.5) * cellWidth;
        boolean lit = hovered.filter(place -> place.group() == group).isPresent();
        if (group % stride != 0 && !lit) {
            return;
        }
        Color colour = lit ? theme.accent() : data.inert().contains(group) ? theme.muted() : theme.text();
        if (turned) {
            double room = Math.min(labelRoom, (width - x - 4) / Math.cos(Math.toRadians(TURN)));
            label(
                    text.elide(groupNames.get(group), groupFont, room),
                    x,
                    top - 6,
                    Mark.Align.LEFT,
                    colour,
                    groupFont,
                    TURN);
        } else {
            String name = text.elide(groupNames.get(group), FONT, labelRoom);
            label(name, x, top - FONT / 2 - 4, Mark.Align.CENTRE, colour, FONT, 0);
        }
    }

    private void outline(Place place, Color colour) {
        double x = left + place.group() * cellWidth;
        double y = top + place.ingredient() * cellHeight;
        marks.add(new Mark.Frame(x - 0.5, y - 0.5, cellWidth, cellHeight, theme.background(), 3.5));
        marks.add(new Mark.Frame(x - 0.5, y - 0.5, cellWidth, cellHeight, colour, 1.5));
    }

    private void legend() {
        double x = right + GAP;
        double tall = Math.max(1, data.ingredients().size() * cellHeight);
        int steps = (int) Math.max(2, Math.min(tall, 128));
        for (int step = 0; step < steps; step++) {
            double y = top + tall * (1 - (step + 1.0) / steps);
            marks.add(new Mark.Box(x, y, LEGEND_WIDTH, tall / steps + 0.6, map().at((step + 0.5) / steps)));
        }
        marks.add(new Mark.Frame(x, top, LEGEND_WIDTH, tall, theme.line(), 1));
        for (Axis.Tick tick : scale.ticks((int) Math.max(FEWEST_TICKS, Math.min(MOST_TICKS, tall / 22)))) {
            double y = top + tall * (1 - scale.share(tick.value()));
            marks.add(new Mark.Line(x + LEGEND_WIDTH, y, x + LEGEND_WIDTH + 3, y, theme.muted(), 1, false));
            label(tick.text(), x + LEGEND_WIDTH + 6, y, Mark.Align.LEFT, theme.muted(), FONT, 0);
        }
    }

    private ColourMap map() {
        return measure == Measure.COSINE ? ColourMap.DIVERGING : ColourMap.SEQUENTIAL;
    }

    private double value(Cell cell) {
        return measure == Measure.COSINE ? cell.cosine() : cell.relativeL2();
    }

    /** From the smallest positive to the largest distance; groups that never moved lie at the low end. */
    private static Axis distanceScale(HeatMapData data) {
        double low = Double.POSITIVE_INFINITY;
        double high = 0;
        for (List<Cell> row : data.cells()) {
            for (int group = 0; group < row.size(); group++) {
                double value = row.get(group).relativeL2();
                if (!data.inert().contains(group) && value > 0) {
                    low = Math.min(low, value);
                    high = Math.max(high, value);
                }
            }
        }
        return high > 0 ? Axis.logarithmic(low, high, Axis.Unit.PLAIN) : Axis.logarithmic(0.001, 1, Axis.Unit.PLAIN);
    }

    private double widest(List<String> names) {
        return names.stream().mapToDouble(name -> text.of(name, FONT)).max().orElse(0);
    }

    private void label(String words, double x, double y, Mark.Align align, Color colour, double size, double turn) {
        marks.add(new Mark.Label(words, x, y, align, colour, size, false, turn));
    }

    private static String cosine(double value) {
        return Double.isNaN(value) ? "–" : String.format(java.util.Locale.ROOT, "%.2f", value);
    }

    private static String percent(double share) {
        return Double.isNaN(share) ? "–" : String.format(java.util.Locale.ROOT, "%.1f %%", 100 * share);
    }
}

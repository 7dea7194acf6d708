package org.stockpot.ui.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import javafx.scene.paint.Color;
import org.stockpot.session.chart.Axis;
import org.stockpot.session.chart.MarkerShape;
import org.stockpot.session.chart.Table;
import org.stockpot.ui.chart.HeatMapData.Place;
import org.stockpot.ui.chart.HeatMapData.Row;
import org.stockpot.ui.theme.ColourMap;
import org.stockpot.ui.theme.Palette;
import org.stockpot.ui.theme.Theme;

/** Lays out a heat map: names at the left and above, the legend at the right. */
final class HeatMapPicture {
    private static final double FONT = 11;
    private static final double SWATCH = 4.5;
    private static final double LEGEND_WIDTH = 12;
    private static final int FEWEST_TICKS = 2;
    private static final double GAP = 8;
    private static final double TURN = -50;
    /** How far a turned name reaches to the right and up, as shares of its length. */
    private static final double ACROSS = Math.cos(Math.toRadians(TURN));

    private static final double UP = Math.sin(Math.toRadians(-TURN));
    private static final double ROOM_FOR_A_NUMBER = 22;
    private static final double ROOMY_COLUMN = 68;
    private static final double SMALLEST_FONT = 8.5;
    private static final int MOST_TICKS = 8;
    private static final double MOST_ABOVE = 0.45;
    private static final double LARGEST_ROW = 60;

    private final HeatMapData data;
    private final Theme theme;
    private final TextWidth text;
    private final double width;
    private final double height;
    private final List<String> columnNames;
    private final boolean turned;
    private final double left;
    private final double right;
    private final double top;
    private final GridArea grid;
    private final double cellWidth;
    private final double cellHeight;
    private final double labelRoom;
    private final double columnFont;
    private final int stride;
    private final Axis scale;
    private final List<Mark> marks = new ArrayList<>();
    private final List<Mark> cells = new ArrayList<>();

    /** All of it. */
    HeatMapPicture(HeatMapData data, Theme theme, TextWidth text, double width, double height) {
        this(data, Framing.FIT, theme, text, width, height);
    }

    HeatMapPicture(HeatMapData data, Framing framing, Theme theme, TextWidth text, double width, double height) {
        this.data = data;
        this.theme = theme;
        this.text = text;
        this.width = width;
        this.height = height;
        columnNames = ShortNames.of(data.columns());
        scale = data.scale().axis();

        double names = widest(data.rows().stream().map(Row::name).toList());
        left = Math.min(names + 2 * SWATCH + 16, Math.max(70, 0.26 * width));
        // How many ticks there will be follows from the height, which follows from this width.
        double ticks = IntStream.rangeClosed(FEWEST_TICKS, MOST_TICKS)
                .mapToObj(scale::ticks)
                .flatMap(List::stream)
                .mapToDouble(tick -> text.of(tick.text(), FONT))
                .max()
                .orElse(0);
        double legendName = data.scale().name().isEmpty() ? 0 : FONT + 6;
        right = width - (GAP + LEGEND_WIDTH + 6 + ticks + 4 + legendName);
        int columns = Math.max(1, data.columns().size());
        int rows = Math.max(1, data.rows().size());
        cellWidth = (right - left) / columns / (framing.right() - framing.left());
        double widestColumn = widest(columnNames);
        turned = widestColumn + 6 > cellWidth && cellWidth < ROOMY_COLUMN;
        labelRoom = turned ? Math.min(widestColumn, Math.max(36, 0.34 * height) / UP) : cellWidth - 6;
        double pitch = cellWidth * UP;
        columnFont = turned ? Math.max(SMALLEST_FONT, Math.min(FONT, pitch)) : FONT;
        stride = turned ? (int) Math.max(1, Math.ceil(SMALLEST_FONT / pitch)) : 1;
        top = turned ? roomAbove(widestColumn, columns, framing) : FONT + 8;
        double tall = Math.max(1, Math.min(LARGEST_ROW * rows, height - top - 6));
        grid = new GridArea(left, right, top, top + tall, columns, rows, framing);
        cellHeight = grid.cellHeight();
    }

    /** For names of columns; more where those at the right would run into the button of the menu. */
    private double roomAbove(double widest, int columns, Framing framing) {
        // How high the frame is does not matter for what lies beside what.
        var across = new GridArea(left, right, 0, 1, columns, 1, framing);
        double usual = Math.min(widest, labelRoom) * UP + FONT;
        double below = IntStream.range(0, columnNames.size())
                .filter(across::namesColumn)
                .filter(column -> column % stride == 0)
                .mapToDouble(column -> {
                    double name = Math.min(labelRoom, text.of(columnNames.get(column), columnFont));
                    boolean reaches = across.x(column + 0.5) + name * ACROSS > width - ChartMenu.ROOM;
                    return reaches ? ChartMenu.ROOM + name * UP + FONT : 0;
                })
                .max()
                .orElse(0);
        return Math.max(usual, Math.min(MOST_ABOVE * height, below));
    }

    /** @param lit a column whose name the mouse is over */
    Picture draw(Optional<Place> selected, Optional<Place> hovered, OptionalInt lit) {
        marks.clear();
        cells.clear();
        if (data.isEmpty()) {
            return EmptyPicture.of(data.empty(), theme, text, width, height);
        }
        for (int column = 0; column < data.columns().size(); column++) {
            int here = column;
            columnLabel(
                    column,
                    lit.orElse(-1) == column
                            || hovered.filter(place -> place.column() == here).isPresent());
        }
        for (int row = 0; row < data.rows().size(); row++) {
            row(row, hovered);
        }
        hovered.ifPresent(place -> outline(place, theme.muted()));
        selected.filter(data::has).ifPresent(place -> outline(place, theme.text()));
        marks.addAll(grid.cut(cells));
        legend();
        return new Picture(width, height, theme.background(), marks);
    }

    /** The cell at a point, if any. */
    Optional<Place> at(double x, double y) {
        return Optional.of(new Place(grid.row(y), grid.column(x))).filter(place -> grid.holds(x, y) && data.has(place));
    }

    /** The column whose name is at a point, if any. */
    OptionalInt columnAt(double x, double y) {
        if (y >= top || data.isEmpty()) {
            return OptionalInt.empty();
        }
        double foot = turned ? x - (top - 6 - y) / Math.tan(Math.toRadians(-TURN)) : x;
        int column = grid.column(foot);
        return foot >= left && foot <= right && data.has(new Place(0, column))
                ? OptionalInt.of(column)
                : OptionalInt.empty();
    }

    /** The cells. */
    GridArea grid() {
        return grid;
    }

    /** Every cell that is shown. */
    Optional<Table> table() {
        return HeatMapTable.of(data, place -> grid.shows(place.row(), place.column()));
    }

    private void row(int row, Optional<Place> hovered) {
        if (grid.namesRow(row)) {
            rowName(row, hovered);
        }
        for (int column = 0; column < data.columns().size(); column++) {
            if (grid.shows(row, column)) {
                cell(row, column);
            }
        }
    }

    private void rowName(int row, Optional<Place> hovered) {
        double middle = grid.y(row + 0.5);
        boolean lit = hovered.filter(place -> place.row() == row).isPresent();
        double radius = Math.min(SWATCH, 0.42 * cellHeight);
        OptionalInt palette = data.rows().get(row).palette();
        marks.add(
                palette.isPresent()
                        ? new Mark.Symbol(
                                Palette.shape(palette.getAsInt()),
                                4 + SWATCH,
                                middle,
                                radius,
                                Palette.colour(palette.getAsInt(), theme),
                                Color.TRANSPARENT)
                        : new Mark.Symbol(
                                MarkerShape.SQUARE, 4 + SWATCH, middle, radius, theme.background(), theme.text()));
        double size = Math.min(FONT, Math.max(7, cellHeight - 1));
        String name = text.elide(data.rows().get(row).name(), size, left - 2 * SWATCH - 16);
        label(name, 10 + 2 * SWATCH, middle, Mark.Align.LEFT, lit ? theme.accent() : theme.text(), size, 0);
    }

    private void cell(int row, int column) {
        double gap = cellWidth > 8 && cellHeight > 8 ? 1 : 0;
        double x = grid.x(column);
        double y = grid.y(row);
        if (data.inert().contains(column)) {
            cells.add(new Mark.Box(x, y, cellWidth - gap, cellHeight - gap, theme.panel()));
            cells.add(new Mark.Hatch(x, y, cellWidth - gap, cellHeight - gap, theme.line()));
            return;
        }
        double value = data.value(new Place(row, column));
        if (Double.isNaN(value)) {
            cells.add(new Mark.Box(x, y, cellWidth - gap, cellHeight - gap, theme.panel()));
            if (cellWidth >= FONT) {
                number("–", theme.muted(), x, y);
            }
            return;
        }
        Color colour = data.scale().colours().at(scale.share(value));
        cells.add(new Mark.Box(x, y, cellWidth - gap, cellHeight - gap, colour));
        if (cellHeight >= FONT + 3 && cellWidth >= ROOM_FOR_A_NUMBER) {
            String number = data.scale().text(value);
            double room = text.of(number, FONT);
            if (room + 6 <= cellWidth && grid.holdsNumber(row, column, room)) {
                number(number, ColourMap.inkOn(colour), x, y);
            }
        }
    }

    private void number(String number, Color ink, double x, double y) {
        cells.add(
                new Mark.Label(number, x + cellWidth / 2, y + cellHeight / 2, Mark.Align.CENTRE, ink, FONT, false, 0));
    }

    private void columnLabel(int column, boolean lit) {
        double x = grid.x(column + 0.5);
        if (!grid.namesColumn(column) || (column % stride != 0 && !lit)) {
            return;
        }
        Color colour = lit ? theme.accent() : data.inert().contains(column) ? theme.muted() : theme.text();
        if (turned) {
            double room = Math.min(labelRoom, roomFor(x));
            label(
                    text.elide(columnNames.get(column), columnFont, room),
                    x,
                    top - 6,
                    Mark.Align.LEFT,
                    colour,
                    columnFont,
                    TURN);
        } else {
            String name = text.elide(columnNames.get(column), FONT, labelRoom);
            label(name, x, top - FONT / 2 - 4, Mark.Align.CENTRE, colour, FONT, 0);
        }
    }

    /** Up to the edge of the chart, and to the button of its menu. */
    private double roomFor(double x) {
        double beside = (width - ChartMenu.ROOM - x) / ACROSS;
        double below = (top - 6 - FONT / 2 - ChartMenu.ROOM) / UP;
        return Math.min((width - x - 4) / ACROSS, Math.max(beside, below));
    }

    private void outline(Place place, Color colour) {
        double x = grid.x(place.column());
        double y = grid.y(place.row());
        cells.add(new Mark.Frame(x - 0.5, y - 0.5, cellWidth, cellHeight, theme.background(), 3.5));
        cells.add(new Mark.Frame(x - 0.5, y - 0.5, cellWidth, cellHeight, colour, 1.5));
    }

    private void legend() {
        double x = right + GAP;
        double tall = grid.bottom() - top;
        int steps = (int) Math.max(2, Math.min(tall, 128));
        for (int step = 0; step < steps; step++) {
            double y = top + tall * (1 - (step + 1.0) / steps);
            marks.add(new Mark.Box(
                    x,
                    y,
                    LEGEND_WIDTH,
                    tall / steps + 0.6,
                    data.scale().colours().at((step + 0.5) / steps)));
        }
        marks.add(new Mark.Frame(x, top, LEGEND_WIDTH, tall, theme.line(), 1));
        for (Axis.Tick tick : scale.ticks((int) Math.max(FEWEST_TICKS, Math.min(MOST_TICKS, tall / 22)))) {
            double y = top + tall * (1 - scale.share(tick.value()));
            marks.add(new Mark.Line(x + LEGEND_WIDTH, y, x + LEGEND_WIDTH + 3, y, theme.muted(), 1, false));
            label(tick.text(), x + LEGEND_WIDTH + 6, y, Mark.Align.LEFT, theme.muted(), FONT, 0);
        }
        if (!data.scale().name().isEmpty()) {
            marks.add(AxisTitle.of(data.scale().name(), top + tall / 2, ChartMenu.ROOM, height - 2, text)
                    .upright(width - FONT / 2 - 3, theme.muted()));
        }
    }

    private double widest(List<String> names) {
        return names.stream().mapToDouble(name -> text.of(name, FONT)).max().orElse(0);
    }

    private void label(String words, double x, double y, Mark.Align align, Color colour, double size, double turn) {
        marks.add(new Mark.Label(words, x, y, align, colour, size, false, turn));
    }
}

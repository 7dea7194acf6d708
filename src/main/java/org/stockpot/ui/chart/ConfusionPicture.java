package org.stockpot.ui.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.scene.paint.Color;
import org.stockpot.session.chart.Table;
import org.stockpot.ui.text.Texts;
import org.stockpot.ui.theme.ColourMap;
import org.stockpot.ui.theme.Theme;

/** Lays out a confusion matrix: what images are downwards, what they were taken for to the right, coloured by the row's share. */
final class ConfusionPicture {
    private static final Texts TEXTS = Texts.of(ConfusionPicture.class);
    private static final double FONT = 11;
    private static final double TITLE = 18;
    private static final double TURN = -50;
    private static final double LEGEND = 68;
    private static final double LARGEST_CELL = 64;
    private static final int STEPS = 64;

    private final ConfusionData data;
    private final Theme theme;
    private final TextWidth text;
    private final double width;
    private final double height;
    private final double left;
    private final double top;
    private final GridArea grid;
    private final double cell;
    private final double tall;
    private final double names;

    /** A cell of the matrix. */
    record Place(int from, int to) {}

    ConfusionPicture(ConfusionData data, Framing framing, Theme theme, TextWidth text, double width, double height) {
        this.data = data;
        this.theme = theme;
        this.text = text;
        this.width = width;
        this.height = height;
        int count = Math.max(1, data.classes().size());
        names = Math.min(
                0.25 * width,
                data.classes().stream()
                                .mapToDouble(name -> text.of(name, FONT))
                                .max()
                                .orElse(0)
                        + 2);
        left = TITLE + names + 8;
        top = TITLE + names * Math.sin(Math.toRadians(-TURN)) + FONT;
        double wide = Math.max(1, Math.min(LARGEST_CELL * count, width - left - LEGEND - names * 0.5));
        double high = Math.max(1, Math.min(LARGEST_CELL * count, height - top - 6));
        grid = new GridArea(left, left + wide, top, top + high, count, count, framing);
        cell = grid.cellWidth();
        tall = grid.cellHeight();
    }

    Picture draw(Optional<Place> hovered) {
        if (data.classes().isEmpty()) {
            return EmptyPicture.of(TEXTS.get("confusion.empty"), theme, text, width, height);
        }
        List<Mark> marks = new ArrayList<>();
        int count = data.classes().size();
        double right = grid.right();
        double bottom = grid.bottom();
        marks.add(Mark.Label.axisTitle(
                TEXTS.get("confusion.across"), (left + right) / 2, TITLE / 2, theme.text(), FONT, 0));
        marks.add(Mark.Label.axisTitle(
                TEXTS.get("confusion.up"), TITLE / 2, (top + bottom) / 2, theme.text(), FONT, -90));
        int stride = (int) Math.max(1, Math.ceil((FONT + 1) / Math.min(cell, tall)));
        for (int one = 0; one < count; one++) {
            String name = text.elide(data.classes().get(one), FONT, names);
            if (one % stride == 0 && grid.namesRow(one)) {
                marks.add(label(name, left - 6, grid.y(one + 0.5), Mark.Align.RIGHT, theme.text()));
            }
            if (one % stride == 0 && grid.namesColumn(one)) {
                marks.add(new Mark.Label(
                        name, grid.x(one + 0.5), top - 6, Mark.Align.LEFT, theme.text(), FONT, false, TURN));
            }
        }
        List<Mark> cells = new ArrayList<>();
        for (int from = 0; from < count; from++) {
            for (int to = 0; to < count; to++) {
                if (grid.shows(from, to)) {
                    cell(cells, from, to);
                }
            }
        }
        hovered.ifPresent(place ->
                cells.add(new Mark.Frame(grid.x(place.to()), grid.y(place.from()), cell, tall, theme.text(), 1.5)));
        marks.addAll(grid.cut(cells));
        legend(marks, right + 12, bottom);
        return new Picture(width, height, theme.background(), marks);
    }

    Optional<Place> at(double x, double y) {
        int to = grid.column(x);
        int from = grid.row(y);
        int count = data.classes().size();
        return grid.holds(x, y) && to >= 0 && from >= 0 && to < count && from < count
                ? Optional.of(new Place(from, to))
                : Optional.empty();
    }

    String explain(Place place) {
        return TEXTS.get(
                "confusion.point",
                data.classes().get(place.from()),
                data.classes().get(place.to()),
                count(data.images().get(place.from()).get(place.to())),
                count(data.totals().get(place.from())),
                percent(data.share(place.from(), place.to())));
    }

    /** The cells. */
    GridArea grid() {
        return grid;
    }

    /** Every cell that is shown, with zeros. */
    Optional<Table> table() {
        List<List<String>> rows = new ArrayList<>();
        for (int from = 0; from < data.classes().size(); from++) {
            for (int to = 0; to < data.classes().size(); to++) {
                if (grid.shows(from, to)) {
                    rows.add(List.of(
                            data.classes().get(from),
                            data.classes().get(to),
                            Integer.toString(data.images().get(from).get(to)),
                            Integer.toString(data.totals().get(from)),
                            Table.number(data.share(from, to))));
                }
            }
        }
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(new Table(List.of("class", "taken_for", "images", "class_images", "share"), rows));
    }

    private void cell(List<Mark> marks, int from, int to) {
        double x = grid.x(to);
        double y = grid.y(from);
        double gap = Math.min(cell, tall) > 8 ? 1 : 0;
        double share = data.share(from, to);
        if (Double.isNaN(share)) {
            marks.add(new Mark.Box(x, y, cell - gap, tall - gap, theme.panel()));
            return;
        }
        Color ground = ColourMap.SEQUENTIAL.at(share);
        marks.add(new Mark.Box(x, y, cell - gap, tall - gap, ground));
        String number = percent(share);
        int images = data.images().get(from).get(to);
        double room = text.of(number, FONT);
        if (images > 0 && tall >= FONT + 3 && room + 4 <= cell && grid.holdsNumber(from, to, room)) {
            marks.add(label(number, x + (cell - gap) / 2, y + tall / 2, Mark.Align.CENTRE, ColourMap.inkOn(ground)));
        }
    }

    private void legend(List<Mark> marks, double x, double bottom) {
        double length = bottom - top;
        for (int step = 0; step < STEPS; step++) {
            marks.add(new Mark.Box(
                    x,
                    top + length * (1 - (step + 1.0) / STEPS),
                    12,
                    length / STEPS + 0.6,
                    ColourMap.SEQUENTIAL.at((step + 0.5) / STEPS)));
        }
        marks.add(new Mark.Frame(x, top, 12, length, theme.line(), 1));
        for (double tick : new double[] {0, 0.5, 1}) {
            double y = top + length * (1 - tick);
            marks.add(label(Math.round(100 * tick) + " %", x + 16, y, Mark.Align.LEFT, theme.muted()));
        }
        marks.add(AxisTitle.of(TEXTS.get("confusion.scale"), top + length / 2, ChartMenu.ROOM, height - 2, text)
                .upright(x + LEGEND - 6, theme.muted()));
    }

    private static Mark label(String words, double x, double y, Mark.Align align, Color colour) {
        return new Mark.Label(words, x, y, align, colour, FONT, false, 0);
    }

    private static String count(int images) {
        return String.format(Locale.ROOT, "%,d", images);
    }

    private static String percent(double share) {
        return Double.isNaN(share) ? "–" : String.format(Locale.ROOT, "%.1f", 100 * share);
    }
}

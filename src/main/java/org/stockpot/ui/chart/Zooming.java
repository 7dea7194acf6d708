package org.stockpot.ui.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.paint.Color;

/**
 * Zooming, panning and the lasso of a chart with axes or cells: a drag zooms into a rectangle, or selects while the lasso is on; the
 * wheel with Ctrl zooms at the mouse; a drag with Shift or the middle button pans. Keys: + and − zoom, 0 fits, arrows pan
 * what is zoomed and go from point to point otherwise (from cell to cell in any case, where there are cells; what is shown
 * follows), Enter picks the point, L takes the lasso or puts it away, Esc stops
 * a drag.
 */
final class Zooming {
    private static final double KEY_FACTOR = 0.8;
    private static final double SHORTEST_DRAG = 5;
    private static final double WHEEL_NOTCH = 40;
    private static final Color BAND = Color.web("#0969da");

    private final ZoomableChart chart;
    private Optional<Drag> drag = Optional.empty();

    private enum Kind {
        ZOOM,
        PAN,
        LASSO
    }

    /** A drag under way. */
    private record Drag(Kind kind, PlotArea plot, Framing before, List<Mark.Point> places) {
        Mark.Point start() {
            return places.get(0);
        }
    }

    Zooming(ZoomableChart chart) {
        this.chart = chart;
        chart.addEventHandler(MouseEvent.MOUSE_PRESSED, this::pressed);
        chart.addEventHandler(MouseEvent.MOUSE_DRAGGED, this::dragged);
        chart.addEventHandler(MouseEvent.MOUSE_RELEASED, this::released);
        chart.addEventHandler(ScrollEvent.SCROLL, this::scrolled);
        chart.addEventHandler(KeyEvent.KEY_PRESSED, this::key);
        chart.addEventHandler(KeyEvent.KEY_TYPED, this::typed);
    }

    private void pressed(MouseEvent event) {
        Optional<? extends PlotArea> plot = chart.area();
        boolean middle = event.getButton() == MouseButton.MIDDLE;
        boolean primary = event.getButton() == MouseButton.PRIMARY;
        Mark.Point place = chart.place(event.getX(), event.getY());
        if (plot.filter(one -> one.holds(place.x(), place.y())).isEmpty() || !(middle || primary)) {
            return;
        }
        Kind kind = middle || event.isShiftDown() ? Kind.PAN : chart.isLassoing() ? Kind.LASSO : Kind.ZOOM;
        List<Mark.Point> places = new ArrayList<>(List.of(place));
        drag = Optional.of(new Drag(kind, plot.get(), chart.framingProperty().get(), places));
    }

    private void dragged(MouseEvent event) {
        if (drag.isEmpty()) {
            return;
        }
        Drag now = drag.get();
        Mark.Point mouse = chart.place(event.getX(), event.getY());
        var place = new Mark.Point(
                clamp(mouse.x(), now.plot().left(), now.plot().right()),
                clamp(mouse.y(), now.plot().top(), now.plot().bottom()));
        switch (now.kind()) {
            case PAN ->
                chart.framingProperty()
                        .set(now.before()
                                .panned(
                                        now.plot().acrossShare(now.start().x())
                                                - now.plot().acrossShare(mouse.x()),
                                        now.plot().upShare(now.start().y())
                                                - now.plot().upShare(mouse.y())));
            case ZOOM -> {
                now.places().subList(1, now.places().size()).clear();
                now.places().add(place);
                chart.overlay(band(now.start(), place));
            }
            case LASSO -> {
                now.places().add(place);
                chart.overlay(loop(now.places()));
            }
        }
    }

    private void released(MouseEvent event) {
        drag.ifPresent(done -> {
            drag = Optional.empty();
            chart.overlay(List.of());
            Mark.Point end = done.places().get(done.places().size() - 1);
            if (done.kind() == Kind.LASSO && done.places().size() > 2) {
                chart.lassoed(done.places());
            }
            if (done.kind() == Kind.ZOOM
                    && Math.abs(end.x() - done.start().x()) >= SHORTEST_DRAG
                    && Math.abs(end.y() - done.start().y()) >= SHORTEST_DRAG) {
                chart.framingProperty()
                        .set(done.before()
                                .part(
                                        done.plot().acrossShare(done.start().x()),
                                        done.plot().acrossShare(end.x()),
                                        done.plot().upShare(done.start().y()),
                                        done.plot().upShare(end.y())));
            }
        });
    }

    private void scrolled(ScrollEvent event) {
        Optional<? extends PlotArea> plot = chart.area();
        Mark.Point place = chart.place(event.getX(), event.getY());
        if (event.isShortcutDown()
                && event.getDeltaY() != 0
                && plot.filter(one -> one.holds(place.x(), place.y())).isPresent()) {
            chart.framingProperty()
                    .set(chart.framingProperty()
                            .get()
                            .zoomed(
                                    Math.pow(KEY_FACTOR, event.getDeltaY() / WHEEL_NOTCH),
                                    plot.get().acrossShare(place.x()),
                                    plot.get().upShare(place.y())));
            event.consume();
        }
    }

    /** Plus and minus lie elsewhere on every keyboard, so what counts is what was typed. */
    private void typed(KeyEvent event) {
        if (chart.area().isEmpty() || event.isShortcutDown() || event.isAltDown()) {
            return;
        }
        Framing now = chart.framingProperty().get();
        switch (event.getCharacter()) {
            case "+" -> chart.framingProperty().set(now.zoomed(KEY_FACTOR, 0.5, 0.5));
            case "-" -> chart.framingProperty().set(now.zoomed(1 / KEY_FACTOR, 0.5, 0.5));
            case "0" -> chart.fit();
            case "l", "L" -> chart.toggleLasso();
            default -> {
                return;
            }
        }
        event.consume();
    }

    private void key(KeyEvent event) {
        if (chart.area().isEmpty() || event.isShortcutDown() || event.isAltDown()) {
            return;
        }
        switch (event.getCode()) {
            case LEFT -> chart.arrow(-1, 0);
            case RIGHT -> chart.arrow(1, 0);
            case UP -> chart.arrow(0, 1);
            case DOWN -> chart.arrow(0, -1);
            case ENTER -> {
                if (!chart.pickHovered()) {
                    return;
                }
            }
            case ESCAPE -> {
                if (drag.isEmpty()) {
                    return;
                }
                drag = Optional.empty();
                chart.overlay(List.of());
            }
            default -> {
                return;
            }
        }
        event.consume();
    }

    private static List<Mark> band(Mark.Point one, Mark.Point other) {
        double x = Math.min(one.x(), other.x());
        double y = Math.min(one.y(), other.y());
        double width = Math.abs(one.x() - other.x());
        double height = Math.abs(one.y() - other.y());
        return List.of(
                new Mark.Box(x, y, width, height, BAND.deriveColor(0, 1, 1, 0.15)),
                new Mark.Frame(x, y, width, height, BAND, 1));
    }

    private static List<Mark> loop(List<Mark.Point> places) {
        return List.of(
                new Mark.Area(List.copyOf(places), BAND.deriveColor(0, 1, 1, 0.15)),
                new Mark.Path(List.copyOf(places), BAND, 1.2, false));
    }

    private static double clamp(double value, double low, double high) {
        return Math.max(low, Math.min(high, value));
    }
}

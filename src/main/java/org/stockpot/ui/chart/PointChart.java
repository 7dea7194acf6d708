package org.stockpot.ui.chart;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.MenuItem;
import javafx.scene.paint.Color;
import org.stockpot.session.chart.MarkerShape;
import org.stockpot.session.chart.Table;
import org.stockpot.ui.theme.Theme;

/**
 * A chart of points: hover shows the nearest one's values, a click picks it. Where it has axes it can be zoomed, see {@link
 * Zooming}; a click on an entry of its legend hides a series; a lasso selects points.
 *
 * @param <T> a point
 */
public abstract class PointChart<T> extends ZoomableChart {
    /** The key of a point that cannot be selected. */
    protected static final int NO_KEY = -1;

    private static final double RING = 10;

    private final ObjectProperty<List<T>> points = new SimpleObjectProperty<>(this, "points", List.of());
    private final ObjectProperty<Set<String>> hidden = new SimpleObjectProperty<>(this, "hidden", Set.of());
    private final ObjectProperty<Set<Integer>> selected = new SimpleObjectProperty<>(this, "selected", Set.of());
    private final BooleanProperty lasso = new SimpleBooleanProperty(this, "lasso");
    private Optional<T> hovered = Optional.empty();
    private Consumer<T> onPicked = point -> {};
    private Consumer<List<Integer>> onLassoed = keys -> {};

    /** @param name of the chart, for assistive technology and files */
    protected PointChart(ObservableValue<Theme> theme, String name) {
        super(theme, name);
        points.addListener((observable, before, now) -> {
            hovered = Optional.empty();
            redraw();
        });
        hidden.addListener((observable, before, now) -> redraw());
        selected.addListener((observable, before, now) -> redraw());
    }

    /** Lays out the points for a size in pixels. */
    protected abstract PointPicture<T> layout(List<T> points, double width, double height, Theme theme);

    /** What a selection knows a point by; {@link #NO_KEY} if it cannot be selected. */
    protected int key(T point) {
        return NO_KEY;
    }

    /** Whether the axes can be logarithmic. */
    protected boolean canBeLogarithmic() {
        return false;
    }

    /** Whether points can be selected. */
    protected boolean canBeSelected() {
        return false;
    }

    /** What is shown; to be replaced as a whole. */
    public final ObjectProperty<List<T>> pointsProperty() {
        return points;
    }

    /** Keys of the series that the user has hidden. */
    public final ObjectProperty<Set<String>> hiddenProperty() {
        return hidden;
    }

    /** Keys of the points that have a ring. */
    public final ObjectProperty<Set<Integer>> selectedProperty() {
        return selected;
    }

    /** Whether a drag selects points instead of zooming. */
    public final BooleanProperty lassoProperty() {
        return lasso;
    }

    /** Called with the point when the user clicks one. */
    public final void setOnPicked(Consumer<T> action) {
        onPicked = action;
    }

    /** Called with the keys of the points within a lasso. */
    public final void setOnLassoed(Consumer<List<Integer>> action) {
        onLassoed = action;
    }

    @Override
    protected final Picture picture(double width, double height, Theme theme) {
        PointPicture<T> layout = layout(points.get(), width, height, theme);
        Picture drawn = layout.draw(hovered);
        return selected.get().isEmpty() ? drawn : drawn.with(rings(layout, theme));
    }

    @Override
    protected final Optional<String> explain(double x, double y) {
        PointPicture<T> layout = inPlace();
        hover(layout.near(x, y));
        return hovered.map(layout::explain);
    }

    @Override
    protected final Optional<Table> table() {
        return inPlace().table();
    }

    @Override
    protected List<MenuItem> menuItems() {
        return AxisMenu.items(this);
    }

    @Override
    protected final void left() {
        hover(Optional.empty());
    }

    @Override
    protected final void clicked(double x, double y) {
        PointPicture<T> layout = inPlace();
        Optional<Legend.Entry> entry = Legend.at(legend(layout), x, y);
        if (entry.isPresent()) {
            toggle(entry.get().key());
        } else {
            layout.near(x, y).ifPresent(onPicked);
        }
    }

    /** Hides a series or brings it back. */
    final void toggle(String series) {
        Set<String> next = new HashSet<>(hidden.get());
        if (!next.remove(series)) {
            next.add(series);
        }
        hidden.set(Set.copyOf(next));
    }

    /** What could be hidden now. */
    final List<Legend.Entry> legend() {
        return legend(inPlace());
    }

    @Override
    final Optional<Plot> area() {
        return inPlace().plot();
    }

    @Override
    final boolean isLassoing() {
        return lasso.get();
    }

    @Override
    final void toggleLasso() {
        lasso.set(!lasso.get());
    }

    @Override
    final boolean pickHovered() {
        hovered.ifPresent(onPicked);
        return hovered.isPresent();
    }

    @Override
    final void step(int direction) {
        PointPicture<T> layout = inPlace();
        List<T> shown = points.get().stream()
                .filter(point -> layout.place(point).isPresent())
                .sorted(Comparator.comparingDouble(
                        point -> layout.place(point).orElseThrow().x()))
                .toList();
        if (!shown.isEmpty()) {
            int from = hovered.map(shown::indexOf).orElse(direction > 0 ? -1 : shown.size());
            T next = shown.get(Math.max(0, Math.min(shown.size() - 1, from + direction)));
            hover(Optional.of(next));
            setAccessibleHelp(layout.explain(next));
        }
    }

    @Override
    final void lassoed(List<Mark.Point> polygon) {
        PointPicture<T> layout = inPlace();
        List<Integer> keys = new ArrayList<>();
        for (T point : points.get()) {
            boolean within = layout.place(point)
                    .filter(place -> Lasso.holds(polygon, place))
                    .isPresent();
            if (within && key(point) != NO_KEY && !keys.contains(key(point))) {
                keys.add(key(point));
            }
        }
        onLassoed.accept(keys);
    }

    private List<Mark> rings(PointPicture<T> layout, Theme theme) {
        List<Mark> rings = new ArrayList<>();
        for (T point : points.get()) {
            if (selected.get().contains(key(point))) {
                layout.place(point)
                        .ifPresent(place -> rings.add(new Mark.Symbol(
                                MarkerShape.CIRCLE, place.x(), place.y(), RING, Color.TRANSPARENT, theme.accent())));
            }
        }
        return rings;
    }

    private List<Legend.Entry> legend(PointPicture<T> layout) {
        layout.draw(Optional.empty());
        return layout.legend();
    }

    /** Colours do not matter for what lies where. */
    private PointPicture<T> inPlace() {
        return layout(points.get(), someWidth(), someHeight(), Theme.LIGHT);
    }

    private void hover(Optional<T> point) {
        if (!point.equals(hovered)) {
            hovered = point;
            redraw();
        }
    }
}

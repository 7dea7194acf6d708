package org.stockpot.ui.chart;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import org.stockpot.session.chart.Table;
import org.stockpot.ui.chart.ParallelData.Line;
import org.stockpot.ui.chart.ParallelData.Range;
import org.stockpot.ui.text.Texts;
import org.stockpot.ui.theme.ExplainedItem;
import org.stockpot.ui.theme.Theme;

/**
 * Mixing weights of trials as lines across parallel axes. A drag along an axis brushes a range of it, several brushes
 * intersect, a click on the axis takes its brush away, a click on its name turns it round, a click on a line picks the
 * trial, a double click takes all brushes away. Keys: left and right choose an axis, up and down move the lower end of its
 * brush, with Shift the upper end, F turns it round, L makes it logarithmic or linear, Delete takes the brush away, Enter
 * selects what lies within all brushes.
 */
public final class ParallelChart extends ChartView {
    private static final Texts TEXTS = Texts.of(ParallelChart.class);
    private static final double KEY_STEP = 0.05;
    private static final double SHORTEST_DRAG = 4;

    private final ObjectProperty<ParallelData> data = new SimpleObjectProperty<>(this, "data", ParallelData.EMPTY);
    private final ObjectProperty<Brushes> brushes = new SimpleObjectProperty<>(this, "brushes", Brushes.NONE);
    private final ObjectProperty<Set<Integer>> selected = new SimpleObjectProperty<>(this, "selected", Set.of());
    private Optional<Line> hovered = Optional.empty();
    private OptionalInt dragged = OptionalInt.empty();
    private double dragStart;
    private Consumer<Line> onPicked = line -> {};
    private Consumer<List<Integer>> onSelected = keys -> {};

    public ParallelChart(ObservableValue<Theme> theme) {
        super(theme, TEXTS.get("parallel.name"));
        setId("parallel-chart");
        setMinSize(220, 140);
        setPrefSize(620, 360);
        data.addListener((observable, before, now) -> {
            if (!before.axes().equals(now.axes())) {
                brushes.set(Brushes.NONE);
            }
            hovered = Optional.empty();
            redraw();
        });
        brushes.addListener((observable, before, now) -> redraw());
        selected.addListener((observable, before, now) -> redraw());
        addEventHandler(MouseEvent.MOUSE_PRESSED, this::pressed);
        addEventHandler(MouseEvent.MOUSE_DRAGGED, this::dragged);
        addEventHandler(KeyEvent.KEY_PRESSED, this::key);
    }

    public ObjectProperty<ParallelData> dataProperty() {
        return data;
    }

    /** Keys of the lines that are drawn thick. */
    public ObjectProperty<Set<Integer>> selectedProperty() {
        return selected;
    }

    /** Called when the user clicks a line. */
    public void setOnPicked(Consumer<Line> action) {
        onPicked = action;
    }

    /** Called with the keys of the lines within the brushes when the user selects them. */
    public void setOnSelected(Consumer<List<Integer>> action) {
        onSelected = action;
    }

    /** Makes axes logarithmic, where they have positive values, and all others linear. */
    public void setLogarithmic(Set<Integer> axes) {
        brushes.set(brushes.get().withLogarithmic(axes));
    }

    ObjectProperty<Brushes> brushesProperty() {
        return brushes;
    }

    @Override
    protected Picture picture(double width, double height, Theme theme) {
        return layout(width, height, theme).draw(hovered);
    }

    @Override
    protected Optional<String> explain(double x, double y) {
        ParallelPicture layout = inPlace();
        hover(layout.near(x, y));
        return hovered.map(layout::explain);
    }

    @Override
    protected Optional<Table> table() {
        return inPlace().table();
    }

    @Override
    protected List<MenuItem> menuItems() {
        var clear = new MenuItem(TEXTS.get("parallel.clear"));
        clear.setId("chart-clear-brushes");
        clear.setOnAction(event -> clear());
        ExplainedItem.of(clear, brushes.get().ranges().isEmpty() ? TEXTS.get("parallel.clear.why") : "");
        var select = new MenuItem(TEXTS.get("parallel.select"));
        select.setId("chart-select-kept");
        select.setOnAction(event -> select());
        ExplainedItem.of(select, brushes.get().ranges().isEmpty() ? TEXTS.get("parallel.clear.why") : "");
        return data.get().axes().isEmpty() ? List.of(select, clear) : List.of(select, clear, logarithmicMenu());
    }

    private Menu logarithmicMenu() {
        ParallelPicture layout = inPlace();
        Brushes now = brushes.get();
        Set<Integer> possible = IntStream.range(0, data.get().axes().size())
                .filter(layout::canBeLogarithmic)
                .boxed()
                .collect(Collectors.toSet());
        var menu = new Menu(TEXTS.get("parallel.log.axes"));
        menu.setId("chart-log-axes");
        MenuItem all = ChartMenu.check(
                "chart-log-all",
                TEXTS.get("parallel.log.all"),
                now.logarithmic().containsAll(possible) && !possible.isEmpty(),
                on -> setLogarithmic(on ? possible : Set.of()));
        String why = TEXTS.get("parallel.log.why");
        menu.getItems().add(ExplainedItem.of(all, possible.isEmpty() ? why : ""));
        for (int axis = 0; axis < data.get().axes().size(); axis++) {
            int here = axis;
            MenuItem item = ChartMenu.check(
                    "chart-log-" + axis,
                    data.get().axes().get(axis),
                    now.logarithmic().contains(axis) && possible.contains(axis),
                    on -> brushes.set(now.rescaled(here)));
            menu.getItems().add(ExplainedItem.of(item, possible.contains(axis) ? "" : why));
        }
        return menu;
    }

    @Override
    protected void left() {
        hover(Optional.empty());
    }

    @Override
    protected void clicked(double x, double y) {
        ParallelPicture layout = inPlace();
        OptionalInt axis = layout.axisAt(x);
        Optional<Line> line = layout.near(x, y);
        if (axis.isPresent() && layout.isName(y)) {
            brushes.set(brushes.get().turned(axis.getAsInt()));
        } else if (axis.isPresent() && brushes.get().ranges().containsKey(axis.getAsInt())) {
            brushes.set(brushes.get().without(axis.getAsInt()));
        } else {
            line.ifPresent(onPicked);
        }
    }

    @Override
    protected void clickedTwice(double x, double y) {
        clear();
    }

    private void clear() {
        brushes.set(brushes.get().cleared());
    }

    private void select() {
        onSelected.accept(inPlace().kept().stream().map(Line::key).toList());
    }

    private void pressed(MouseEvent event) {
        ParallelPicture layout = inPlace();
        Mark.Point place = place(event.getX(), event.getY());
        dragged = event.getButton() == MouseButton.PRIMARY && !layout.isName(place.y())
                ? layout.axisAt(place.x())
                : OptionalInt.empty();
        dragStart = place.y();
    }

    private void dragged(MouseEvent event) {
        double y = place(event.getX(), event.getY()).y();
        if (dragged.isPresent() && Math.abs(y - dragStart) >= SHORTEST_DRAG) {
            int axis = dragged.getAsInt();
            ParallelPicture layout = inPlace();
            brushes.set(brushes.get().with(axis, Range.of(layout.value(axis, dragStart), layout.value(axis, y))));
        }
    }

    private void key(KeyEvent event) {
        int count = data.get().axes().size();
        if (count == 0 || event.isShortcutDown() || event.isAltDown()) {
            return;
        }
        Brushes now = brushes.get();
        int axis = now.active();
        KeyCode code = event.getCode();
        if (code == KeyCode.LEFT || code == KeyCode.RIGHT) {
            int next = axis + (code == KeyCode.RIGHT ? 1 : -1);
            brushes.set(now.at(Math.max(0, Math.min(count - 1, next))));
        } else if (code == KeyCode.ENTER && !now.ranges().isEmpty()) {
            select();
        } else if (axis < 0) {
            return;
        } else if (code == KeyCode.UP || code == KeyCode.DOWN) {
            double step = (code == KeyCode.UP ? 1 : -1) * KEY_STEP;
            brushes.set(now.with(axis, moved(axis, step, event.isShiftDown())));
        } else if (code == KeyCode.F) {
            brushes.set(now.turned(axis));
        } else if (code == KeyCode.L && inPlace().canBeLogarithmic(axis)) {
            brushes.set(now.rescaled(axis));
        } else if (code == KeyCode.DELETE || code == KeyCode.BACK_SPACE) {
            brushes.set(now.without(axis));
        } else {
            return;
        }
        event.consume();
    }

    private Range moved(int axis, double step, boolean upperEnd) {
        ParallelPicture layout = inPlace();
        Range from = brushes.get().ranges().getOrDefault(axis, layout.whole(axis));
        return upperEnd
                ? new Range(from.low(), Math.max(from.low(), layout.moved(axis, from.high(), step)))
                : new Range(Math.min(from.high(), layout.moved(axis, from.low(), step)), from.high());
    }

    private void hover(Optional<Line> line) {
        if (!line.equals(hovered)) {
            hovered = line;
            redraw();
        }
    }

    private ParallelPicture inPlace() {
        return layout(someWidth(), someHeight(), Theme.LIGHT);
    }

    private ParallelPicture layout(double width, double height, Theme theme) {
        return new ParallelPicture(data.get(), brushes.get(), selected.get(), theme, textWidth(), width, height);
    }
}

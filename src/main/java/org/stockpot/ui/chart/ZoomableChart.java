package org.stockpot.ui.chart;

import java.util.List;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.MenuItem;
import org.stockpot.ui.theme.Theme;

/** A chart of which a part can be shown, by the gestures and keys of {@link Zooming}; a double click shows everything. */
public abstract class ZoomableChart extends ChartView {
    private static final double KEY_STEP = 0.1;

    private final ObjectProperty<Framing> framing = new SimpleObjectProperty<>(this, "framing", Framing.FIT);

    /** @param name of the chart, for assistive technology and files */
    protected ZoomableChart(ObservableValue<Theme> theme, String name) {
        super(theme, name);
        framing.addListener((observable, before, now) -> redraw());
        new Zooming(this);
    }

    /** What can be zoomed now; empty while there is nothing to show. */
    abstract Optional<? extends PlotArea> area();

    /** Which part is shown. */
    public final ObjectProperty<Framing> framingProperty() {
        return framing;
    }

    /** Shows everything again. */
    public final void fit() {
        framing.set(framing.get().fitted());
    }

    @Override
    protected List<MenuItem> menuItems() {
        return area().isPresent() ? List.of(AxisMenu.fit(this)) : List.of();
    }

    @Override
    protected final void clickedTwice(double x, double y) {
        fit();
    }

    /** An arrow key: moves the part that is shown, or goes to the next thing where everything is shown. */
    void arrow(int right, int up) {
        Framing now = framing.get();
        if (now.isZoomed()) {
            framing.set(now.panned(
                    (now.acrossFlipped() ? -1 : 1) * right * KEY_STEP, (now.upFlipped() ? -1 : 1) * up * KEY_STEP));
        } else if (right != 0) {
            step(right);
        }
    }

    /** Goes to the next thing to the right or left. */
    void step(int direction) {}

    /** Picks what the keyboard has gone to; false if there is nothing. */
    boolean pickHovered() {
        return false;
    }

    /** Whether a drag selects instead of zooming. */
    boolean isLassoing() {
        return false;
    }

    /** Takes the lasso or puts it away, where the chart has one. */
    void toggleLasso() {}

    /** Selects what lies within a polygon. */
    void lassoed(List<Mark.Point> polygon) {}
}

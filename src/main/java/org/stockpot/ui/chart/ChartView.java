package org.stockpot.ui.chart;

import java.util.List;
import java.util.Optional;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Point2D;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.image.Image;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;
import org.stockpot.session.chart.Table;
import org.stockpot.ui.theme.Appearance;
import org.stockpot.ui.theme.Theme;

/**
 * A canvas that shows one {@link Picture}, drawn again at most once per pulse when data, size or theme change, or the size
 * of text. Shows a tooltip beside the mouse, can be focused, and has the menu of {@link ChartMenu}, by which it becomes an
 * image or a file.
 *
 * <p>A picture is made for the usual size of text and is stretched where text is larger or smaller; places on it are those
 * of {@link #place}.
 */
public abstract class ChartView extends Region {
    private static final double TOOLTIP_DISTANCE = 14;
    private static final double TITLE = 26;
    private static final double USUAL_WIDTH = 960;
    private static final double USUAL_HEIGHT = 600;

    private final ObservableValue<Theme> theme;
    private final Canvas canvas = new Canvas();
    private final Painter painter = new Painter();
    private final Tooltip tooltip = new Tooltip();
    private final StringProperty title;
    private final ChartMenu menu;
    /** Says how large text is here. */
    private final Label ruler = new Label();

    private List<Mark> overlay = List.of();

    /** @param name of the chart, for assistive technology, and the title of its files until it gets another */
    protected ChartView(ObservableValue<Theme> theme, String name) {
        this.theme = theme;
        this.title = new SimpleStringProperty(this, "title", name);
        getStyleClass().add("chart-canvas");
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setAccessibleText(name);
        canvas.setManaged(false);
        canvas.setMouseTransparent(true);
        menu = new ChartMenu(this);
        ruler.setManaged(false);
        ruler.setMouseTransparent(true);
        ruler.fontProperty().addListener((observable, before, now) -> redraw());
        getChildren().addAll(canvas, ruler, menu.button());
        theme.addListener((observable, before, now) -> redraw());

        tooltip.setShowDuration(Duration.INDEFINITE);
        tooltip.getStyleClass().add("chart-tooltip");
        setOnMouseMoved(this::moved);
        setOnMouseExited(event -> {
            hideTooltip();
            left();
        });
        setOnMousePressed(event -> hideTooltip());
        setOnMouseClicked(event -> {
            requestFocus();
            if (event.getButton() == MouseButton.PRIMARY && event.isStillSincePress()) {
                Mark.Point place = place(event.getX(), event.getY());
                if (event.getClickCount() == 2) {
                    clickedTwice(place.x(), place.y());
                } else {
                    clicked(place.x(), place.y());
                }
            }
        });
        setOnContextMenuRequested(event -> {
            hideTooltip();
            menu.show(event.getScreenX(), event.getScreenY());
            event.consume();
        });
    }

    /** Draws the chart for a size in pixels, where text has its usual size. */
    protected abstract Picture picture(double width, double height, Theme theme);

    /** What lies at a point, for the tooltip. */
    protected abstract Optional<String> explain(double x, double y);

    /** The numbers that are shown, for CSV. */
    protected Optional<Table> table() {
        return Optional.empty();
    }

    /** What the chart's menu has besides what all menus have. */
    protected List<MenuItem> menuItems() {
        return List.of();
    }

    /** The mouse left the chart. */
    protected void left() {}

    /** The user clicked a point. */
    protected void clicked(double x, double y) {}

    /** The user clicked a point for the second time in a row. */
    protected void clickedTwice(double x, double y) {}

    /** Measures texts as they are painted. */
    protected final TextWidth textWidth() {
        return painter;
    }

    /** Asks for a new drawing in the next pulse. */
    protected final void redraw() {
        requestLayout();
    }

    /** Draws something over the chart on the screen, such as the rectangle of a drag; files do not show it. */
    final void overlay(List<Mark> marks) {
        overlay = List.copyOf(marks);
        redraw();
    }

    /** What files of the chart are called and what stands above it there. */
    public final StringProperty titleProperty() {
        return title;
    }

    /** The text shown beside the mouse, if any. */
    public final Optional<String> tooltipText() {
        return tooltip.isShowing() ? Optional.of(tooltip.getText()) : Optional.empty();
    }

    /** The chart as drawn now, in its present size. */
    public final Picture picture() {
        return picture(getWidth() / larger(), getHeight() / larger(), theme.getValue());
    }

    /** What place of the picture lies under a point of this chart, such as that of the mouse. */
    final Mark.Point place(double x, double y) {
        return new Mark.Point(x / larger(), y / larger());
    }

    /** How much larger text is than usual. */
    private double larger() {
        return ruler.getFont().getSize() / Appearance.USUAL_PIXELS;
    }

    /** The chart as an image.
     *
     * @param scale pixels of the image per pixel of the screen
     */
    public final Image image(double scale) {
        return new ChartExport(title.get(), picture(), table()).image(scale * larger());
    }

    /** The chart for files, in the size it has on the screen, or a usual one where it is not on the screen. */
    public final ChartExport export(ExportLook look) {
        return export(title.get(), look, usualSize());
    }

    /**
     * The chart for files.
     *
     * @param heading stands above it; where there is none, the chart has all the room
     */
    final ChartExport export(String heading, ExportLook look, ChartSize size) {
        Theme colours = look.asOnScreen() ? theme.getValue() : Theme.LIGHT;
        double room = heading.isBlank() ? 0 : TITLE;
        Picture drawn = picture(size.width(), size.height() - room, colours);
        Picture titled = heading.isBlank() ? drawn : drawn.titled(heading, room, colours);
        return new ChartExport(heading, look.transparent() ? titled.on(Color.TRANSPARENT) : titled, table());
    }

    /** As large as on the screen, with room for a title; a usual size where the chart is not on the screen. */
    final ChartSize usualSize() {
        boolean shown = getWidth() > 0 && getHeight() > 0;
        return new ChartSize(
                shown ? Math.floor(getWidth()) : USUAL_WIDTH, TITLE + (shown ? Math.floor(getHeight()) : USUAL_HEIGHT));
    }

    /** Width of the picture on the screen; some width where it is not there, so that its table is not empty. */
    final double someWidth() {
        return getWidth() > 0 ? getWidth() / larger() : USUAL_WIDTH;
    }

    /** Height of the picture on the screen; some height where it is not there. */
    final double someHeight() {
        return getHeight() > 0 ? getHeight() / larger() : USUAL_HEIGHT;
    }

    /** Whether there is something to show. */
    public final boolean hasNumbers() {
        return table().isPresent();
    }

    /** How files look: the user's choice in the menu. */
    public final ExportLook look() {
        return menu.look();
    }

    /** Remembers how files are to look. */
    final void setLook(ExportLook look) {
        menu.setLook(look);
    }

    @Override
    protected void layoutChildren() {
        double width = Math.floor(getWidth());
        double height = Math.floor(getHeight());
        canvas.setWidth(width);
        canvas.setHeight(height);
        if (width > 0 && height > 0) {
            double larger = larger();
            GraphicsContext pen = canvas.getGraphicsContext2D();
            pen.setTransform(larger, 0, 0, larger, 0, 0);
            painter.paint(
                    picture(width / larger, height / larger, theme.getValue()).with(overlay), pen);
        }
        menu.place(width);
    }

    private void moved(MouseEvent event) {
        Mark.Point on = place(event.getX(), event.getY());
        Optional<String> text = explain(on.x(), on.y());
        if (text.isEmpty()) {
            hideTooltip();
            return;
        }
        tooltip.setText(text.get());
        @Nullable Point2D place = localToScreen(event.getX() + TOOLTIP_DISTANCE, event.getY() + TOOLTIP_DISTANCE);
        if (place != null) {
            tooltip.show(this, place.getX(), place.getY());
        }
    }

    private void hideTooltip() {
        tooltip.hide();
    }
}

package org.stockpot.ui.chart;

import java.util.Optional;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Point2D;
import javafx.scene.AccessibleRole;
import javafx.scene.SnapshotParameters;
import javafx.scene.canvas.Canvas;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.image.Image;
import javafx.scene.image.WritableImage;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;
import org.stockpot.ui.theme.Theme;

/**
 * A canvas that shows one {@link Picture}, drawn again at most once per pulse when data, size or theme change. Shows a
 * tooltip beside the mouse, can be focused, and copies itself as an image.
 */
abstract class ChartView extends Region {
    private static final double TOOLTIP_DISTANCE = 14;

    private final ObservableValue<Theme> theme;
    private final Canvas canvas = new Canvas();
    private final Painter painter = new Painter();
    private final Tooltip tooltip = new Tooltip();
    private final ContextMenu menu;

    ChartView(ObservableValue<Theme> theme, String name) {
        this.theme = theme;
        getStyleClass().add("chart-canvas");
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setAccessibleText(name);
        canvas.setManaged(false);
        canvas.setMouseTransparent(true);
        getChildren().add(canvas);
        theme.addListener((observable, before, now) -> redraw());

        tooltip.setShowDuration(Duration.INDEFINITE);
        tooltip.getStyleClass().add("chart-tooltip");
        setOnMouseMoved(this::moved);
        setOnMouseExited(event -> {
            hideTooltip();
            left();
        });
        setOnMouseClicked(event -> {
            requestFocus();
            if (event.getButton() == MouseButton.PRIMARY && event.isStillSincePress()) {
                clicked(event.getX(), event.getY());
            }
        });
        var copy = new MenuItem("Copy image");
        copy.setId("chart-copy-image");
        copy.setOnAction(event -> copyImage());
        menu = new ContextMenu(copy);
        setOnContextMenuRequested(event -> {
            hideTooltip();
            menu.show(this, event.getScreenX(), event.getScreenY());
        });
    }

    /** Draws the chart for a size in pixels. */
    protected abstract Picture picture(double width, double height, Theme theme);

    /** What lies at a point, for the tooltip. */
    protected abstract Optional<String> explain(double x, double y);

    /** The mouse left the chart. */
    protected void left() {}

    /** The user clicked a point. */
    protected void clicked(double x, double y) {}

    /** Measures texts as they are painted. */
    protected final TextWidth textWidth() {
        return painter;
    }

    /** Asks for a new drawing in the next pulse. */
    protected final void redraw() {
        requestLayout();
    }

    /** The text shown beside the mouse, if any. */
    public final Optional<String> tooltipText() {
        return tooltip.isShowing() ? Optional.of(tooltip.getText()) : Optional.empty();
    }

    /** The chart as drawn now, in its present size. */
    public final Picture picture() {
        return picture(getWidth(), getHeight(), theme.getValue());
    }

    /** The chart as an image.
     *
     * @param scale pixels of the image per pixel of the screen
     */
    public final Image image(double scale) {
        var enlarged = new Canvas(getWidth() * scale, getHeight() * scale);
        enlarged.getGraphicsContext2D().scale(scale, scale);
        painter.paint(picture(), enlarged.getGraphicsContext2D());
        return enlarged.snapshot(
                new SnapshotParameters(), new WritableImage((int) enlarged.getWidth(), (int) enlarged.getHeight()));
    }

    @Override
    protected void layoutChildren() {
        double width = Math.floor(getWidth());
        double height = Math.floor(getHeight());
        canvas.setWidth(width);
        canvas.setHeight(height);
        if (width > 0 && height > 0) {
            painter.paint(picture(width, height, theme.getValue()), canvas.getGraphicsContext2D());
        }
    }

    private void moved(MouseEvent event) {
        Optional<String> text = explain(event.getX(), event.getY());
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

    private void copyImage() {
        var content = new ClipboardContent();
        content.putImage(image(2));
        Clipboard.getSystemClipboard().setContent(content);
    }
}

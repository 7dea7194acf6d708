package org.stockpot.ui.mix;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Orientation;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Rectangle;
import org.stockpot.ui.state.Swatches;
import org.stockpot.ui.text.Texts;
import org.stockpot.ui.theme.Theme;

/**
 * The mixing desk as one table: a row of faders per ingredient, a column per layer group. Heads stay in sight while columns
 * and rows scroll. Below it stands what the fader under the pointer, or else the one with the focus, says.
 */
final class DeskView extends VBox {
    private static final Texts TEXTS = Texts.of(DeskView.class);
    private static final double NARROWEST = 16;
    private static final double WIDEST = 64;
    private static final double LOWEST = 30;
    private static final double HIGHEST = 72;
    private static final double MASTER = 36;
    private static final double SCROLL_BAR = 12;
    private static final double USUAL_TEXT = 11.5;

    private final MixModel model;
    private final Presets presets;
    private final Swatches swatches;
    private final ObservableValue<Theme> theme;
    private final HBox groupHeads = new HBox();
    private final VBox rowHeads = new VBox();
    private final VBox rows = new VBox();
    private final Pane body = clipped(rows);
    private final ScrollPane scroll;
    private final ScrollBar columns = new ScrollBar();
    private final Label scaleText = new Label();
    private final Label line = new Label();
    private final WeightField field = new WeightField("desk-value");
    private final List<DeskRow> shown = new ArrayList<>();
    private Optional<FaderStrip> edited = Optional.empty();
    private double scale = 1;

    DeskView(MixModel model, Presets presets, Swatches swatches, ObservableValue<Theme> theme) {
        this.model = model;
        this.presets = presets;
        this.swatches = swatches;
        this.theme = theme;
        setId("desk-view");
        getStyleClass().add("desk-view");
        scaleText.setId("desk-scale");
        scaleText.getStyleClass().addAll("muted", "small-text");
        scaleText.setWrapText(true);
        var corner = new HBox(scaleText);
        corner.setAlignment(Pos.BOTTOM_LEFT);
        corner.getStyleClass().add("desk-corner");
        Pane headClip = clipped(groupHeads);
        headClip.minHeightProperty().bind(groupHeads.heightProperty());
        headClip.prefHeightProperty().bind(groupHeads.heightProperty());
        HBox.setHgrow(headClip, Priority.ALWAYS);
        var gap = new Region();
        fixWidth(gap, SCROLL_BAR);
        var top = new HBox(corner, headClip, gap);
        HBox.setHgrow(body, Priority.ALWAYS);
        var content = new HBox(rowHeads, body);
        scroll = new ScrollPane(content);
        scroll.setId("desk-scroll");
        scroll.getStyleClass().add("edge-to-edge");
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        columns.setId("desk-columns");
        columns.setOrientation(Orientation.HORIZONTAL);
        columns.setMinHeight(SCROLL_BAR);
        groupHeads.translateXProperty().bind(columns.valueProperty().negate());
        rows.translateXProperty().bind(columns.valueProperty().negate());
        getChildren().addAll(top, scroll, columns, line());
        body.widthProperty().addListener((observable, before, now) -> size());
        scroll.viewportBoundsProperty().addListener((observable, before, now) -> size());
        addEventFilter(ScrollEvent.SCROLL, this::turnColumns);
    }

    /** Makes the rows and columns anew. */
    void build(Desk desk) {
        shown.clear();
        rowHeads.getChildren().clear();
        rows.getChildren().clear();
        groupHeads.getChildren().clear();
        edited = Optional.empty();
        for (Desk.Group group : desk.groups()) {
            groupHeads.getChildren().add(new GroupHead(model, group));
        }
        for (int ingredient = 0; ingredient < desk.strips().size(); ingredient++) {
            int swatch = swatches.of(desk.strips().get(ingredient).source());
            var row = new DeskRow(model, presets, ingredient, swatch, theme);
            shown.add(row);
            rowHeads.getChildren().add(row.head());
            rows.getChildren().add(row.faders());
            watch(row, row.master(), ingredient);
            watch(row, row.faders(), ingredient);
        }
        show(desk);
        size();
    }

    /** Shows the model's values. The scale stays while something is dragged. */
    void show(Desk desk) {
        if (shown.stream().noneMatch(DeskRow::isDragging)) {
            scale = desk.scale();
            scaleText.setText(TEXTS.get("desk.scale", Double.toString(scale)));
        }
        shown.forEach(row -> row.show(desk, scale));
        groupHeads.getChildren().forEach(head -> ((GroupHead) head).show());
        edited.ifPresent(strip -> {
            if (!strip.bars().isEmpty()) {
                field.show(strip.bars().get(strip.currentProperty().get()).weight());
            }
        });
        tell();
    }

    private HBox line() {
        line.setId("desk-line");
        line.getStyleClass().addAll("small-text", "desk-words");
        line.setWrapText(true);
        line.fontProperty().addListener((observable, before, now) -> size());
        line.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(line, Priority.ALWAYS);
        field.setAccessibleText(TEXTS.get("desk.value"));
        field.setDisable(true);
        field.onLeaving(() -> edited.ifPresent(Node::requestFocus));
        var box = new HBox(line, field);
        box.getStyleClass().add("desk-line");
        box.setAlignment(Pos.CENTER_LEFT);
        return box;
    }

    private void watch(DeskRow row, FaderStrip strip, int ingredient) {
        boolean single = strip == row.master();
        strip.focusedProperty().addListener((observable, before, now) -> {
            if (now) {
                edit(strip);
                reveal(strip, ingredient, single);
            }
        });
        strip.currentProperty().addListener((observable, before, now) -> {
            if (edited.equals(Optional.of(strip))) {
                edit(strip);
                reveal(strip, ingredient, single);
            }
        });
        strip.hoveredProperty().addListener((observable, before, now) -> tell());
        strip.onTyping(text -> type(strip, text));
        strip.addEventHandler(KeyEvent.KEY_PRESSED, event -> moveBetweenRows(event, ingredient, single));
    }

    private void edit(FaderStrip strip) {
        edited = Optional.of(strip);
        field.setDisable(false);
        field.steer(strip.knob());
        field.show(strip.bars().get(strip.currentProperty().get()).weight());
        tell();
    }

    private void type(FaderStrip strip, String text) {
        edit(strip);
        field.requestFocus();
        if (text.isEmpty()) {
            field.selectAll();
        } else {
            field.setText(text);
            field.positionCaret(text.length());
        }
    }

    /** Page up and down go from ingredient to ingredient. */
    private void moveBetweenRows(KeyEvent event, int ingredient, boolean single) {
        int to = event.getCode() == KeyCode.PAGE_DOWN
                ? ingredient + 1
                : event.getCode() == KeyCode.PAGE_UP ? ingredient - 1 : ingredient;
        if (to != ingredient && to >= 0 && to < shown.size()) {
            DeskRow row = shown.get(to);
            FaderStrip target = single ? row.master() : row.faders();
            target.select(shown.get(ingredient).faders().currentProperty().get());
            target.requestFocus();
            event.consume();
        }
    }

    /** What the hovered fader says, or else the current one. */
    private void tell() {
        Optional<String> text = Optional.empty();
        for (DeskRow row : shown) {
            if (row.faders().hoveredProperty().get() >= 0) {
                text = Optional.of(row.words(row.faders().hoveredProperty().get()));
            } else if (row.master().hoveredProperty().get() >= 0) {
                text = Optional.of(row.words(-1));
            }
        }
        for (DeskRow row : shown) {
            if (text.isEmpty() && edited.equals(Optional.of(row.faders()))) {
                text = Optional.of(row.words(row.faders().currentProperty().get()));
            } else if (text.isEmpty() && edited.equals(Optional.of(row.master()))) {
                text = Optional.of(row.words(-1));
            }
        }
        line.setText(text.orElse(TEXTS.get("desk.help")));
    }

    /** Scrolls to the current fader of a row. */
    private void reveal(FaderStrip strip, int ingredient, boolean single) {
        double row = rowHeight();
        double view = scroll.getViewportBounds().getHeight();
        double hidden = Math.max(1, row * shown.size() - view);
        double top = scroll.getVvalue() * hidden;
        if (ingredient * row < top) {
            scroll.setVvalue(ingredient * row / hidden);
        } else if ((ingredient + 1) * row > top + view) {
            scroll.setVvalue(Math.min(1, ((ingredient + 1) * row - view) / hidden));
        }
        if (!single && columns.isVisible()) {
            double width = columnWidth();
            double left = strip.currentProperty().get() * width;
            if (left < columns.getValue()) {
                columns.setValue(left);
            } else if (left + width > columns.getValue() + body.getWidth()) {
                columns.setValue(Math.min(columns.getMax(), left + width - body.getWidth()));
            }
        }
    }

    private void turnColumns(ScrollEvent event) {
        if (columns.isVisible() && event.getDeltaX() != 0 && event.getDeltaY() == 0 && !isOnFocusedStrip(event)) {
            columns.setValue(Math.max(0, Math.min(columns.getMax(), columns.getValue() - event.getDeltaX())));
            event.consume();
        }
    }

    private static boolean isOnFocusedStrip(ScrollEvent event) {
        return event.getTarget() instanceof FaderStrip strip && strip.isFocused();
    }

    /** Gives rows and columns the room there is, but never less than can be hit. */
    private void size() {
        double width = columnWidth();
        int count = groupHeads.getChildren().size();
        double hidden = Math.max(0, width * count - body.getWidth());
        columns.setVisible(hidden > 0.5);
        columns.setMax(Math.max(1, hidden));
        columns.setVisibleAmount(columns.getMax() * body.getWidth() / Math.max(1, width * count));
        columns.setUnitIncrement(width);
        columns.setBlockIncrement(body.getWidth());
        if (hidden <= 0.5) {
            columns.setValue(0);
        } else {
            columns.setValue(Math.min(columns.getValue(), hidden));
        }
        groupHeads.getChildren().forEach(head -> fixWidth((Region) head, width));
        double height = rowHeight();
        for (DeskRow row : shown) {
            fixWidth(row.faders(), width * count);
            fixWidth(row.master(), MASTER * larger());
            row.faders().enlarge(larger());
            row.master().enlarge(larger());
            fixHeight(row.faders(), height);
            fixHeight(row.head(), height);
            fixHeight(row.master(), height);
        }
        body.setMinHeight(height * shown.size());
        body.setPrefHeight(height * shown.size());
    }

    private double columnWidth() {
        int count = Math.max(1, groupHeads.getChildren().size());
        return Math.max(NARROWEST * larger(), Math.min(WIDEST * larger(), Math.floor(body.getWidth() / count)));
    }

    private double rowHeight() {
        double room = scroll.getViewportBounds().getHeight() / Math.max(1, shown.size());
        return Math.max(LOWEST * larger(), Math.min(HIGHEST * larger(), Math.floor(room)));
    }

    /** How much larger text is than usual. */
    private double larger() {
        return Math.max(1, line.getFont().getSize() / USUAL_TEXT);
    }

    private static Pane clipped(Node content) {
        var pane = new Pane(content);
        var clip = new Rectangle();
        clip.widthProperty().bind(pane.widthProperty());
        clip.heightProperty().bind(pane.heightProperty());
        pane.setClip(clip);
        pane.setMinWidth(0);
        pane.setPrefWidth(0);
        return pane;
    }

    private static void fixWidth(Region region, double width) {
        region.setMinWidth(width);
        region.setPrefWidth(width);
        region.setMaxWidth(width);
    }

    private static void fixHeight(Region region, double height) {
        region.setMinHeight(height);
        region.setPrefHeight(height);
        region.setMaxHeight(height);
    }
}

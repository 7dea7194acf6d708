package org.stockpot.ui.mix;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.value.ChangeListener;
import javafx.beans.value.ObservableValue;
import javafx.beans.value.WeakChangeListener;
import javafx.scene.AccessibleAction;
import javafx.scene.AccessibleAttribute;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.Canvas;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Region;
import org.stockpot.ui.theme.Palette;
import org.stockpot.ui.theme.Theme;

/**
 * Faders side by side, drawn on one canvas, because a desk has hundreds. One of them is the current one: Left and Right go
 * along, Up and Down move it by 0.01, with Shift by 0.1, with Ctrl by 0.001, and so does the wheel while the strip has the
 * focus. Dragging moves, with Ctrl ten times as fine; double-click, a click with Alt and Delete reset. To a screen reader it
 * is a slider that is called like the current fader.
 */
final class FaderStrip extends Region {
    private static final double FINE = 0.1;
    private static final double SHORTEST_WAY = 100;

    private final ObservableValue<Theme> theme;
    private final int swatch;
    private final IntFunction<Knob> knobs;
    private final Canvas canvas = new Canvas();
    private final ReadOnlyIntegerWrapper current = new ReadOnlyIntegerWrapper(0);
    private final ReadOnlyIntegerWrapper hovered = new ReadOnlyIntegerWrapper(-1);
    private final ChangeListener<Theme> repaint = (observable, before, now) -> draw();
    private List<Bar> bars = List.of();
    private double scale = 1;
    private double larger = 1;
    private IntFunction<String> words = index -> "";
    private Consumer<String> typing = text -> {};
    private boolean dragging;
    private double dragged;
    private double lastY;

    /**
     * @param swatch place of the ingredient in the palette
     * @param knobs what each of the faders moves
     */
    FaderStrip(String id, ObservableValue<Theme> theme, int swatch, IntFunction<Knob> knobs) {
        this.theme = theme;
        this.swatch = swatch;
        this.knobs = knobs;
        setId(id);
        getStyleClass().add("fader-strip");
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.SLIDER);
        canvas.setManaged(false);
        canvas.setMouseTransparent(true);
        getChildren().add(canvas);
        // Strips are made anew with every other desk; the theme outlives them.
        theme.addListener(new WeakChangeListener<>(repaint));
        focusedProperty().addListener((observable, before, now) -> draw());
        current.addListener((observable, before, now) -> {
            draw();
            tell();
        });
        addEventHandler(MouseEvent.MOUSE_PRESSED, this::pressed);
        addEventHandler(MouseEvent.MOUSE_DRAGGED, this::dragged);
        addEventHandler(MouseEvent.MOUSE_RELEASED, event -> released());
        addEventHandler(MouseEvent.MOUSE_CLICKED, event -> {
            if (event.getClickCount() == 2 && !event.isAltDown()) {
                knob().reset();
            }
        });
        addEventHandler(MouseEvent.MOUSE_MOVED, event -> hovered.set(at(event.getX())));
        addEventHandler(MouseEvent.MOUSE_EXITED, event -> hovered.set(-1));
        addEventHandler(ScrollEvent.SCROLL, this::scrolled);
        addEventHandler(KeyEvent.KEY_PRESSED, this::keyPressed);
        addEventHandler(KeyEvent.KEY_TYPED, this::keyTyped);
    }

    /** What each fader is called, with its value. */
    void describe(IntFunction<String> texts) {
        words = texts;
    }

    /** Where a number that is typed on the strip goes, beginning with its first character; empty to only begin. */
    void onTyping(Consumer<String> editor) {
        typing = editor;
    }

    /** The fader that keys move. */
    ReadOnlyIntegerProperty currentProperty() {
        return current.getReadOnlyProperty();
    }

    /** The fader under the pointer; −1 for none. */
    ReadOnlyIntegerProperty hoveredProperty() {
        return hovered.getReadOnlyProperty();
    }

    List<Bar> bars() {
        return bars;
    }

    /** What the current fader moves. */
    Knob knob() {
        return knobs.apply(current.get());
    }

    boolean isDragging() {
        return dragging;
    }

    /** Shows the model's values, on a scale from 0. */
    void show(List<Bar> now, double top) {
        bars = List.copyOf(now);
        scale = top;
        current.set(Math.max(0, Math.min(bars.size() - 1, current.get())));
        draw();
        tell();
    }

    /** Lets numbers be as large as other text. */
    void enlarge(double factor) {
        if (larger != factor) {
            larger = factor;
            draw();
        }
    }

    /** Makes one fader the current one. */
    void select(int index) {
        if (index >= 0 && index < bars.size()) {
            current.set(index);
        }
    }

    @Override
    protected void layoutChildren() {
        if (canvas.getWidth() != getWidth() || canvas.getHeight() != getHeight()) {
            canvas.setWidth(getWidth());
            canvas.setHeight(getHeight());
            draw();
        }
    }

    @Override
    public Object queryAccessibleAttribute(AccessibleAttribute attribute, Object... parameters) {
        return switch (attribute) {
            case TEXT -> words.apply(current.get());
            case VALUE -> bars.isEmpty() ? 0.0 : bars.get(current.get()).weight();
            case MIN_VALUE -> 0.0;
            case MAX_VALUE -> scale;
            default -> super.queryAccessibleAttribute(attribute, parameters);
        };
    }

    @Override
    public void executeAccessibleAction(AccessibleAction action, Object... parameters) {
        switch (action) {
            case INCREMENT -> step(0.01);
            case DECREMENT -> step(-0.01);
            default -> super.executeAccessibleAction(action, parameters);
        }
    }

    private void tell() {
        notifyAccessibleAttributeChanged(AccessibleAttribute.TEXT);
        notifyAccessibleAttributeChanged(AccessibleAttribute.VALUE);
    }

    private void draw() {
        var graphics = canvas.getGraphicsContext2D();
        graphics.clearRect(0, 0, canvas.getWidth(), canvas.getHeight());
        Theme now = theme.getValue();
        var painter = new BarPainter(graphics, now, Palette.colour(swatch, now), scale, larger);
        double width = width();
        for (int index = 0; index < bars.size(); index++) {
            painter.paint(
                    bars.get(index), index * width, width, canvas.getHeight(), isFocused() && index == current.get());
        }
    }

    private double width() {
        return bars.isEmpty() ? getWidth() : getWidth() / bars.size();
    }

    private int at(double x) {
        return bars.isEmpty() ? -1 : (int) Math.max(0, Math.min(bars.size() - 1, x / width()));
    }

    private double weight() {
        return bars.isEmpty() ? 0 : bars.get(current.get()).weight();
    }

    private void pressed(MouseEvent event) {
        requestFocus();
        select(at(event.getX()));
        dragging = false;
        dragged = weight();
        lastY = event.getY();
        if (event.isAltDown() && !bars.isEmpty()) {
            knob().reset();
        }
        event.consume();
    }

    private void dragged(MouseEvent event) {
        if (bars.isEmpty() || event.isAltDown()) {
            return;
        }
        if (!dragging) {
            dragging = true;
            knob().begin();
        }
        double way = Math.max(getHeight() / scale, SHORTEST_WAY);
        double moved = (lastY - event.getY()) / way * (event.isShortcutDown() ? FINE : 1);
        lastY = event.getY();
        dragged = Steps.dragged(dragged, moved);
        knob().set(dragged);
        event.consume();
    }

    private void released() {
        if (dragging) {
            dragging = false;
            knob().end(weight());
        }
    }

    private void scrolled(ScrollEvent event) {
        if (isFocused()) {
            step(Steps.of(event));
            event.consume();
        }
    }

    private void step(double by) {
        if (!bars.isEmpty()) {
            knob().set(Steps.stepped(weight(), by));
        }
    }

    private void keyPressed(KeyEvent event) {
        if (event.isAltDown()) {
            return;
        }
        switch (event.getCode()) {
            case UP -> step(Steps.of(event));
            case DOWN -> step(-Steps.of(event));
            case LEFT -> select(current.get() - 1);
            case RIGHT -> select(current.get() + 1);
            case HOME -> select(0);
            case END -> select(bars.size() - 1);
            case DELETE, BACK_SPACE -> knob().reset();
            case ENTER, F2 -> typing.accept("");
            default -> {
                return;
            }
        }
        hovered.set(-1);
        event.consume();
    }

    private void keyTyped(KeyEvent event) {
        String text = event.getCharacter();
        if (text.matches("[0-9.,+-]") && !event.isShortcutDown() && !event.isAltDown()) {
            typing.accept(text);
            event.consume();
        }
    }
}

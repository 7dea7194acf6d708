package org.stockpot.ui.mix;

import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.kordamp.ikonli.javafx.FontIcon;
import org.stockpot.ui.state.Figures;
import org.stockpot.ui.text.Texts;

/**
 * A slider with an editable number, the effective share and a reset. Double-click or a click with Alt resets; arrow keys
 * move by 0.01, with Shift by 0.1, with Ctrl by 0.001, and so does the wheel over the slider that has the focus; a drag with
 * Ctrl is ten times as fine.
 */
final class Fader extends HBox {
    private static final Texts TEXTS = Texts.of(Fader.class);
    private static final double STEP = 0.01;
    private static final double FINE = 0.1;

    private final Knob knob;
    private final Slider slider = new Slider(0, 1, 0);
    private final WeightField field;
    private final Label share = new Label();
    private double value;
    private boolean showing;
    private boolean dragging;
    private double lastX;

    /**
     * @param id of the slider; the parts get {@code -field}, {@code -share} and {@code -reset} behind it
     * @param name for people who do not see it
     */
    Fader(String id, String name, Knob knob) {
        this.knob = knob;
        this.field = new WeightField(id + "-field");
        getStyleClass().add("fader");
        setAlignment(Pos.CENTER_LEFT);
        prepareSlider(id, name);
        field.steer(knob);
        field.setAccessibleText(TEXTS.get("fader.field", name));
        share.setId(id + "-share");
        share.getStyleClass().addAll("fader-share", "muted");
        share.setTooltip(new Tooltip(TEXTS.get("fader.share")));
        var reset = new Button(null, new FontIcon("mdi2r-restore"));
        reset.setId(id + "-reset");
        reset.getStyleClass().addAll("flat", "small", "button-icon", "fader-reset");
        reset.setAccessibleText(TEXTS.get("fader.reset", name));
        reset.setTooltip(new Tooltip(TEXTS.get("fader.reset.help")));
        reset.setOnAction(event -> knob.reset());
        getChildren().addAll(slider, field, share, reset);
    }

    /** Shows a value that came from the model. */
    void show(double weight, double effective) {
        value = weight;
        field.show(weight);
        put(weight);
        share.setText(Figures.percentShort(effective));
    }

    /** Lets a double-click on what the fader is called reset it, too. */
    void resetBy(Label name) {
        name.setOnMouseClicked(event -> {
            if (event.getButton() == MouseButton.PRIMARY && event.getClickCount() == 2) {
                knob.reset();
            }
        });
    }

    /** Goes to the slider. */
    void focusSlider() {
        slider.requestFocus();
    }

    private void prepareSlider(String id, String name) {
        slider.setId(id);
        slider.getStyleClass().add("small");
        slider.setBlockIncrement(STEP);
        slider.setAccessibleRole(AccessibleRole.SLIDER);
        slider.setAccessibleText(TEXTS.get("fader.weight", name));
        slider.setMinWidth(60);
        HBox.setHgrow(slider, Priority.ALWAYS);
        slider.addEventFilter(MouseEvent.MOUSE_PRESSED, this::pressed);
        slider.addEventFilter(MouseEvent.MOUSE_DRAGGED, this::dragged);
        slider.addEventHandler(MouseEvent.MOUSE_RELEASED, event -> released());
        slider.addEventHandler(MouseEvent.MOUSE_CLICKED, event -> {
            if (event.getClickCount() == 2) {
                knob.reset();
            }
        });
        slider.addEventFilter(KeyEvent.KEY_PRESSED, this::keyPressed);
        slider.addEventHandler(ScrollEvent.SCROLL, this::scrolled);
        slider.valueProperty().addListener((observable, before, now) -> {
            if (!showing) {
                knob.set(now.doubleValue());
                if (!dragging) {
                    put(value);
                }
            }
        });
    }

    private void pressed(MouseEvent event) {
        if (event.isAltDown()) {
            knob.reset();
            event.consume();
            return;
        }
        dragging = true;
        lastX = event.getX();
        knob.begin();
        if (event.isShortcutDown()) {
            slider.requestFocus();
            event.consume();
        }
    }

    /** A fine drag goes on from the value, not from the place of the pointer. */
    private void dragged(MouseEvent event) {
        double moved = event.getX() - lastX;
        lastX = event.getX();
        if (dragging && event.isShortcutDown()) {
            knob.set(Steps.dragged(value, FINE * moved / Math.max(1, slider.getWidth())));
            event.consume();
        }
    }

    private void released() {
        if (dragging) {
            dragging = false;
            knob.end(value);
            put(value);
        }
    }

    private void scrolled(ScrollEvent event) {
        if (slider.isFocused()) {
            knob.set(Steps.stepped(value, Steps.of(event)));
            event.consume();
        }
    }

    private void keyPressed(KeyEvent event) {
        double sign = switch (event.getCode()) {
            case RIGHT, UP -> 1;
            case LEFT, DOWN -> -1;
            default -> 0;
        };
        if (sign != 0 && !event.isAltDown()) {
            knob.set(Steps.stepped(value, sign * Steps.of(event)));
            event.consume();
        }
    }

    /** Puts the knob where the model is, also after a move that was not possible. */
    private void put(double weight) {
        showing = true;
        slider.setValue(Math.max(0, Math.min(1, weight)));
        showing = false;
    }
}

package org.stockpot.ui.mix;

import java.util.OptionalDouble;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.kordamp.ikonli.javafx.FontIcon;
import org.stockpot.ui.state.Figures;

/**
 * A slider with an editable number, the effective share and a reset. Double-click resets; arrow keys move by 0.01, with
 * Shift by 0.1, with Ctrl by 0.001.
 */
final class Fader extends HBox {
    private static final PseudoClass INVALID = PseudoClass.getPseudoClass("invalid");
    private static final double STEP = 0.01;

    private final Knob knob;
    private final Slider slider = new Slider(0, 1, 0);
    private final TextField field = new TextField();
    private final Label share = new Label();
    private double value;
    private boolean showing;

    /**
     * @param id of the slider; the parts get {@code -field}, {@code -share} and {@code -reset} behind it
     * @param name for people who do not see it
     */
    Fader(String id, String name, Knob knob) {
        this.knob = knob;
        getStyleClass().add("fader");
        setAlignment(Pos.CENTER_LEFT);
        prepareSlider(id, name);
        prepareField(id, name);
        share.setId(id + "-share");
        share.getStyleClass().addAll("fader-share", "muted");
        share.setTooltip(new Tooltip("Effective share: weight divided by the sum of all ingredients' weights"));
        var reset = new Button(null, new FontIcon("mdi2r-restore"));
        reset.setId(id + "-reset");
        reset.getStyleClass().addAll("flat", "small", "button-icon", "fader-reset");
        reset.setAccessibleText("Reset " + name);
        reset.setTooltip(new Tooltip("Back to the fair share (double-click on the slider does the same)"));
        reset.setOnAction(event -> knob.reset());
        getChildren().addAll(slider, field, share, reset);
    }

    /** Shows a value that came from the model. */
    void show(double weight, double effective) {
        showing = true;
        value = weight;
        if (Math.abs(slider.getValue() - weight) > 1e-9) {
            slider.setValue(Math.max(0, Math.min(1, weight)));
        }
        if (!field.isFocused() || !field.getPseudoClassStates().contains(INVALID)) {
            field.setText(Figures.weight(weight));
            field.pseudoClassStateChanged(INVALID, false);
        }
        share.setText(Figures.percentShort(effective));
        showing = false;
    }

    private void prepareSlider(String id, String name) {
        slider.setId(id);
        slider.getStyleClass().add("small");
        slider.setBlockIncrement(STEP);
        slider.setAccessibleRole(AccessibleRole.SLIDER);
        slider.setAccessibleText("Weight of " + name);
        slider.setMinWidth(60);
        HBox.setHgrow(slider, Priority.ALWAYS);
        slider.addEventFilter(MouseEvent.MOUSE_PRESSED, event -> knob.begin());
        slider.addEventHandler(MouseEvent.MOUSE_RELEASED, event -> {
            knob.end(value);
            show(value);
        });
        slider.addEventHandler(MouseEvent.MOUSE_CLICKED, event -> {
            if (event.getClickCount() == 2) {
                knob.reset();
            }
        });
        slider.addEventFilter(KeyEvent.KEY_PRESSED, this::keyPressed);
        slider.valueProperty().addListener((observable, before, now) -> {
            if (!showing) {
                knob.set(now.doubleValue());
            }
        });
    }

    private void prepareField(String id, String name) {
        field.setId(id + "-field");
        field.getStyleClass().addAll("small", "number", "fader-field");
        field.setAccessibleText("Weight of " + name + " as a number");
        field.setPrefColumnCount(5);
        field.setMinWidth(62);
        field.setMaxWidth(62);
        field.setTooltip(new Tooltip("A number such as 0.3, 30% or 1/3"));
        field.setOnAction(event -> take());
        field.focusedProperty().addListener((observable, before, now) -> {
            if (!now) {
                take();
            }
        });
    }

    /** Takes what was typed; what is no number stays, is marked, and changes nothing. */
    private void take() {
        if (field.getText().equals(Figures.weight(value))) {
            field.pseudoClassStateChanged(INVALID, false);
            return;
        }
        OptionalDouble typed = WeightText.parse(field.getText());
        field.pseudoClassStateChanged(INVALID, typed.isEmpty());
        if (typed.isPresent()) {
            knob.set(typed.getAsDouble());
            show(value);
        }
    }

    private void keyPressed(KeyEvent event) {
        double step = event.isShiftDown() ? 10 * STEP : event.isShortcutDown() ? STEP / 10 : 0;
        double sign = event.getCode() == KeyCode.RIGHT || event.getCode() == KeyCode.UP
                ? 1
                : event.getCode() == KeyCode.LEFT || event.getCode() == KeyCode.DOWN ? -1 : 0;
        if (step != 0 && sign != 0) {
            knob.set(Math.max(0, value + sign * step));
            event.consume();
        }
    }

    /** Puts the knob where the model is, after a move that was not possible. */
    private void show(double weight) {
        showing = true;
        slider.setValue(Math.max(0, Math.min(1, weight)));
        field.setText(Figures.weight(weight));
        showing = false;
    }
}

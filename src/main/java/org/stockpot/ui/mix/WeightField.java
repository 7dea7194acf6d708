package org.stockpot.ui.mix;

import java.util.Optional;
import java.util.OptionalDouble;
import javafx.css.PseudoClass;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import org.stockpot.ui.state.Figures;
import org.stockpot.ui.text.Texts;

/** A weight to type. What is no number stays, is marked and explained, and changes nothing. */
final class WeightField extends TextField {
    private static final Texts TEXTS = Texts.of(WeightField.class);
    private static final PseudoClass INVALID = PseudoClass.getPseudoClass("invalid");

    private final Tooltip tooltip = new Tooltip(TEXTS.get("field.help"));
    private Optional<Knob> knob = Optional.empty();
    private Runnable leaving = () -> {};
    private double value;

    WeightField(String id) {
        setId(id);
        getStyleClass().addAll("small", "number", "fader-field");
        setPrefColumnCount(5);
        setTooltip(tooltip);
        setOnAction(event -> {
            take();
            if (!isInvalid()) {
                leaving.run();
            }
        });
        focusedProperty().addListener((observable, before, now) -> {
            if (!now) {
                take();
            }
        });
        setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ESCAPE) {
                mark(false);
                setText(Figures.weight(value));
                leaving.run();
                event.consume();
            }
        });
    }

    /** What it sets. */
    void steer(Knob other) {
        knob = Optional.of(other);
        mark(false);
    }

    /** What happens when Enter took a number, or Esc gave it up. */
    void onLeaving(Runnable action) {
        leaving = action;
    }

    /** Shows a value that came from the model, unless something is being corrected here. */
    void show(double weight) {
        value = weight;
        if (!isInvalid()) {
            setText(Figures.weight(weight));
        }
    }

    boolean isInvalid() {
        return getPseudoClassStates().contains(INVALID);
    }

    private void take() {
        if (getText().equals(Figures.weight(value))) {
            mark(false);
            return;
        }
        OptionalDouble typed = WeightText.parse(getText());
        mark(typed.isEmpty());
        if (typed.isPresent()) {
            knob.ifPresent(steered -> steered.set(typed.getAsDouble()));
            setText(Figures.weight(value));
        } else {
            knob.ifPresent(steered -> steered.refuse(TEXTS.get("field.invalid", getText(), Figures.weight(value))));
        }
    }

    private void mark(boolean invalid) {
        pseudoClassStateChanged(INVALID, invalid);
        tooltip.setText(
                invalid ? TEXTS.get("field.invalid", getText(), Figures.weight(value)) : TEXTS.get("field.help"));
    }
}

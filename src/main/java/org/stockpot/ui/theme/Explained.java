package org.stockpot.ui.theme;

import javafx.beans.value.ObservableValue;
import javafx.scene.control.Control;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.StackPane;

/** A control with its tooltip around it: what is disabled gets no mouse events, so a tooltip of its own cannot say why. */
public final class Explained extends StackPane {
    private final Tooltip tooltip = new Tooltip();

    /** @param words what the control does, or why it cannot do so now */
    public Explained(Control control, ObservableValue<String> words) {
        super(control);
        control.setTooltip(null);
        control.accessibleHelpProperty().bind(words);
        tooltip.textProperty().bind(words);
        Tooltip.install(this, tooltip);
    }

    /**
     * One that cannot be used for one reason alone.
     *
     * @param help what the control does
     * @param why why it does not, while it is disabled
     */
    public Explained(Control control, String help, String why) {
        this(control, control.disableProperty().map(off -> off ? why : help));
    }

    /** What the tooltip says now. */
    public String words() {
        return tooltip.getText();
    }
}

package org.stockpot.ui.theme;

import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.MenuItem;

/** Menu items have no tooltips, so one that cannot be chosen says why in a second line. */
public final class ExplainedItem {
    private ExplainedItem() {}

    /**
     * The item itself, disabled while there is a reason.
     *
     * @param why empty while it can be chosen
     */
    public static <T extends MenuItem> T of(T item, ObservableValue<String> why) {
        String name = item.getText();
        item.disableProperty().bind(why.map(reason -> !reason.isEmpty()));
        item.textProperty().bind(why.map(reason -> reason.isEmpty() ? name : name + "\n" + reason));
        return item;
    }

    /** One of a menu that is made anew each time it is opened. */
    public static <T extends MenuItem> T of(T item, String why) {
        return of(item, new ReadOnlyStringWrapper(why));
    }
}

package org.stockpot.ui.difference;

import java.util.List;
import java.util.function.Function;
import javafx.beans.property.Property;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import org.stockpot.ui.text.Worded;
import org.stockpot.ui.theme.LayoutChoice;

/** A choice with its name before it. */
final class Choice {
    private Choice() {}

    /**
     * Makes one that is bound both ways.
     *
     * @param id of the box
     * @param words what each of the values is called
     */
    static <T> Node of(String id, String name, List<T> values, Property<T> value, Function<T, String> words) {
        var box = new ChoiceBox<T>();
        box.setId(id);
        LayoutChoice.keep(box);
        box.getItems().setAll(values);
        box.setConverter(new Worded<>(words));
        box.valueProperty().bindBidirectional(value);
        box.setAccessibleText(name);
        var caption = new Label(name);
        caption.setLabelFor(box);
        caption.getStyleClass().add("muted");
        var row = new HBox(caption, box);
        row.getStyleClass().add("difference-choice");
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }
}

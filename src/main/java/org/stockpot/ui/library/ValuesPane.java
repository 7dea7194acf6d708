package org.stockpot.ui.library;

import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.stockpot.fuse.TensorValues;
import org.stockpot.fuse.TensorValues.Distribution;
import org.stockpot.session.chart.Axis;
import org.stockpot.ui.chart.HistogramChart;
import org.stockpot.ui.text.Texts;

/** The values of a tensor and their difference to the base's, as histograms and in numbers. Layout and bindings only. */
final class ValuesPane extends VBox {
    private static final Texts TEXTS = Texts.of(ValuesPane.class);

    private final DetailsModel model;
    private final Label valueNumbers = numbers("details-numbers");
    private final Label differenceNumbers = numbers("details-difference-numbers");

    ValuesPane(DetailsModel model, ValueCharts charts) {
        this.model = model;
        setId("details-values-pane");
        getStyleClass().add("details-values");
        var both = new HBox(chart(charts.values(), valueNumbers), chart(charts.difference(), differenceNumbers));
        both.getStyleClass().add("details-charts");
        VBox.setVgrow(both, Priority.ALWAYS);
        getChildren().addAll(bar(), both);
        model.valuesProperty().addListener((observable, before, now) -> show());
        show();
    }

    private static Label numbers(String id) {
        var label = new Label();
        label.setId(id);
        label.getStyleClass().add("small-text");
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }

    private static Node chart(HistogramChart chart, Label numbers) {
        VBox.setVgrow(chart, Priority.ALWAYS);
        var box = new VBox(chart, numbers);
        box.setMinWidth(0);
        HBox.setHgrow(box, Priority.ALWAYS);
        box.setPrefWidth(100);
        return box;
    }

    private Node bar() {
        var name = new Label();
        name.setId("details-tensor");
        name.setMinWidth(0);
        name.textProperty()
                .bind(Bindings.createStringBinding(
                        () -> model.tensorProperty().get().orElse(TEXTS.get("values.none")), model.tensorProperty()));
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        var logarithmic = new CheckBox(TEXTS.get("values.logarithmic"));
        logarithmic.setId("details-logarithmic");
        logarithmic.setMinWidth(Region.USE_PREF_SIZE);
        logarithmic.selectedProperty().bindBidirectional(model.logarithmicProperty());
        var stop = button("details-stop", TEXTS.get("values.stop"), "mdi2s-stop", DetailsModel.Values.State.READING);
        stop.setOnAction(event -> model.stop());
        var again =
                button("details-again", TEXTS.get("values.again"), "mdi2r-refresh", DetailsModel.Values.State.STOPPED);
        again.setOnAction(event -> model.readAgain());
        var row = new HBox(name, space, stop, again, logarithmic);
        row.getStyleClass().add("form-row");
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    private Button button(String id, String text, String icon, DetailsModel.Values.State when) {
        var button = new Button(text, new FontIcon(icon));
        button.setId(id);
        button.getStyleClass().add("small");
        button.setMinWidth(Region.USE_PREF_SIZE);
        ObservableValue<Boolean> now = model.valuesProperty().map(one -> one.state() == when);
        button.visibleProperty().bind(now);
        button.managedProperty().bind(now);
        return button;
    }

    private void show() {
        DetailsModel.Values now = model.valuesProperty().get();
        Optional<Distribution> own = now.found().map(TensorValues::values);
        Optional<Distribution> delta = now.found().flatMap(TensorValues::difference);
        valueNumbers.setText(own.map(ValuesPane::words).orElse(""));
        differenceNumbers.setText(delta.map(ValuesPane::words).orElse(""));
    }

    private static String words(Distribution found) {
        String words = TEXTS.get(
                "values.numbers",
                Axis.significant(found.mean()),
                Axis.significant(found.deviation()),
                Axis.significant(found.min()),
                Axis.significant(found.max()),
                found.count());
        return found.nonFinite() == 0 ? words : TEXTS.get("values.with-bad", words, found.nonFinite());
    }
}

package org.stockpot.ui.charts;

import java.util.List;
import java.util.Optional;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;
import org.stockpot.data.Role;
import org.stockpot.session.Trial;
import org.stockpot.ui.chart.Measurement;
import org.stockpot.ui.state.Figures;
import org.stockpot.ui.text.Glossary;
import org.stockpot.ui.text.Texts;
import org.stockpot.ui.theme.Explained;

/** What was selected, with its scores. Layout and bindings only. */
final class SelectedList extends VBox {
    private static final Texts TEXTS = Texts.of(SelectedList.class);
    private static final Glossary GLOSSARY = Glossary.shown();

    private final ChartsModel model;
    private final Label count = new Label();
    private final ListView<Trial> list = new ListView<>();
    private final Button compare = new Button(TEXTS.get("compare"), new FontIcon("mdi2c-compare-horizontal"));

    SelectedList(ChartsModel model) {
        this.model = model;
        setId("charts-selected");
        getStyleClass().addAll("panel", "charts-selected");
        count.setId("charts-selected-count");
        count.getStyleClass().add("panel-title");
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        var clear = new Button(null, new FontIcon("mdi2c-close"));
        clear.setId("charts-clear-selection");
        clear.getStyleClass().addAll("flat", "small");
        clear.setAccessibleText(TEXTS.get("clear"));
        clear.setTooltip(new Tooltip(TEXTS.get("clear")));
        clear.setOnAction(event -> model.selection().clear());
        var bar = new HBox(count, space, clear);
        bar.getStyleClass().add("panel-bar");
        list.setId("charts-selected-list");
        list.setAccessibleText(TEXTS.get("selected.list"));
        list.setCellFactory(view -> new Cell());
        setVgrow(list, Priority.ALWAYS);
        compare.setId("charts-compare");
        compare.getStyleClass().add("small");
        compare.setMaxWidth(Double.MAX_VALUE);
        compare.setOnAction(event -> model.compare());
        var explained = new Explained(compare, TEXTS.get("compare.help"), TEXTS.get("compare.why"));
        explained.managedProperty().bind(compare.managedProperty());
        getChildren().addAll(bar, list, explained);
        ObservableValue<List<Integer>> selected = model.selection().trialsProperty();
        selected.addListener((observable, before, now) -> show());
        show();
    }

    private void show() {
        List<Trial> trials = model.selected();
        setVisible(!trials.isEmpty());
        setManaged(!trials.isEmpty());
        count.setText(TEXTS.get("selected", trials.size()));
        list.getItems().setAll(trials);
        compare.setDisable(trials.size() != 2);
        compare.setVisible(model.canCompare());
        compare.setManaged(model.canCompare());
    }

    private static final class Cell extends ListCell<Trial> {
        @Override
        protected void updateItem(@Nullable Trial trial, boolean empty) {
            super.updateItem(trial, empty);
            setText(
                    empty || trial == null
                            ? null
                            : TEXTS.get(
                                    "selected.row",
                                    GLOSSARY.origin(trial.origin()),
                                    share(Plots.first(trial.evaluations(), Role.VALIDATION)),
                                    share(Plots.first(trial.evaluations(), Role.TEST)),
                                    share(Plots.ood(trial.evaluations()))));
        }

        private static String share(Optional<Measurement> measured) {
            return measured.map(one -> Figures.percent(one.value())).orElse("–");
        }
    }
}

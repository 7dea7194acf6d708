package org.stockpot.ui.search;

import java.util.OptionalDouble;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.stockpot.data.Role;
import org.stockpot.evaluate.OodMean;
import org.stockpot.session.Trial;
import org.stockpot.ui.state.Figures;
import org.stockpot.ui.text.Texts;
import org.stockpot.ui.theme.Columns;
import org.stockpot.ui.theme.Explained;

/** The compromises that a search ended in, one of which can be put on the desk. */
final class FrontView extends VBox {
    private static final Texts TEXTS = Texts.of(FrontView.class);

    private final SearchModel model;
    private final TableView<Compromise> table = new TableView<>();

    FrontView(SearchModel model) {
        this.model = model;
        getStyleClass().add("search-live");
        var explained = new Label(TEXTS.get("front.help"));
        explained.setWrapText(true);
        explained.setMinHeight(Region.USE_PREF_SIZE);
        explained.getStyleClass().addAll("muted", "small-text");
        table.setId("search-front");
        table.setAccessibleText(TEXTS.get("front"));
        table.getStyleClass().add("dense");
        table.setColumnResizePolicy(Columns.ofTable());
        var empty = new Label(TEXTS.get("front.empty"));
        empty.setWrapText(true);
        empty.getStyleClass().add("muted");
        table.setPlaceholder(empty);
        column("weighs", 260, Compromise::weighs);
        column("validation", 90, one -> accuracy(one.trial(), Role.VALIDATION));
        column("test", 90, one -> accuracy(one.trial(), Role.TEST));
        column("ood", 90, one -> mean(one.trial()));
        VBox.setVgrow(table, Priority.ALWAYS);
        var take = new Button(TEXTS.get("front.take"), new FontIcon("mdi2t-tune-vertical"));
        take.setId("search-front-take");
        take.disableProperty()
                .bind(table.getSelectionModel().selectedItemProperty().isNull());
        take.setOnAction(event -> take());
        table.setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ENTER) {
                take();
            }
        });
        getChildren()
                .addAll(
                        explained,
                        table,
                        new Explained(take, TEXTS.get("front.take.help"), TEXTS.get("front.take.why")));
        model.frontProperty()
                .addListener((observable, before, now) -> table.getItems().setAll(now));
        table.getItems().setAll(model.frontProperty().get());
    }

    private void take() {
        Compromise chosen = table.getSelectionModel().getSelectedItem();
        if (chosen != null) {
            model.take(chosen);
        }
    }

    private static String accuracy(Trial trial, Role role) {
        return trial.evaluation(role)
                .map(one -> Figures.percent(one.accuracy()))
                .orElse("–");
    }

    private static String mean(Trial trial) {
        OptionalDouble mean = OodMean.of(trial.evaluations());
        return mean.isPresent() ? Figures.percent(mean.getAsDouble()) : "–";
    }

    private void column(String name, double width, Function<Compromise, String> text) {
        var column = new TableColumn<Compromise, String>(TEXTS.get("front." + name));
        column.setPrefWidth(width);
        column.setMinWidth(0.75 * width);
        column.setCellValueFactory(cell -> new ReadOnlyStringWrapper(text.apply(cell.getValue())));
        column.setSortable(false);
        table.getColumns().add(column);
    }
}

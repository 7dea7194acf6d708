package org.stockpot.ui.search;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.stockpot.search.Decision;
import org.stockpot.ui.text.Glossary;
import org.stockpot.ui.text.Texts;
import org.stockpot.ui.theme.Columns;

/** Why ingredients are in the mix or not: what was measured, how sure that is, and what it was compared with. */
final class DecisionTable extends VBox {
    private static final Texts TEXTS = Texts.of(DecisionTable.class);
    private static final Glossary GLOSSARY = Glossary.shown();

    private final SearchModel model;
    private final TableView<Decision> table = new TableView<>();

    DecisionTable(SearchModel model) {
        this.model = model;
        getStyleClass().add("search-live");
        var explained = new Label(TEXTS.get("decisions.help"));
        explained.setWrapText(true);
        explained.setMinHeight(Region.USE_PREF_SIZE);
        explained.getStyleClass().addAll("muted", "small-text");
        table.setId("search-decision-table");
        table.setAccessibleText(TEXTS.get("decisions"));
        table.getStyleClass().add("dense");
        table.setColumnResizePolicy(Columns.ofTable());
        var empty = new Label(TEXTS.get("decisions.empty"));
        empty.setWrapText(true);
        empty.getStyleClass().add("muted");
        table.setPlaceholder(empty);
        column("ingredient", 120, one -> GLOSSARY.words(one.who()));
        column(
                "outcome",
                140,
                one -> TEXTS.get("outcome." + one.outcome().name().toLowerCase(Locale.ROOT)));
        column("value", 100, one -> format(one.value()));
        column("interval", 100, one -> one.interval().strip());
        column("threshold", 100, one -> one.outcome() == Decision.Outcome.STARTED ? "" : format(one.threshold()));
        VBox.setVgrow(table, Priority.ALWAYS);
        getChildren().addAll(explained, table);
        model.decidedProperty().addListener((observable, before, now) -> show(now));
        show(model.decidedProperty().get());
    }

    private void show(List<Decision> decisions) {
        table.getItems().setAll(decisions);
    }

    private String format(double score) {
        return model.statusProperty().get().goal().format(score);
    }

    private void column(String name, double width, Function<Decision, String> text) {
        var column = new TableColumn<Decision, String>(TEXTS.get("decisions." + name));
        column.setPrefWidth(width);
        column.setMinWidth(0.75 * width);
        column.setCellValueFactory(cell -> new ReadOnlyStringWrapper(text.apply(cell.getValue())));
        column.setSortable(false);
        table.getColumns().add(column);
    }
}

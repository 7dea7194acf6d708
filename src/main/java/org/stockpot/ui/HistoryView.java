package org.stockpot.ui;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.VBox;
import org.stockpot.session.History;
import org.stockpot.ui.state.SessionModel;
import org.stockpot.ui.text.Texts;

/** The steps of the recipe, newest first; a click goes to one, whether it was undone or not. */
final class HistoryView extends VBox {
    private static final Texts TEXTS = Texts.of(HistoryView.class);

    private final SessionModel session;
    private final ListView<Row> list = new ListView<>();

    /**
     * One line.
     *
     * @param steps how many steps are done when one has gone there
     */
    private record Row(String text, int steps, boolean now, boolean undone) {}

    HistoryView(SessionModel session) {
        this.session = session;
        setId("history");
        getStyleClass().add("history-box");
        var title = new Label(TEXTS.get("history.title"));
        title.getStyleClass().add("panel-title");
        list.setId("history-list");
        list.setAccessibleText(TEXTS.get("history.title"));
        list.setPlaceholder(new Label(TEXTS.get("history.empty")));
        list.setCellFactory(view -> new Cell());
        list.setOnMouseClicked(event -> go());
        list.setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ENTER) {
                go();
            }
        });
        getChildren().addAll(title, list);
        session.historyProperty().addListener((observable, before, now) -> show(now));
        show(session.historyProperty().get());
    }

    private void go() {
        Row chosen = list.getSelectionModel().getSelectedItem();
        if (chosen != null && !chosen.now()) {
            session.goTo(chosen.steps());
        }
    }

    private void show(History history) {
        List<Row> rows = new ArrayList<>();
        List<History.Step> future = history.future();
        int done = history.past().size();
        for (int index = 0; index < future.size(); index++) {
            rows.add(new Row(future.get(index).name(), done + future.size() - index, false, true));
        }
        for (int index = done; index > 0; index--) {
            rows.add(new Row(history.past().get(index - 1).name(), index, index == done, false));
        }
        if (!rows.isEmpty()) {
            rows.add(new Row(TEXTS.get("history.start"), 0, done == 0, false));
        }
        list.getItems().setAll(rows);
        rows.stream()
                .filter(Row::now)
                .findFirst()
                .ifPresent(now -> list.getSelectionModel().select(now));
    }

    private static final class Cell extends ListCell<Row> {
        @Override
        protected void updateItem(Row row, boolean empty) {
            super.updateItem(row, empty);
            getStyleClass().removeAll("history-now", "history-undone");
            if (empty || row == null) {
                setText(null);
                return;
            }
            setText(row.now() ? TEXTS.get("history.now", row.text()) : row.text());
            if (row.now()) {
                getStyleClass().add("history-now");
            } else if (row.undone()) {
                getStyleClass().add("history-undone");
            }
        }
    }
}

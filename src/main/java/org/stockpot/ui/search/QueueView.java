package org.stockpot.ui.search;

import javafx.collections.ListChangeListener;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.stockpot.ui.text.Texts;
import org.stockpot.ui.theme.Explained;

/** Searches that wait for the one that runs, with buttons to move them and to take them off. */
final class QueueView extends VBox {
    private static final Texts TEXTS = Texts.of(QueueView.class);

    private final SearchModel model;
    private final VBox lines = new VBox();

    QueueView(SearchModel model) {
        this.model = model;
        getStyleClass().add("search-queue");
        lines.setId("search-queue");
        var title = new Label(TEXTS.get("queue"));
        title.getStyleClass().add("form-title");
        getChildren().addAll(title, lines);
        model.queue().waiting().addListener((ListChangeListener<SearchQueue.Waiting>) change -> show());
        show();
    }

    private void show() {
        lines.getChildren().clear();
        setVisible(!model.queue().waiting().isEmpty());
        setManaged(!model.queue().waiting().isEmpty());
        for (int index = 0; index < model.queue().waiting().size(); index++) {
            lines.getChildren().add(line(model.queue().waiting().get(index), index));
        }
    }

    private Node line(SearchQueue.Waiting one, int index) {
        SearchRequest request = one.request();
        var name = new Label(TEXTS.get(
                "queue.line",
                one.title(),
                request.objective(),
                request.evaluations().map(String::valueOf).orElse("∞"),
                String.valueOf(request.seed())));
        name.setId("search-queue-" + (index + 1));
        name.getStyleClass().add("small-text");
        HBox.setHgrow(name, Priority.ALWAYS);
        name.setMaxWidth(Double.MAX_VALUE);
        name.setMinWidth(0);
        Button up = button("up", index, "mdi2a-arrow-up", TEXTS.get("queue.up", one.title()));
        up.setDisable(index == 0);
        up.setOnAction(event -> model.queue().move(one, -1));
        Button down = button("down", index, "mdi2a-arrow-down", TEXTS.get("queue.down", one.title()));
        down.setDisable(index == model.queue().waiting().size() - 1);
        down.setOnAction(event -> model.queue().move(one, 1));
        Button remove = button("remove", index, "mdi2c-close", TEXTS.get("queue.remove", one.title()));
        remove.setOnAction(event -> model.queue().waiting().remove(one));
        var line = new HBox(
                name,
                new Explained(up, up.getAccessibleText(), TEXTS.get("queue.first")),
                new Explained(down, down.getAccessibleText(), TEXTS.get("queue.last")),
                remove);
        line.getStyleClass().add("form-row");
        return line;
    }

    private static Button button(String what, int index, String icon, String help) {
        var button = new Button(null, new FontIcon(icon));
        button.setId("search-queue-" + what + "-" + (index + 1));
        button.getStyleClass().addAll("flat", "small", "button-icon");
        button.setAccessibleText(help);
        button.setTooltip(new Tooltip(help));
        return button;
    }
}

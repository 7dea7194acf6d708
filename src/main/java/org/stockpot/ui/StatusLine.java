package org.stockpot.ui;

import java.time.format.DateTimeFormatter;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableValue;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.controlsfx.control.PopOver;
import org.controlsfx.control.StatusBar;
import org.kordamp.ikonli.javafx.FontIcon;
import org.stockpot.ui.state.Notice;
import org.stockpot.ui.state.Notices;
import org.stockpot.ui.state.RunningTask;
import org.stockpot.ui.state.Tasks;

/** The line at the bottom: what the files are, what runs, how fast the device is, and the list of notices. */
final class StatusLine extends StatusBar {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");

    private final Tasks tasks;
    private final Notices notices;
    private final HBox running = new HBox();

    /** @param facts one line about the session */
    StatusLine(Tasks tasks, Notices notices, ObservableValue<String> facts, ObservableValue<String> device) {
        this.tasks = tasks;
        this.notices = notices;
        setId("status-bar");
        setText("");
        var left = new Label();
        left.setId("status-facts");
        left.getStyleClass().add("muted");
        left.setMaxHeight(Double.MAX_VALUE);
        left.textProperty().bind(facts);
        getLeftItems().add(left);
        running.setId("status-tasks");
        running.getStyleClass().add("status-tasks");
        running.setAlignment(Pos.CENTER_RIGHT);
        var deviceLabel = new Label();
        deviceLabel.setId("status-device");
        deviceLabel.getStyleClass().add("muted");
        deviceLabel.textProperty().bind(device);
        deviceLabel.setMaxHeight(Double.MAX_VALUE);
        getRightItems().addAll(running, deviceLabel, noticesButton());
        tasks.running().addListener((ListChangeListener<RunningTask>) change -> show());
        show();
    }

    /** The task that runs longest, and how many more there are. */
    private void show() {
        running.getChildren().clear();
        if (tasks.running().isEmpty()) {
            return;
        }
        RunningTask first = tasks.running().get(0);
        var text = new Label();
        text.setId("status-task");
        text.textProperty().bind(first.textProperty());
        text.setMaxWidth(340);
        var bar = new ProgressBar();
        bar.setId("status-progress");
        bar.getStyleClass().add("small");
        bar.setPrefWidth(110);
        bar.setMinWidth(110);
        bar.progressProperty().bind(first.fractionProperty());
        var cancel = new Button(null, new FontIcon("mdi2c-close"));
        cancel.setId("status-cancel");
        cancel.getStyleClass().addAll("flat", "small", "button-icon");
        cancel.setAccessibleText("Stop " + first.name());
        cancel.setTooltip(new Tooltip("Stop " + first.name()));
        cancel.setOnAction(event -> first.cancel());
        running.getChildren().addAll(text, bar, cancel);
        if (tasks.running().size() > 1) {
            var more = new Label("+" + (tasks.running().size() - 1));
            more.setId("status-more");
            more.getStyleClass().add("muted");
            var tooltip = new Tooltip(String.join(
                    "\n",
                    tasks.running().stream().skip(1).map(RunningTask::name).toList()));
            more.setTooltip(tooltip);
            running.getChildren().add(more);
        }
    }

    private Node noticesButton() {
        var button = new Button(null, new FontIcon("mdi2b-bell-outline"));
        button.setId("status-notices");
        button.getStyleClass().addAll("flat", "small");
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.textProperty()
                .bind(Bindings.createStringBinding(
                        () -> notices.all().isEmpty()
                                ? "Notices"
                                : "Notices (" + notices.all().size() + ")",
                        notices.all()));
        button.setTooltip(new Tooltip("What happened: problems and finished work"));
        var popOver = new PopOver(list());
        popOver.setArrowLocation(PopOver.ArrowLocation.BOTTOM_RIGHT);
        popOver.setTitle("Notices");
        popOver.setAnimated(false);
        button.setOnAction(event -> {
            if (popOver.isShowing()) {
                popOver.hide();
            } else {
                popOver.getRoot().getStylesheets().setAll(button.getScene().getStylesheets());
                popOver.show(button);
            }
        });
        return button;
    }

    private Node list() {
        var list = new ListView<>(notices.all());
        list.setId("notices-list");
        list.setAccessibleText("Notices");
        list.setPlaceholder(new Label("Nothing happened yet"));
        list.setPrefSize(480, 260);
        list.setCellFactory(view -> new NoticeCell());
        var clear = new Button("Clear");
        clear.setId("notices-clear");
        clear.getStyleClass().add("small");
        clear.setOnAction(event -> notices.clear());
        var title = new Label("Notices");
        title.getStyleClass().add("panel-title");
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        var head = new HBox(title, space, clear);
        head.setAlignment(Pos.CENTER_LEFT);
        var box = new VBox(head, list);
        box.getStyleClass().add("notices-box");
        return box;
    }

    private static final class NoticeCell extends ListCell<Notice> {
        @Override
        protected void updateItem(Notice notice, boolean empty) {
            super.updateItem(notice, empty);
            if (empty || notice == null) {
                setText(null);
                setGraphic(null);
                return;
            }
            setWrapText(true);
            setPrefWidth(0);
            setText(notice.at().format(CLOCK) + "  " + notice.subject() + ": " + notice.text());
            setGraphic(new FontIcon(
                    notice.kind() == Notice.Kind.PROBLEM
                            ? "mdi2a-alert-circle-outline"
                            : "mdi2c-check-circle-outline"));
        }
    }
}

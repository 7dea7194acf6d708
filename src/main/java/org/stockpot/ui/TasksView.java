package org.stockpot.ui;

import java.nio.file.Path;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import javafx.beans.InvalidationListener;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.stockpot.ui.state.Figures;
import org.stockpot.ui.state.FinishedTask;
import org.stockpot.ui.state.RunningTask;
import org.stockpot.ui.state.Tasks;
import org.stockpot.ui.text.Texts;

/** What runs, how far it is, with pause and stop; and what has ended. */
final class TasksView extends VBox {
    private static final Texts TEXTS = Texts.of(TasksView.class);
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");

    private final Tasks tasks;
    private final Consumer<Path> shower;
    private final VBox running = new VBox();
    private final VBox finished = new VBox();
    private final Map<RunningTask, Node> rows = new HashMap<>();

    /** @param shower shows the folder of a file that a task wrote */
    TasksView(Tasks tasks, Consumer<Path> shower) {
        this.tasks = tasks;
        this.shower = shower;
        setId("tasks");
        getStyleClass().add("tasks-box");
        running.setId("tasks-running");
        running.getStyleClass().add("task-rows");
        finished.setId("tasks-finished");
        finished.getStyleClass().add("task-rows");
        var content = new VBox(title("tasks.running"), running, title("tasks.finished"), finished);
        content.getStyleClass().add("task-rows");
        var scroll = new ScrollPane(content);
        scroll.setId("tasks-scroll");
        scroll.setFitToWidth(true);
        scroll.setAccessibleText(TEXTS.get("tasks.list"));
        VBox.setVgrow(scroll, Priority.ALWAYS);
        getChildren().add(scroll);
        InvalidationListener follow = change -> show();
        tasks.running().addListener(follow);
        tasks.finished().addListener(follow);
        show();
    }

    private void show() {
        rows.keySet().retainAll(tasks.running());
        running.getChildren()
                .setAll(tasks.running().stream()
                        .map(task -> rows.computeIfAbsent(task, TasksView::row))
                        .toList());
        if (tasks.running().isEmpty()) {
            running.getChildren().add(muted(TEXTS.get("tasks.none-running")));
        }
        finished.getChildren().setAll(tasks.finished().stream().map(this::row).toList());
        if (tasks.finished().isEmpty()) {
            finished.getChildren().add(muted(TEXTS.get("tasks.none-finished")));
        }
    }

    private static Node row(RunningTask task) {
        var name = new Label(task.name());
        name.getStyleClass().add("task-name");
        name.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(name, Priority.ALWAYS);
        var pause = new ToggleButton(null, new FontIcon("mdi2p-pause"));
        pause.setId("task-pause");
        pause.getStyleClass().addAll("flat", "small", "button-icon");
        pause.setAccessibleText(TEXTS.get("tasks.pause", task.name()));
        pause.setTooltip(new Tooltip(TEXTS.get("tasks.pause", task.name())));
        pause.setOnAction(event -> {
            if (task.pausedProperty().get()) {
                task.resume();
            } else {
                task.pause();
            }
        });
        task.pausedProperty().addListener((observable, before, paused) -> pause.setSelected(paused));
        pause.setSelected(task.pausedProperty().get());
        var stop = new Button(null, new FontIcon("mdi2c-close"));
        stop.setId("task-stop");
        stop.getStyleClass().addAll("flat", "small", "button-icon");
        stop.setAccessibleText(TEXTS.get("status.stop", task.name()));
        stop.setTooltip(new Tooltip(TEXTS.get("status.stop", task.name())));
        stop.setOnAction(event -> task.cancel());
        var bar = new ProgressBar();
        bar.getStyleClass().add("small");
        bar.setMaxWidth(Double.MAX_VALUE);
        bar.setAccessibleText(task.name());
        bar.progressProperty().bind(task.fractionProperty());
        var detail = muted("");
        detail.textProperty().bind(task.detailProperty());
        var head = new HBox(4, name, pause, stop);
        head.setAlignment(Pos.CENTER_LEFT);
        return new VBox(2, head, bar, detail);
    }

    private Node row(FinishedTask task) {
        var icon = new FontIcon(
                switch (task.end().outcome()) {
                    case DONE -> "mdi2c-check-circle-outline";
                    case STOPPED -> "mdi2s-stop-circle-outline";
                    case FAILED -> "mdi2a-alert-circle-outline";
                });
        var name = new Label(task.name(), icon);
        name.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(name, Priority.ALWAYS);
        String words = TEXTS.get(
                "tasks." + task.end().outcome().name().toLowerCase(java.util.Locale.ROOT),
                Figures.elapsed(task.took()),
                task.at().format(CLOCK));
        var how = muted(words);
        how.setMinWidth(Region.USE_PREF_SIZE);
        var line = new HBox(8, name, how);
        line.setAlignment(Pos.CENTER_LEFT);
        task.end().file().ifPresent(file -> line.getChildren().add(show(file)));
        if (task.end().why().isEmpty()) {
            return line;
        }
        var why = muted(task.end().why());
        why.setWrapText(true);
        why.setMinHeight(Region.USE_PREF_SIZE);
        return new VBox(2, line, why);
    }

    private Button show(Path file) {
        String words = TEXTS.get("tasks.show", String.valueOf(file.getFileName()));
        var button = new Button(null, new FontIcon("mdi2f-folder-open-outline"));
        button.setId("task-show");
        button.getStyleClass().addAll("flat", "small", "button-icon");
        button.setAccessibleText(words);
        button.setTooltip(new Tooltip(words));
        button.setOnAction(event -> shower.accept(file));
        return button;
    }

    private static Label title(String key) {
        var title = new Label(TEXTS.get(key));
        title.getStyleClass().add("panel-title");
        return title;
    }

    private static Label muted(String text) {
        var label = new Label(text);
        label.getStyleClass().addAll("muted", "small-text");
        return label;
    }
}

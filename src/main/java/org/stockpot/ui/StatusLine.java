package org.stockpot.ui;

import java.nio.file.Path;
import java.util.List;
import javafx.beans.Observable;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.StringExpression;
import javafx.beans.value.ObservableValue;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.controlsfx.control.PopOver;
import org.controlsfx.control.StatusBar;
import org.kordamp.ikonli.javafx.FontIcon;
import org.stockpot.job.QueueLane;
import org.stockpot.session.settings.FolderView;
import org.stockpot.ui.state.Notices;
import org.stockpot.ui.state.RunningTask;
import org.stockpot.ui.state.Tasks;
import org.stockpot.ui.text.Texts;

/** The line at the bottom: what the files are, what runs, memory, device, and the lists of tasks and notices. */
final class StatusLine extends StatusBar {
    private static final Texts TEXTS = Texts.of(StatusLine.class);

    private final Tasks tasks;
    private final HBox running = new HBox();
    private final MemoryMeter memory;
    private final Button tasksButton = new Button(null, new FontIcon("mdi2p-progress-clock"));
    private final Button noticesButton = new Button(null, new FontIcon("mdi2b-bell-outline"));
    private final PopUp tasksPage;
    private final PopUp noticesPage;

    /**
     * @param io where memory is measured
     * @param facts one line about the session
     */
    StatusLine(
            Tasks tasks, Notices notices, QueueLane io, ObservableValue<String> facts, ObservableValue<String> device) {
        this.tasks = tasks;
        this.memory = new MemoryMeter(io);
        this.tasksPage =
                new PopUp(new TasksView(tasks, file -> showFolder(file, io)), PopOver.ArrowLocation.BOTTOM_RIGHT);
        this.noticesPage = new PopUp(new NoticeList(notices), PopOver.ArrowLocation.BOTTOM_RIGHT);
        setId("status-bar");
        setText("");
        setFocusTraversable(false);
        getLeftItems().add(label("status-facts", facts));
        running.setId("status-tasks");
        running.getStyleClass().add("status-tasks");
        running.setAlignment(Pos.CENTER_RIGHT);
        dress(tasksButton, "status-jobs", "status.tasks.help");
        tasksButton
                .textProperty()
                .bind(Bindings.createStringBinding(
                        () -> TEXTS.get("status.tasks", tasks.running().size()), tasks.running()));
        tasksButton.setOnAction(event -> showTasks());
        dress(noticesButton, "status-notices", "status.notices.help");
        noticesButton
                .textProperty()
                .bind(Bindings.createStringBinding(
                        () -> TEXTS.get("status.notices", notices.all().size()), notices.all()));
        noticesButton.setOnAction(event -> showNotices());
        getRightItems().addAll(running, memory, label("status-device", device), tasksButton, noticesButton);
        tasks.running().addListener((ListChangeListener<RunningTask>) change -> show());
        show();
    }

    private void showFolder(Path file, QueueLane io) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            tasks.start(
                    TEXTS.get("tasks.folder"),
                    io,
                    context -> {
                        FolderView.show(folder).run(context);
                        return true;
                    },
                    shown -> {});
        }
    }

    /** Once per pulse. */
    void poll() {
        memory.poll();
    }

    /** Opens or closes the list of tasks. */
    void showTasks() {
        tasksPage.toggle(tasksButton);
    }

    /** Opens or closes the list of notices. */
    void showNotices() {
        noticesPage.toggle(noticesButton);
    }

    /** How many more tasks there are, and how far all of them are; one that does not know counts as just begun. */
    private static StringExpression overall(List<RunningTask> all) {
        Observable[] fractions = all.stream().map(RunningTask::fractionProperty).toArray(Observable[]::new);
        return Bindings.createStringBinding(
                () -> TEXTS.get(
                        "status.more",
                        all.size() - 1,
                        all.stream()
                                .mapToDouble(task ->
                                        Math.max(0, task.fractionProperty().get()))
                                .average()
                                .orElse(0)),
                fractions);
    }

    private static Node label(String id, ObservableValue<String> text) {
        var label = new Label();
        label.setId(id);
        label.getStyleClass().add("muted");
        label.setMaxHeight(Double.MAX_VALUE);
        label.textProperty().bind(text);
        return label;
    }

    private static void dress(Button button, String id, String help) {
        button.setId(id);
        button.getStyleClass().addAll("flat", "small");
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setTooltip(new Tooltip(TEXTS.get(help)));
    }

    /** The task that runs longest, how many more there are, and how far all of them are. */
    private void show() {
        running.getChildren().clear();
        if (tasks.running().isEmpty()) {
            return;
        }
        RunningTask first = tasks.running().get(0);
        var text = new Label();
        text.setId("status-task");
        text.textProperty().bind(first.textProperty());
        var bar = new ProgressBar();
        bar.setId("status-progress");
        bar.getStyleClass().add("small");
        bar.setAccessibleText(first.name());
        bar.progressProperty().bind(first.fractionProperty());
        var cancel = new Button(null, new FontIcon("mdi2c-close"));
        cancel.setId("status-cancel");
        cancel.getStyleClass().addAll("flat", "small", "button-icon");
        cancel.setAccessibleText(TEXTS.get("status.stop", first.name()));
        cancel.setTooltip(new Tooltip(TEXTS.get("status.stop", first.name())));
        cancel.setOnAction(event -> first.cancel());
        running.getChildren().addAll(text, bar, cancel);
        if (tasks.running().size() > 1) {
            var more = new Label();
            more.textProperty().bind(overall(List.copyOf(tasks.running())));
            more.setId("status-more");
            more.getStyleClass().add("muted");
            more.setTooltip(new Tooltip(String.join(
                    "\n",
                    tasks.running().stream().skip(1).map(RunningTask::name).toList())));
            running.getChildren().add(more);
        }
    }
}

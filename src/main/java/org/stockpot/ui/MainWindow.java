package org.stockpot.ui;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.scene.Scene;
import javafx.scene.control.Alert;
import javafx.scene.control.ButtonBar;
import javafx.scene.control.ButtonType;
import javafx.stage.FileChooser;
import javafx.stage.Stage;
import javafx.stage.WindowEvent;
import org.stockpot.session.DropSort;
import org.stockpot.session.Session;
import org.stockpot.session.SessionFile;
import org.stockpot.session.UntrustedProgramException;
import org.stockpot.session.Workbench;
import org.stockpot.ui.state.Pulse;
import org.stockpot.ui.theme.Appearance;

/** The window: puts models and panels together and does what concerns the window as a whole. */
public final class MainWindow {
    private static final double WIDTH = 1280;
    private static final double HEIGHT = 800;

    private final Stage stage;
    private final Workbench workbench;
    private final Appearance appearance;
    private final Optional<Path> demo;
    private final Crashes crashes;
    private final Kitchen kitchen;
    private final MainView view;
    private final Pulse pulse = new Pulse();

    /** @param demo the session that the button for the demo opens */
    public MainWindow(Stage stage, Workbench workbench, Appearance appearance, Optional<Path> demo) {
        this.stage = stage;
        this.workbench = workbench;
        this.appearance = appearance;
        this.demo = demo;
        this.crashes = new Crashes(appearance);
        this.kitchen = new Kitchen(workbench, crashes);
        this.view = new MainView(
                kitchen, appearance, Actions.of(kitchen.session(), demo.isPresent(), new Doings()), this::dropped);
        var scene = new Scene(view, WIDTH, HEIGHT);
        appearance.dress(scene);
        scene.getStylesheets()
                .add(java.util.Objects.requireNonNull(MainWindow.class.getResource("workbench.css"))
                        .toExternalForm());
        stage.setScene(scene);
        stage.setMinWidth(960);
        stage.setMinHeight(640);
        stage.titleProperty()
                .bind(Bindings.createStringBinding(
                        this::title,
                        kitchen.session().fileProperty(),
                        kitchen.session().unsavedProperty()));
        stage.addEventHandler(WindowEvent.WINDOW_CLOSE_REQUEST, this::closing);
        kitchen.tasks().setAsking(this::askToRun);
        pulse.each(kitchen::poll);
    }

    public Stage stage() {
        return stage;
    }

    /** What the window works on. */
    public Kitchen kitchen() {
        return kitchen;
    }

    /** Ids of the rooms, in the order of the rail. */
    public List<String> rooms() {
        return view.rooms().stream().map(Room::id).toList();
    }

    /** Goes to a room. */
    public void enter(String room) {
        view.show(room);
    }

    /** Shows the window; from now on errors of the program on the JavaFX thread are shown in it. */
    public void show() {
        Thread.currentThread().setUncaughtExceptionHandler(crashes);
        pulse.start();
        stage.show();
    }

    /** Stops reading what background work leaves behind; for when the window is gone. */
    public void dispose() {
        pulse.stop();
        kitchen.tasks().running().forEach(task -> task.cancel());
    }

    /** Opens a session file in place of what is on the screen; the demo's ingredients are measured at once. */
    public void open(Path file) {
        kitchen.tasks()
                .start("Open " + file.getFileName(), workbench.io(), context -> SessionFile.read(file), opened -> {
                    kitchen.session().open(opened, Optional.of(file));
                    if (Optional.of(file).equals(demo)) {
                        kitchen.solo().measure();
                    }
                });
    }

    private String title() {
        String name = kitchen.session()
                .fileProperty()
                .get()
                .map(file -> String.valueOf(file.getFileName()))
                .orElse("new session");
        return (kitchen.session().unsavedProperty().get() ? "● " : "") + name + " – Stockpot";
    }

    /** Files were dropped on the window: a look into them tells sessions, checkpoints and data sets from each other. */
    void dropped(List<Path> files) {
        kitchen.tasks().start("Look at what was dropped", workbench.io(), workbench.sort(files), this::take);
    }

    private void take(DropSort sorted) {
        sorted.refused().forEach(refusal -> kitchen.notices().problem("Not added", refusal.text()));
        sorted.sessions().stream().findFirst().ifPresent(this::openIfAgreed);
        if (!sorted.checkpoints().isEmpty()) {
            kitchen.library().add(sorted.checkpoints());
        }
        if (!sorted.data().isEmpty()) {
            kitchen.data().offer(sorted.data());
            view.show("data");
        }
    }

    private void askToRun(UntrustedProgramException program) {
        if (TrustDialog.ask(stage, appearance, program)) {
            workbench.trust().add(program.sha256());
            kitchen.live().measure();
        }
    }

    private void openIfAgreed(Path file) {
        if (mayDiscard()) {
            open(file);
        }
    }

    /** Asks whether to save what has not been saved; true if the window may go on to something else. */
    private boolean mayDiscard() {
        if (!kitchen.session().unsavedProperty().get()
                || kitchen.session().session().sources().isEmpty()) {
            return true;
        }
        var save = new ButtonType("Save", ButtonBar.ButtonData.YES);
        var discard = new ButtonType("Do not save", ButtonBar.ButtonData.NO);
        var ask = new Alert(Alert.AlertType.CONFIRMATION, "", save, discard, ButtonType.CANCEL);
        ask.initOwner(stage);
        ask.setTitle("Stockpot");
        ask.setHeaderText("Save this session before it is closed?");
        ask.setContentText("It has changes that are not in a file.");
        ask.getDialogPane().setId("save-dialog");
        appearance.dress(ask.getDialogPane().getScene());
        Optional<ButtonType> answer = ask.showAndWait();
        if (answer.filter(chosen -> chosen == save).isPresent()) {
            return saveNow();
        }
        return answer.filter(chosen -> chosen == discard).isPresent();
    }

    private void closing(WindowEvent event) {
        if (!mayDiscard()) {
            event.consume();
        }
    }

    /** Starts to write; false if the user chose no file. */
    private boolean saveNow() {
        Optional<Path> file = kitchen.session().fileProperty().get().or(this::chooseTarget);
        file.ifPresent(this::write);
        return file.isPresent();
    }

    private void write(Path file) {
        Session written = kitchen.session().session();
        kitchen.tasks()
                .start(
                        "Save " + file.getFileName(),
                        workbench.io(),
                        context -> {
                            SessionFile.write(written, file);
                            return file;
                        },
                        to -> kitchen.session().saved(written, to));
    }

    private Optional<Path> chooseTarget() {
        FileChooser chooser = sessionChooser("Save the session");
        chooser.setInitialFileName("session" + SessionFile.ENDING);
        return Optional.ofNullable(chooser.showSaveDialog(stage))
                .map(File::getPath)
                .map(MainWindow::withEnding);
    }

    private static Path withEnding(String path) {
        return Path.of(path.toLowerCase(Locale.ROOT).endsWith(".json") ? path : path + SessionFile.ENDING);
    }

    private static FileChooser sessionChooser(String title) {
        var chooser = new FileChooser();
        chooser.setTitle(title);
        chooser.getExtensionFilters().add(new FileChooser.ExtensionFilter("Stockpot sessions", "*.json"));
        return chooser;
    }

    private List<Path> chooseCheckpoints(String title) {
        var chooser = new FileChooser();
        chooser.setTitle(title);
        chooser.getExtensionFilters()
                .addAll(
                        new FileChooser.ExtensionFilter(
                                "Checkpoints", "*.safetensors", "*.pt", "*.pth", "*.bin", "*.ckpt", "*.index.json"),
                        new FileChooser.ExtensionFilter("All files", "*"));
        List<File> chosen = chooser.showOpenMultipleDialog(stage);
        return chosen == null ? List.of() : chosen.stream().map(File::toPath).toList();
    }

    /** What the actions do. */
    private final class Doings implements Actions.Doing {
        @Override
        public void open() {
            Optional.ofNullable(sessionChooser("Open a session").showOpenDialog(stage))
                    .map(File::toPath)
                    .ifPresent(MainWindow.this::openIfAgreed);
        }

        @Override
        public void save() {
            saveNow();
        }

        @Override
        public void saveAs() {
            chooseTarget().ifPresent(MainWindow.this::write);
        }

        @Override
        public void openDemo() {
            demo.ifPresentOrElse(
                    MainWindow.this::openIfAgreed,
                    () -> kitchen.notices()
                            .problem("Demo", "The demo's files are not beside the program; they lie in assets/demo."));
        }

        @Override
        public void addCheckpoints() {
            kitchen.library().add(chooseCheckpoints("Add checkpoints"));
        }

        @Override
        public void addBase() {
            kitchen.library().addBase(chooseCheckpoints("Choose the base"));
        }

        @Override
        public void measure() {
            kitchen.live().measure();
        }

        @Override
        public void measureSolo() {
            kitchen.solo().measure();
        }

        @Override
        public void search() {
            view.show("search");
        }

        @Override
        public void export() {
            view.showExport();
        }

        @Override
        public void report() {
            view.showReport();
        }

        @Override
        public void switchTheme() {
            appearance.show(appearance.theme().other());
        }

        @Override
        public void about() {
            var about = new Alert(Alert.AlertType.INFORMATION);
            about.initOwner(stage);
            about.setTitle("About Stockpot");
            about.setHeaderText("Stockpot, a workbench for model soups");
            about.setContentText("""
                    Mix finetuned models layer group by layer group, measure, search, export.

                    Apache License 2.0. Manifold mixing: Fassold 2023, arXiv:2309.08610.
                    Model soups: Wortsman et al. 2022, arXiv:2203.05482.""");
            appearance.dress(about.getDialogPane().getScene());
            about.show();
        }

        @Override
        public void quit() {
            stage.fireEvent(new WindowEvent(stage, WindowEvent.WINDOW_CLOSE_REQUEST));
        }
    }
}

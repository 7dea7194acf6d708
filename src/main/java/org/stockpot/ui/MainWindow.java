package org.stockpot.ui;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.event.EventHandler;
import javafx.scene.Scene;
import javafx.stage.Stage;
import javafx.stage.WindowEvent;
import org.stockpot.session.DropSort;
import org.stockpot.session.UntrustedProgramException;
import org.stockpot.session.Workbench;
import org.stockpot.session.settings.DesktopTheme;
import org.stockpot.session.settings.Profile;
import org.stockpot.ui.files.Chooser;
import org.stockpot.ui.files.FileDialogs;
import org.stockpot.ui.files.SystemChooser;
import org.stockpot.ui.state.AutosaveModel;
import org.stockpot.ui.state.Pulse;
import org.stockpot.ui.state.RecentModel;
import org.stockpot.ui.state.SettingsModel;
import org.stockpot.ui.text.Texts;
import org.stockpot.ui.theme.Appearance;

/** The window: puts models and panels together and does what concerns the window as a whole. */
public final class MainWindow {
    private static final Texts TEXTS = Texts.of(MainWindow.class);
    private static final double LEAST_WIDTH = 960;
    private static final double LEAST_HEIGHT = 640;

    private final Stage stage;
    private final Workbench workbench;
    private final Appearance appearance;
    private final Optional<Path> demo;
    private final Crashes crashes;
    private final Kitchen kitchen;
    private final SettingsModel settings;
    private final Optional<AutosaveModel> autosave;
    private final Filing filing;
    private final Actions actions;
    private final MainView view;
    private final WindowLayout layout;
    private final Shell shell;
    private final EventHandler<WindowEvent> closing = this::closing;
    private final Pulse pulse = new Pulse();

    /**
     * A window that keeps nothing for the next one.
     *
     * @param demo the session that the button for the demo opens
     */
    public MainWindow(Stage stage, Workbench workbench, Appearance appearance, Optional<Path> demo) {
        this(stage, workbench, appearance, demo, Optional.empty());
    }

    /**
     * @param demo the session that the button for the demo opens
     * @param profile what earlier windows left and this one leaves
     */
    public MainWindow(
            Stage stage, Workbench workbench, Appearance appearance, Optional<Path> demo, Optional<Profile> profile) {
        this(stage, workbench, appearance, demo, profile, new SystemChooser(stage));
    }

    /** @param chooser asks for files */
    MainWindow(
            Stage stage,
            Workbench workbench,
            Appearance appearance,
            Optional<Path> demo,
            Optional<Profile> profile,
            Chooser chooser) {
        this.stage = stage;
        this.workbench = workbench;
        this.appearance = appearance;
        this.demo = demo;
        Optional<Path> logs = profile.map(kept -> kept.folders().logs());
        this.crashes = new Crashes(appearance, workbench.io(), logs);
        this.kitchen = new Kitchen(workbench, crashes);
        this.settings = new SettingsModel(profile, workbench.io(), kitchen.notices());
        kitchen.mix().curves().keepIn(settings);
        this.autosave = profile.map(kept -> new AutosaveModel(
                kept.autosave(),
                workbench.io(),
                kitchen.session(),
                kitchen.tasks(),
                kitchen.notices(),
                Clock.systemUTC()));
        var questions = new Questions(stage, appearance);
        var dialogs = new FileDialogs(chooser, settings, questions::mayReplace);
        var sessions = new SessionDialogs(dialogs);
        this.filing = new Filing(kitchen.session(), kitchen.tasks(), workbench, sessions::save, questions);
        this.shell = new Shell(stage, kitchen, settings, appearance, workbench.io(), questions, logs);
        this.actions = new Actions(
                kitchen.session(),
                kitchen.tasks(),
                demo.isPresent(),
                new Keymap(settings),
                new WindowDoing(this, sessions),
                shell);
        var recent = new RecentModel(settings, kitchen.session(), workbench.io());
        this.view = new MainView(
                kitchen,
                appearance,
                actions,
                dialogs,
                new RecentMenu(recent, this::openIfAgreed).menu(),
                new RecentStrip(recent, kitchen.session(), this::openIfAgreed),
                workbench.io(),
                this::dropped);
        this.layout = new WindowLayout(stage, view, settings);
        shell.attach(view, actions, layout);
        furnish();
    }

    private void furnish() {
        var scene = new Scene(view, WindowLayout.WIDTH, WindowLayout.HEIGHT);
        scene.getStylesheets()
                .add(Objects.requireNonNull(MainWindow.class.getResource("workbench.css"))
                        .toExternalForm());
        appearance.dress(scene);
        view.menus().listenIn(scene);
        stage.setScene(scene);
        stage.getIcons().setAll(WindowIcon.all());
        stage.setMinWidth(LEAST_WIDTH);
        stage.setMinHeight(LEAST_HEIGHT);
        stage.titleProperty()
                .bind(Bindings.createStringBinding(
                        this::title,
                        kitchen.session().fileProperty(),
                        kitchen.session().unsavedProperty()));
        stage.addEventHandler(WindowEvent.WINDOW_CLOSE_REQUEST, closing);
        kitchen.tasks().setAsking(this::askToRun);
        new LookKeeper(settings, appearance, workbench.io(), DesktopTheme.ofThisMachine()).follow();
        layout.restore();
        pulse.each(kitchen::poll);
        pulse.each(view::poll);
        pulse.each(settings::poll);
        autosave.ifPresent(safe -> pulse.each(safe::poll));
    }

    public Stage stage() {
        return stage;
    }

    /** What the window works on. */
    public Kitchen kitchen() {
        return kitchen;
    }

    /** What the user chose. */
    public SettingsModel settings() {
        return settings;
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
        autosave.ifPresent(safe -> safe.offerWhatIsLeft(left -> filing.recover(left, () -> safe.recovered(left))));
    }

    /** Stops reading what background work leaves behind; for when the window is gone. */
    public void dispose() {
        pulse.stop();
        stage.removeEventHandler(WindowEvent.WINDOW_CLOSE_REQUEST, closing);
        stage.titleProperty().unbind();
        shell.dispose();
        kitchen.tasks().cancelAll();
    }

    /** Opens a session file in place of what is on the screen; the demo's ingredients are measured at once. */
    public void open(Path file) {
        open(file, () -> {});
    }

    private void open(Path file, Runnable then) {
        filing.open(file, () -> {
            then.run();
            if (Optional.of(file).equals(demo)) {
                kitchen.solo().measure();
                shell.tourOnce();
            }
        });
    }

    /** Everything the user can do with the window. */
    Actions actions() {
        return actions;
    }

    Filing filing() {
        return filing;
    }

    MainView view() {
        return view;
    }

    /** Files were dropped on the window: a look into them tells sessions, checkpoints and data sets from each other. */
    void dropped(List<Path> files) {
        kitchen.tasks().start(TEXTS.get("dropped.look"), workbench.io(), workbench.sort(files), this::take);
    }

    private void take(DropSort sorted) {
        sorted.refused().forEach(refusal -> kitchen.notices().problem(TEXTS.get("dropped.refused"), refusal.text()));
        sorted.sessions().stream()
                .skip(1)
                .forEach(file -> kitchen.notices()
                        .problem(TEXTS.get("dropped.refused"), TEXTS.get("dropped.second-session", file.toString())));
        sorted.sessions().stream()
                .findFirst()
                .ifPresentOrElse(
                        file -> filing.whenSafe(() -> open(file, () -> takeFiles(sorted))), () -> takeFiles(sorted));
    }

    private void takeFiles(DropSort sorted) {
        if (!sorted.checkpoints().isEmpty()) {
            kitchen.library().add(sorted.checkpoints());
        }
        if (!sorted.data().isEmpty()) {
            kitchen.data().offer(sorted.data());
            view.show("data");
        }
    }

    void openDemo() {
        demo.ifPresent(this::openIfAgreed);
    }

    void openIfAgreed(Path file) {
        filing.whenSafe(() -> open(file));
    }

    private String title() {
        String name = kitchen.session()
                .fileProperty()
                .get()
                .map(file -> String.valueOf(file.getFileName()))
                .orElse(TEXTS.get("window.new"));
        return TEXTS.get(kitchen.session().unsavedProperty().get() ? "window.title-unsaved" : "window.title", name);
    }

    private void askToRun(UntrustedProgramException program) {
        if (TrustDialog.ask(stage, appearance, program)) {
            workbench.trust().add(program.sha256());
            kitchen.live().measure();
        }
    }

    private void closing(WindowEvent event) {
        if (!filing.isQuiet()) {
            event.consume();
            filing.close(stage::hide);
        }
    }
}

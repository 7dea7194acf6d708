package org.stockpot.ui;

import java.nio.file.Path;
import java.util.Optional;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.stage.Stage;
import org.controlsfx.control.PopOver;
import org.jspecify.annotations.Nullable;
import org.stockpot.job.QueueLane;
import org.stockpot.session.settings.FolderView;
import org.stockpot.session.settings.Look;
import org.stockpot.session.settings.SystemText;
import org.stockpot.session.settings.ThemeChoice;
import org.stockpot.ui.state.SettingsModel;
import org.stockpot.ui.text.Texts;
import org.stockpot.ui.theme.Appearance;
import org.stockpot.ui.theme.Theme;

/** What the actions do with the window itself: its pages, its look, its layout, its hints. */
final class Shell implements Showing {
    private static final Texts TEXTS = Texts.of(Shell.class);

    private final Stage stage;
    private final Kitchen kitchen;
    private final SettingsModel settings;
    private final Appearance appearance;
    private final QueueLane io;
    private final Questions questions;
    private final Optional<Path> logs;
    private @Nullable Pages pages;

    /** What needs the view, which needs the actions, which need this. */
    private record Pages(
            MainView view,
            WindowLayout layout,
            CommandPalette palette,
            KeySheet keys,
            SettingsView settings,
            PopUp history,
            Tour tour) {}

    /** @param logs where reports of errors lie */
    Shell(
            Stage stage,
            Kitchen kitchen,
            SettingsModel settings,
            Appearance appearance,
            QueueLane io,
            Questions questions,
            Optional<Path> logs) {
        this.stage = stage;
        this.kitchen = kitchen;
        this.settings = settings;
        this.appearance = appearance;
        this.io = io;
        this.questions = questions;
        this.logs = logs;
    }

    /** Takes in the view that was made with actions that end here. */
    void attach(MainView view, Actions actions, WindowLayout layout) {
        Overlay over = view.pages();
        pages = new Pages(
                view,
                layout,
                new CommandPalette(actions, over::hide),
                new KeySheet(actions, over::hide),
                new SettingsView(settings, this::resetLayout, this::keys, over::hide),
                new PopUp(new HistoryView(kitchen.session()), PopOver.ArrowLocation.TOP_LEFT),
                new Tour(view, () -> settings.change(now -> now.withTourSeen(true))));
    }

    /** Shows the hints unless they were seen before. */
    void tourOnce() {
        // Only where it will be remembered: otherwise it would come again and again.
        if (logs.isPresent() && !settings.settings().tourSeen()) {
            Platform.runLater(this::tour);
        }
    }

    /** Takes away what hangs on the window. */
    void dispose() {
        pages().tour().stop();
        pages().history().hide();
    }

    @Override
    public void palette() {
        CommandPalette palette = pages().palette();
        palette.reset();
        toggle(palette, palette.field());
    }

    @Override
    public void find() {
        if (!pages().view().find()) {
            palette();
        }
    }

    @Override
    public void keys() {
        toggle(pages().keys(), pages().keys().first());
    }

    @Override
    public void settings() {
        toggle(pages().settings(), pages().settings().first());
    }

    @Override
    public void history() {
        Node undo = pages().view().lookup("#action-history");
        if (undo != null) {
            pages().history().toggle(undo);
        }
    }

    @Override
    public void tasks() {
        pages().view().status().showTasks();
    }

    @Override
    public void notices() {
        pages().view().status().showNotices();
    }

    @Override
    public void switchTheme() {
        Theme other = appearance.theme().other();
        ThemeChoice choice = other == Theme.DARK ? ThemeChoice.DARK : ThemeChoice.LIGHT;
        settings.look(look -> look.withTheme(choice));
        appearance.show(other);
    }

    @Override
    public void textSize(int step) {
        settings.look(look -> look.withTextPercent(
                step == 0 ? Look.USUAL.textPercent() : look.textPercent() + step * Look.TEXT_STEP));
    }

    @Override
    public void fullScreen() {
        stage.setFullScreen(!stage.isFullScreen());
    }

    @Override
    public void resetLayout() {
        pages().layout().reset();
    }

    @Override
    public void tour() {
        pages().tour().start();
    }

    @Override
    public void copySystem() {
        var content = new ClipboardContent();
        content.putString(SystemText.of(kitchen.live().readingProperty().get().device()));
        Clipboard.getSystemClipboard().setContent(content);
        kitchen.notices().done(TEXTS.get("system.subject"), TEXTS.get("system.copied"));
    }

    @Override
    public void openLogs() {
        logs.ifPresent(
                folder -> kitchen.tasks().start(TEXTS.get("action.logs"), io, FolderView.show(folder), shown -> {}));
    }

    @Override
    public boolean hasLogs() {
        return logs.isPresent();
    }

    @Override
    public void about() {
        questions.about();
    }

    private void toggle(Node page, Node first) {
        Overlay over = pages().view().pages();
        if (over.shows(page)) {
            over.hide();
        } else {
            over.show(page, first);
        }
    }

    private Pages pages() {
        if (pages == null) {
            throw new IllegalStateException("the window is not made yet");
        }
        return pages;
    }
}

package org.stockpot.ui;

import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ObservableValue;
import org.stockpot.session.History;
import org.stockpot.ui.state.SessionModel;

/**
 * Everything the user can do with the window as a whole.
 */
record Actions(
        Action open,
        Action save,
        Action saveAs,
        Action demo,
        Action add,
        Action undo,
        Action redo,
        Action measure,
        Action measureSolo,
        Action search,
        Action export,
        Action report,
        Action theme,
        Action about,
        Action quit,
        Doing doing) {

    /** What the actions do. */
    interface Doing {
        void open();

        void save();

        void saveAs();

        void openDemo();

        void addCheckpoints();

        void addBase();

        void measure();

        void measureSolo();

        void search();

        void export();

        void report();

        void switchTheme();

        void about();

        void quit();
    }

    static Actions of(SessionModel session, boolean hasDemo, Doing doing) {
        ObservableValue<Boolean> empty =
                session.sessionProperty().map(now -> now.ingredients().isEmpty());
        ObservableValue<Boolean> nothing = session.sessionProperty()
                .map(now -> now.sources().isEmpty() || now.data().isEmpty());
        ObservableValue<History> history = session.historyProperty();
        return new Actions(
                action(
                        "open",
                        "Open session…",
                        "mdi2f-folder-open-outline",
                        "Shortcut+O",
                        "Open a session",
                        doing::open),
                action(
                        "save",
                        "Save session",
                        "mdi2c-content-save-outline",
                        "Shortcut+S",
                        "Save the session",
                        doing::save),
                action(
                        "save-as",
                        "Save session as…",
                        "mdi2c-content-save-edit-outline",
                        "Shortcut+Shift+S",
                        "Save the session to another file",
                        doing::saveAs),
                new Action(
                        "demo",
                        "Open the demo kitchen",
                        "mdi2p-pot-steam-outline",
                        Optional.empty(),
                        text("Open the demo: real models on Fashion-MNIST"),
                        Bindings.createBooleanBinding(() -> !hasDemo),
                        doing::openDemo),
                action(
                        "add",
                        "Add checkpoints…",
                        "mdi2p-plus",
                        "Shortcut+D",
                        "Add checkpoints as ingredients",
                        doing::addCheckpoints),
                new Action(
                        "undo",
                        "Undo",
                        "mdi2u-undo",
                        Optional.of("Shortcut+Z"),
                        history.map(now -> now.undoable()
                                .map(step -> "Undo " + step.name())
                                .orElse("Nothing to undo")),
                        history.map(now -> now.undoable().isEmpty()),
                        session::undo),
                new Action(
                        "redo",
                        "Redo",
                        "mdi2r-redo",
                        Optional.of("Shortcut+Shift+Z"),
                        history.map(now -> now.redoable()
                                .map(step -> "Redo " + step.name())
                                .orElse("Nothing to redo")),
                        history.map(now -> now.redoable().isEmpty()),
                        session::redo),
                new Action(
                        "measure",
                        "Measure the mix",
                        "mdi2g-gauge",
                        Optional.of("F5"),
                        empty.map(is -> is ? "Measure the mix: add ingredients first" : "Measure the mix on all data"),
                        nothing,
                        doing::measure),
                new Action(
                        "measure-solo",
                        "Measure ingredients",
                        "mdi2f-format-list-numbered",
                        Optional.of("Shift+F5"),
                        nothing.map(is -> is
                                ? "Measure ingredients: add checkpoints and data first"
                                : "Measure the base and every ingredient alone"),
                        nothing,
                        doing::measureSolo),
                new Action(
                        "search",
                        "Search",
                        "mdi2a-auto-fix",
                        Optional.of("F6"),
                        text("Let an algorithm find the mix"),
                        empty,
                        doing::search),
                new Action(
                        "export",
                        "Export…",
                        "mdi2e-export",
                        Optional.of("Shortcut+E"),
                        empty.map(is -> is ? "Export: add ingredients first" : "Write the mix to a file"),
                        empty,
                        doing::export),
                new Action(
                        "report",
                        "Report…",
                        "mdi2f-file-document-outline",
                        Optional.of("Shortcut+R"),
                        nothing.map(is -> is
                                ? "Report: add checkpoints and data first"
                                : "Measure everything and write a report about the mix"),
                        nothing,
                        doing::report),
                action(
                        "theme",
                        "Light or dark",
                        "mdi2t-theme-light-dark",
                        "Shortcut+L",
                        "Switch between the light and the dark theme",
                        doing::switchTheme),
                new Action(
                        "about",
                        "About Stockpot",
                        "mdi2i-information-outline",
                        Optional.empty(),
                        text("Version and licence"),
                        never(),
                        doing::about),
                action("quit", "Quit", "mdi2e-exit-to-app", "Shortcut+Q", "Close the window", doing::quit),
                doing);
    }

    private static Action action(String id, String text, String icon, String key, String help, Runnable run) {
        return new Action(id, text, icon, Optional.of(key), text(help), never(), run);
    }

    private static ObservableValue<String> text(String text) {
        return new ReadOnlyStringWrapper(text).getReadOnlyProperty();
    }

    private static ObservableValue<Boolean> never() {
        return Bindings.createBooleanBinding(() -> false);
    }
}

package org.stockpot.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ObservableValue;
import org.stockpot.session.History;
import org.stockpot.ui.state.SessionModel;
import org.stockpot.ui.state.Tasks;
import org.stockpot.ui.text.Texts;

/** Everything the user can do with the window as a whole: the one list that menus, toolbar, palette and keys are made from. */
final class Actions {
    private static final Texts TEXTS = Texts.of(Actions.class);

    private final List<Action> all = new ArrayList<>();
    private final Keymap keymap;
    private final Doing doing;

    /** @param hasDemo whether the demo's files are installed */
    Actions(SessionModel session, Tasks tasks, boolean hasDemo, Keymap keymap, Doing doing, Showing showing) {
        this.keymap = keymap;
        this.doing = doing;
        file(session, hasDemo);
        edit(session, showing);
        run(session, tasks);
        view(showing);
        help(showing);
    }

    /** In the order of the menus. */
    List<Action> all() {
        return List.copyOf(all);
    }

    /** The actions of one menu. */
    List<Action> of(Topic topic) {
        return all.stream().filter(action -> action.topic() == topic).toList();
    }

    /** @throws IllegalArgumentException if there is no such action */
    Action get(String id) {
        return all.stream()
                .filter(action -> action.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no action is called " + id));
    }

    /** The keys they have. */
    Keymap keymap() {
        return keymap;
    }

    /** What they do, for panels with buttons of their own for it. */
    Doing doing() {
        return doing;
    }

    /** Adds one action per room, with Shortcut and a digit for the first nine. */
    void addRooms(List<Room> rooms, Consumer<Room> show) {
        for (int index = 0; index < rooms.size(); index++) {
            Room room = rooms.get(index);
            String id = "go-" + room.id();
            all.add(new Action(
                    id,
                    Topic.GO,
                    0,
                    room.name(),
                    room.icon(),
                    keymap.declare(id, index < 9 ? List.of("Shortcut+" + (index + 1)) : List.of()),
                    text(TEXTS.get("action.go", room.name())),
                    never(),
                    () -> show.accept(room)));
        }
    }

    private void file(SessionModel session, boolean hasDemo) {
        ObservableValue<Boolean> empty = empty(session);
        ObservableValue<Boolean> nothing = nothing(session);
        add(Topic.FILE, 0, "new", "mdi2f-file-plus-outline", List.of("Shortcut+N"), doing::newSession);
        add(Topic.FILE, 0, "open", "mdi2f-folder-open-outline", List.of("Shortcut+O"), doing::open);
        add(Topic.FILE, 0, "open-recipe", "mdi2f-file-restore-outline", List.of(), doing::openRecipe);
        add(Topic.FILE, 0, "demo", "mdi2p-pot-steam-outline", List.of(), constant(!hasDemo), doing::openDemo);
        add(Topic.FILE, 1, "save", "mdi2c-content-save-outline", List.of("Shortcut+S"), doing::save);
        add(Topic.FILE, 1, "save-as", "mdi2c-content-save-edit-outline", List.of("Shortcut+Shift+S"), doing::saveAs);
        add(Topic.FILE, 2, "add", "mdi2p-plus", List.of("Shortcut+D"), doing::addCheckpoints);
        add(Topic.FILE, 2, "base", "mdi2p-pot-outline", List.of("Shortcut+Shift+D"), doing::addBase);
        add(Topic.FILE, 3, "export", "mdi2e-export", List.of("Shortcut+E"), empty, doing::export);
        add(Topic.FILE, 3, "report", "mdi2f-file-document-outline", List.of("Shortcut+R"), nothing, doing::report);
        add(Topic.FILE, 4, "quit", "mdi2e-exit-to-app", List.of("Shortcut+Q", "Shortcut+W"), doing::quit);
    }

    private void edit(SessionModel session, Showing showing) {
        ObservableValue<History> history = session.historyProperty();
        all.add(new Action(
                "undo",
                Topic.EDIT,
                0,
                TEXTS.get("action.undo"),
                history.map(now -> now.undoable()
                        .map(step -> TEXTS.get("action.undo.help", step.name()))
                        .orElse(TEXTS.get("action.undo"))),
                "mdi2u-undo",
                keymap.declare("undo", List.of("Shortcut+Z")),
                history.map(now -> now.undoable()
                        .map(step -> TEXTS.get("action.undo.help", step.name()))
                        .orElse(TEXTS.get("action.undo.why"))),
                history.map(now -> now.undoable().isEmpty()),
                session::undo));
        all.add(new Action(
                "redo",
                Topic.EDIT,
                0,
                TEXTS.get("action.redo"),
                history.map(now -> now.redoable()
                        .map(step -> TEXTS.get("action.redo.help", step.name()))
                        .orElse(TEXTS.get("action.redo"))),
                "mdi2r-redo",
                keymap.declare("redo", List.of("Shortcut+Shift+Z", "Shortcut+Y")),
                history.map(now -> now.redoable()
                        .map(step -> TEXTS.get("action.redo.help", step.name()))
                        .orElse(TEXTS.get("action.redo.why"))),
                history.map(now -> now.redoable().isEmpty()),
                session::redo));
        ObservableValue<Boolean> noSteps =
                history.map(now -> now.past().isEmpty() && now.future().isEmpty());
        add(Topic.EDIT, 0, "history", "mdi2h-history", List.of("Shortcut+Shift+H"), noSteps, showing::history);
        add(Topic.EDIT, 1, "find", "mdi2m-magnify", List.of("Shortcut+F"), showing::find);
        add(Topic.EDIT, 2, "settings", "mdi2c-cog-outline", List.of("Shortcut+Comma"), showing::settings);
    }

    private void run(SessionModel session, Tasks tasks) {
        ObservableValue<Boolean> nothing = nothing(session);
        ObservableValue<Boolean> idle =
                Bindings.createBooleanBinding(() -> tasks.running().isEmpty(), tasks.running());
        add(Topic.RUN, 0, "measure", "mdi2g-gauge", List.of("F5"), nothing, doing::measure);
        add(
                Topic.RUN,
                0,
                "measure-solo",
                "mdi2f-format-list-numbered",
                List.of("Shortcut+F5"),
                nothing,
                doing::measureSolo);
        add(Topic.RUN, 0, "search", "mdi2a-auto-fix", List.of("F6"), empty(session), doing::search);
        add(Topic.RUN, 1, "stop", "mdi2s-stop-circle-outline", List.of("Shift+F5"), idle, doing::stop);
    }

    private void view(Showing showing) {
        add(Topic.VIEW, 0, "palette", "mdi2c-console-line", List.of("Shortcut+Shift+P"), showing::palette);
        add(Topic.VIEW, 0, "tasks", "mdi2p-progress-clock", List.of("Shortcut+Shift+T"), showing::tasks);
        add(Topic.VIEW, 0, "notices", "mdi2b-bell-outline", List.of("Shortcut+Shift+N"), showing::notices);
        add(Topic.VIEW, 1, "theme", "mdi2t-theme-light-dark", List.of("Shortcut+L"), showing::switchTheme);
        add(
                Topic.VIEW,
                1,
                "text-larger",
                "mdi2f-format-font-size-increase",
                List.of("Shortcut+Plus", "Shortcut+Equals"),
                () -> showing.textSize(1));
        add(
                Topic.VIEW,
                1,
                "text-smaller",
                "mdi2f-format-font-size-decrease",
                List.of("Shortcut+Minus"),
                () -> showing.textSize(-1));
        add(Topic.VIEW, 1, "text-usual", "mdi2f-format-size", List.of("Shortcut+0"), () -> showing.textSize(0));
        add(Topic.VIEW, 2, "full-screen", "mdi2f-fullscreen", List.of("F11"), showing::fullScreen);
        add(Topic.VIEW, 2, "reset-layout", "mdi2v-view-dashboard-outline", List.of(), showing::resetLayout);
    }

    private void help(Showing showing) {
        add(Topic.HELP, 0, "keys", "mdi2k-keyboard-outline", List.of("F1"), showing::keys);
        add(Topic.HELP, 0, "tour", "mdi2m-map-marker-question-outline", List.of(), showing::tour);
        add(Topic.HELP, 1, "copy-system", "mdi2c-content-copy", List.of(), showing::copySystem);
        add(
                Topic.HELP,
                1,
                "logs",
                "mdi2f-folder-text-outline",
                List.of(),
                constant(!showing.hasLogs()),
                showing::openLogs);
        add(Topic.HELP, 2, "about", "mdi2i-information-outline", List.of(), showing::about);
    }

    private void add(Topic topic, int section, String id, String icon, List<String> keys, Runnable run) {
        String key = "action." + id;
        all.add(new Action(
                id,
                topic,
                section,
                TEXTS.get(key),
                icon,
                keymap.declare(id, keys),
                text(TEXTS.get(key + ".help")),
                never(),
                run));
    }

    private void add(
            Topic topic,
            int section,
            String id,
            String icon,
            List<String> keys,
            ObservableValue<Boolean> disabled,
            Runnable run) {
        String key = "action." + id;
        ObservableValue<String> help = disabled.map(is -> TEXTS.get(key + (is ? ".why" : ".help")));
        all.add(new Action(id, topic, section, TEXTS.get(key), icon, keymap.declare(id, keys), help, disabled, run));
    }

    private static ObservableValue<Boolean> empty(SessionModel session) {
        return session.sessionProperty().map(now -> now.ingredients().isEmpty());
    }

    private static ObservableValue<Boolean> nothing(SessionModel session) {
        return session.sessionProperty()
                .map(now -> now.sources().isEmpty() || now.data().isEmpty());
    }

    private static ObservableValue<String> text(String text) {
        return new ReadOnlyStringWrapper(text).getReadOnlyProperty();
    }

    private static ObservableValue<Boolean> never() {
        return constant(false);
    }

    private static ObservableValue<Boolean> constant(boolean value) {
        return Bindings.createBooleanBinding(() -> value);
    }
}

package org.stockpot.ui.state;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.stockpot.fuse.Recipe;
import org.stockpot.session.History;
import org.stockpot.session.Session;

/**
 * The one observable session of the window, with undo and redo of its recipe. Panels derive what they show from it and
 * change it through its commands. Lives on the JavaFX thread.
 */
public final class SessionModel {
    private final ReadOnlyObjectWrapper<Session> session = new ReadOnlyObjectWrapper<>(Session.EMPTY);
    private final ReadOnlyObjectWrapper<History> history = new ReadOnlyObjectWrapper<>(History.EMPTY);
    private final ReadOnlyObjectWrapper<Optional<Path>> file = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyBooleanWrapper unsaved = new ReadOnlyBooleanWrapper();
    private Optional<Recipe> beforeGesture = Optional.empty();

    /** The session as it is now. */
    public Session session() {
        return session.get();
    }

    public ReadOnlyObjectProperty<Session> sessionProperty() {
        return session.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<History> historyProperty() {
        return history.getReadOnlyProperty();
    }

    /** Where the session was opened from or saved to. */
    public ReadOnlyObjectProperty<Optional<Path>> fileProperty() {
        return file.getReadOnlyProperty();
    }

    /** Whether something changed since the session was opened or saved. */
    public ReadOnlyBooleanProperty unsavedProperty() {
        return unsaved.getReadOnlyProperty();
    }

    /** Puts another session in place of this one; there is nothing to undo then. */
    public void open(Session opened, Optional<Path> from) {
        beforeGesture = Optional.empty();
        history.set(History.EMPTY);
        file.set(from);
        session.set(opened);
        unsaved.set(false);
    }

    /** Puts back a session that was not saved when the program ended. */
    public void recover(Session left, Optional<Path> of) {
        open(left, of);
        unsaved.set(true);
    }

    /** Remembers that exactly this session is on disk; edits made while it was being written stay unsaved. */
    public void saved(Session written, Path to) {
        file.set(Optional.of(to));
        unsaved.set(!written.equals(session.get()));
    }

    /**
     * Changes anything but the recipe. Recipes of other ingredients cannot be gone back to, so a change of the
     * ingredients or their order empties the history.
     */
    public void edit(UnaryOperator<Session> change) {
        Session before = session.get();
        Session after = change.apply(before);
        if (!after.ingredients().equals(before.ingredients())) {
            beforeGesture = Optional.empty();
            history.set(History.EMPTY);
        }
        become(after);
    }

    /**
     * Takes in the hashes of files, as soon as they are known. That is no edit: there is nothing to undo and nothing to
     * save.
     */
    public void learn(Map<Path, String> sha256) {
        session.set(session.get().withSha256(sha256));
    }

    /** Starts a drag: what {@link #preview} does until {@link #endGesture} is one step. */
    public void beginGesture() {
        if (beforeGesture.isEmpty()) {
            beforeGesture = Optional.of(session.get().recipe());
        }
    }

    /** Shows a recipe without a step of its own; between {@link #beginGesture} and {@link #endGesture}. */
    public void preview(Recipe recipe) {
        become(session.get().withRecipe(recipe));
    }

    /** Ends a drag; it is a step only if it changed something. */
    public void endGesture(String name) {
        beforeGesture.ifPresent(before -> remember(name, before));
        beforeGesture = Optional.empty();
    }

    /** Changes the recipe in one step. */
    public void cook(String name, Recipe recipe) {
        if (beforeGesture.isPresent()) {
            endGesture(name);
        }
        Recipe before = session.get().recipe();
        become(session.get().withRecipe(recipe));
        remember(name, before);
    }

    /** Takes the newest step back. */
    public void undo() {
        history.get().undoable().ifPresent(step -> {
            history.set(history.get().undone());
            become(session.get().withRecipe(step.before()));
        });
    }

    /** Does again what was undone last. */
    public void redo() {
        history.get().redoable().ifPresent(step -> {
            history.set(history.get().redone());
            become(session.get().withRecipe(step.after()));
        });
    }

    /**
     * Takes back or does again as many steps as it takes, at once.
     *
     * @param steps how many steps of the past are left then
     */
    public void goTo(int steps) {
        History there = history.get();
        Recipe recipe = session.get().recipe();
        while (there.past().size() > steps && there.undoable().isPresent()) {
            recipe = there.undoable().get().before();
            there = there.undone();
        }
        while (there.past().size() < steps && there.redoable().isPresent()) {
            recipe = there.redoable().get().after();
            there = there.redone();
        }
        history.set(there);
        become(session.get().withRecipe(recipe));
    }

    private void remember(String name, Recipe before) {
        Recipe after = session.get().recipe();
        if (!after.equals(before)) {
            history.set(history.get().did(new History.Step(name, before, after)));
        }
    }

    private void become(Session next) {
        if (!next.equals(session.get())) {
            unsaved.set(true);
            session.set(next);
        }
    }
}

package org.stockpot.ui.state;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.stockpot.data.DataRef;
import org.stockpot.fuse.Recipe;
import org.stockpot.session.Edit;
import org.stockpot.session.History;
import org.stockpot.session.Session;
import org.stockpot.session.Trial;

/**
 * The one observable session of the window, with one undo and redo for its recipe, its data sets and what is written on
 * its trials. Panels derive what they show from it and change it through its commands. Lives on the JavaFX thread.
 */
public final class SessionModel {
    private final ReadOnlyObjectWrapper<Session> session = new ReadOnlyObjectWrapper<>(Session.EMPTY);
    private final ReadOnlyObjectWrapper<History> history = new ReadOnlyObjectWrapper<>(History.EMPTY);
    private final ReadOnlyObjectWrapper<Optional<Path>> file = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyBooleanWrapper unsaved = new ReadOnlyBooleanWrapper();
    private final ReadOnlyIntegerWrapper opening = new ReadOnlyIntegerWrapper();
    private int changes;
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

    /** Whether something would be lost if another session took the place of this one. */
    public boolean isWorthSaving() {
        boolean empty =
                session.get().sources().isEmpty() && session.get().data().isEmpty();
        return unsaved.get() && !empty;
    }

    /** Changes whenever another session takes the place of the one before. */
    public ReadOnlyIntegerProperty openingProperty() {
        return opening.getReadOnlyProperty();
    }

    /** How many changes there were that have to be saved; what files' hashes are is none. */
    public int changes() {
        return changes;
    }

    /** What a job's result is for: done unless another session has taken the place of this one meanwhile. */
    public <T> Consumer<T> ifStillOpen(Consumer<? super T> then) {
        int now = opening.get();
        return result -> {
            if (opening.get() == now) {
                then.accept(result);
            }
        };
    }

    /** Puts another session in place of this one; there is nothing to undo then. */
    public void open(Session opened, Optional<Path> from) {
        beforeGesture = Optional.empty();
        history.set(History.EMPTY);
        file.set(from);
        // Whoever hears of the new session is to see that it is another one.
        opening.set(opening.get() + 1);
        changes++;
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
     * Changes what is no step. Recipes of other ingredients cannot be gone back to, nor can other data sets or trials:
     * such a change takes the steps that it concerns out of the history.
     */
    public void edit(UnaryOperator<Session> change) {
        Session before = session.get();
        Session after = change.apply(before);
        if (!after.ingredients().equals(before.ingredients())) {
            beforeGesture = Optional.empty();
        }
        history.set(history.get().outliving(before, after));
        become(after);
    }

    /** Puts other data sets, or the same in another order, in place of those before, in one step. */
    public void arrange(String name, List<DataRef> data) {
        does(name, new Edit.OfData(session.get().data(), data));
    }

    /** Puts fewer trials, or the same with other notes, in place of those before, in one step. */
    public void note(String name, List<Trial> trials) {
        does(name, new Edit.OfTrials(session.get().trials(), trials));
    }

    /** As {@link #note}, where the newest step was a note, too, and is going on: both become one step. */
    public void noteOn(String name, List<Trial> trials) {
        Session start = history.get()
                .undoable()
                .map(step -> step.edit().back(session.get()))
                .orElse(session.get());
        history.set(history.get().forgotten());
        remember(name, new Edit.OfTrials(start.trials(), trials));
        become(session.get().withTrials(trials));
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
        beforeGesture.ifPresent(
                before -> remember(name, new Edit.OfRecipe(before, session.get().recipe())));
        beforeGesture = Optional.empty();
    }

    /** Changes the recipe in one step. */
    public void cook(String name, Recipe recipe) {
        if (beforeGesture.isPresent()) {
            endGesture(name);
        }
        does(name, new Edit.OfRecipe(session.get().recipe(), recipe));
    }

    /** Takes the newest step back. */
    public void undo() {
        history.get().undoable().ifPresent(step -> {
            history.set(history.get().undone());
            become(step.edit().back(session.get()));
        });
    }

    /** Does again what was undone last. */
    public void redo() {
        history.get().redoable().ifPresent(step -> {
            history.set(history.get().redone());
            become(step.edit().again(session.get()));
        });
    }

    /**
     * Takes back or does again as many steps as it takes, at once.
     *
     * @param steps how many steps of the past are left then
     */
    public void goTo(int steps) {
        History there = history.get();
        Session then = session.get();
        while (there.past().size() > steps && there.undoable().isPresent()) {
            then = there.undoable().get().edit().back(then);
            there = there.undone();
        }
        while (there.past().size() < steps && there.redoable().isPresent()) {
            then = there.redoable().get().edit().again(then);
            there = there.redone();
        }
        history.set(there);
        become(then);
    }

    private void does(String name, Edit edit) {
        remember(name, edit);
        become(edit.again(session.get()));
    }

    private void remember(String name, Edit edit) {
        if (edit.isSome()) {
            history.set(history.get().did(new History.Step(name, edit)));
        }
    }

    private void become(Session next) {
        if (!next.equals(session.get())) {
            unsaved.set(true);
            changes++;
            session.set(next);
        }
    }
}

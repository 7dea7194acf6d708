package org.stockpot.ui.trials;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ObservableValue;
import org.stockpot.session.History;
import org.stockpot.session.Session;
import org.stockpot.session.Trial;
import org.stockpot.session.TrialFit;
import org.stockpot.session.TrialListing;
import org.stockpot.session.TrialNote;
import org.stockpot.session.TrialRow;
import org.stockpot.session.TrialTable;
import org.stockpot.session.Workbench;
import org.stockpot.ui.state.Notices;
import org.stockpot.ui.state.OpenModel;
import org.stockpot.ui.state.SelectionModel;
import org.stockpot.ui.state.SessionModel;
import org.stockpot.ui.state.Tasks;
import org.stockpot.ui.text.Texts;

/**
 * All trials of the session: which are shown and chosen, what is written on them, and what can be done with them. What is
 * changed here can be taken back here, step by step. Lives on the JavaFX thread and knows no control.
 */
public final class TrialsModel {
    private static final Texts TEXTS = Texts.of(TrialsModel.class);

    private final Workbench workbench;
    private final SessionModel session;
    private final Tasks tasks;
    private final Notices notices;
    private final ReadOnlyObjectWrapper<TrialTable> table = new ReadOnlyObjectWrapper<>(TrialTable.EMPTY);
    private final ReadOnlyObjectWrapper<List<TrialRow>> chosen = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<TrialFilter> filter = new ReadOnlyObjectWrapper<>(TrialFilter.NONE);
    private final ReadOnlyObjectWrapper<Optional<Trial>> onDesk = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyStringWrapper said = new ReadOnlyStringWrapper("");
    private final ComparisonModel comparison;
    private Optional<Writing> writing = Optional.empty();
    private boolean editing;

    /**
     * A note that is being written.
     *
     * @param step going on with it is the same step
     * @param trial as it is noted so far
     */
    private record Writing(Optional<History.Step> step, Trial trial) {}

    public TrialsModel(Workbench workbench, SessionModel session, OpenModel opened, Tasks tasks, Notices notices) {
        this.workbench = workbench;
        this.session = session;
        this.tasks = tasks;
        this.notices = notices;
        session.sessionProperty().addListener((observable, before, now) -> follow(before, now));
        refresh(session.session());
        onDesk.set(desk(session.session()));
        this.comparison = new ComparisonModel(this, opened, workbench, tasks);
    }

    /** Those two that are chosen, side by side. */
    ComparisonModel comparison() {
        return comparison;
    }

    /** All trials, oldest first. */
    ReadOnlyObjectProperty<TrialTable> tableProperty() {
        return table.getReadOnlyProperty();
    }

    /** Those that the user chose, in the order in which they were chosen. */
    ReadOnlyObjectProperty<List<TrialRow>> chosenProperty() {
        return chosen.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<TrialFilter> filterProperty() {
        return filter.getReadOnlyProperty();
    }

    /** The name of the step that {@link #undo} takes back. */
    ObservableValue<Optional<String>> undoableProperty() {
        return session.historyProperty().map(history -> history.undoable().map(History.Step::name));
    }

    /** What was done last, in a sentence. */
    ReadOnlyStringProperty saidProperty() {
        return said.getReadOnlyProperty();
    }

    void show(TrialFilter newFilter) {
        filter.set(newFilter);
    }

    /** Tells the user what was done. */
    void say(String sentence) {
        said.set(sentence);
    }

    /** Puts two trials beside each other, whatever the filter hides. */
    public void compare(Trial one, Trial other) {
        filter.set(TrialFilter.NONE);
        choose(table.get().rows().stream()
                .filter(row -> row.trial().equals(one) || row.trial().equals(other))
                .toList());
    }

    void choose(List<TrialRow> rows) {
        if (!chosen.get().equals(rows)) {
            said.set("");
            chosen.set(List.copyOf(rows));
        }
    }

    /** What is chosen here is selected in the charts, and the other way round. */
    public void share(SelectionModel selection) {
        chosen.addListener((observable, before, now) ->
                selection.select(now.stream().map(row -> row.number() - 1).toList()));
        selection
                .trialsProperty()
                .addListener((observable, before, now) -> choose(now.stream()
                        .filter(index -> index < table.get().rows().size())
                        .map(index -> table.get().rows().get(index))
                        .toList()));
    }

    /** The newest trial of exactly the mix on the desk. */
    ReadOnlyObjectProperty<Optional<Trial>> onDeskProperty() {
        return onDesk.getReadOnlyProperty();
    }

    /** The session that trials are compared with. */
    Session session() {
        return session.session();
    }

    ReadOnlyObjectProperty<Session> sessionProperty() {
        return session.sessionProperty();
    }

    TrialFit fit(TrialRow row) {
        return TrialFit.of(session.session(), row.trial());
    }

    /** Puts a trial's recipe on the mixing desk, if it can be cooked with what is there. */
    void restore(TrialRow row) {
        fit(row).recipeIfFits()
                .ifPresentOrElse(
                        recipe -> {
                            session.cook(
                                    TEXTS.get("step.restore", number(row), TrialWords.origin(row.trial())), recipe);
                            said.set(TEXTS.get("said.restored", number(row), TrialWords.origin(row.trial())));
                        },
                        () -> said.set(TrialWords.obstacle(fit(row))));
    }

    /** Pins trials, or no longer. */
    void pin(List<TrialRow> rows, boolean pinned) {
        note(TEXTS.get(pinned ? "step.pin" : "step.unpin", rows.size()), rows, note -> note.withPinned(pinned));
    }

    /** Gives trials these tags and no others. */
    void tag(List<TrialRow> rows, List<String> tags) {
        note(TEXTS.get("step.tag", rows.size()), rows, note -> note.withTags(tags));
    }

    /** Gives trials further tags. */
    void addTags(List<TrialRow> rows, List<String> tags) {
        note(
                TEXTS.get("step.tag", rows.size()),
                rows,
                note -> note.withTags(
                        Stream.concat(note.tags().stream(), tags.stream()).toList()));
    }

    /** Replaces the note of one trial; writing on is one step. */
    void write(TrialRow row, String text) {
        Trial noted = row.trial().noted(row.trial().note().withText(text));
        if (noted.note().equals(row.trial().note())) {
            return;
        }
        var changed = new IdentityHashMap<Trial, Trial>();
        changed.put(row.trial(), noted);
        List<Trial> next = replaced(session.session().trials(), changed);
        String name = TEXTS.get("step.note", number(row));
        boolean goesOn = writing.filter(now -> now.trial().equals(row.trial()) && isNewest(now.step()))
                .isPresent();
        edit(goesOn ? () -> session.noteOn(name, next) : () -> session.note(name, next));
        writing = Optional.of(new Writing(session.historyProperty().get().undoable(), noted));
    }

    /** Forgets trials; {@link #undo} brings them back to where they were. */
    void delete(List<TrialRow> rows) {
        Set<Trial> gone = identities(rows);
        List<Trial> before = session.session().trials();
        List<Trial> left =
                before.stream().filter(trial -> !gone.contains(trial)).toList();
        int removed = before.size() - left.size();
        if (removed > 0) {
            edit(() -> session.note(TEXTS.get("step.delete", removed), left));
            said.set(TEXTS.get("said.deleted", removed));
        }
    }

    /** Takes back the newest step, whatever it was. */
    void undo() {
        undoableProperty().getValue().ifPresent(name -> {
            edit(session::undo);
            said.set(TEXTS.get("said.undone", name));
        });
    }

    /** Writes trials as comma-separated values; a notice says when it is done. */
    void export(List<TrialRow> rows, Path file) {
        tasks.start(
                TEXTS.get("task.export", String.valueOf(file.getFileName())),
                workbench.io(),
                context -> {
                    TrialListing.write(rows, file);
                    return file;
                },
                done -> notices.done(
                        TEXTS.get("notice.export"), TEXTS.get("notice.exported", rows.size(), done.toString())));
    }

    private void note(String name, List<TrialRow> rows, UnaryOperator<TrialNote> change) {
        var changed = new IdentityHashMap<Trial, Trial>();
        for (TrialRow row : rows) {
            Trial old = row.trial();
            changed.put(old, old.noted(change.apply(old.note())));
        }
        edit(() -> session.note(name, replaced(session.session().trials(), changed)));
    }

    private void edit(Runnable change) {
        editing = true;
        change.run();
        editing = false;
        said.set("");
    }

    /** Whether it is the step that is undone next. */
    private boolean isNewest(Optional<History.Step> step) {
        return step.isPresent() && step.equals(session.historyProperty().get().undoable());
    }

    private void follow(Session before, Session now) {
        onDesk.set(desk(now));
        if (before.trials().equals(now.trials())
                && before.data().equals(now.data())
                && before.sources().equals(now.sources())) {
            return;
        }
        if (!editing && !isContinued(before, now)) {
            said.set("");
        }
        refresh(now);
    }

    private static Optional<Trial> desk(Session now) {
        List<String> ingredients = now.ingredients().stream()
                .map(source -> source.sha256().orElse(""))
                .toList();
        for (int index = now.trials().size() - 1; index >= 0; index--) {
            Trial trial = now.trials().get(index);
            if (trial.recipe().equals(now.recipe()) && trial.ingredients().equals(ingredients)) {
                return Optional.of(trial);
            }
        }
        return Optional.empty();
    }

    private static boolean isContinued(Session before, Session now) {
        int known = before.trials().size();
        return known <= now.trials().size()
                && now.trials().subList(0, known).equals(before.trials())
                && (known > 0 || paths(before).equals(paths(now)));
    }

    private static List<Path> paths(Session session) {
        return session.sources().stream().map(source -> source.path()).toList();
    }

    /** Chosen trials stay chosen, whatever is written on them. */
    private void refresh(Session now) {
        boolean noted = now.trials().size() == table.get().rows().size();
        TrialTable next = table.get().next(now);
        IdentityHashMap<Trial, TrialRow> rows = new IdentityHashMap<>();
        next.rows().forEach(row -> rows.put(row.trial(), row));
        List<TrialRow> kept = new ArrayList<>();
        for (TrialRow row : chosen.get()) {
            Optional.ofNullable(rows.get(row.trial()))
                    .or(() -> noted ? Optional.of(next.rows().get(row.number() - 1)) : Optional.empty())
                    .filter(one ->
                            one.trial().noted(TrialNote.NONE).equals(row.trial().noted(TrialNote.NONE)))
                    .ifPresent(kept::add);
        }
        table.set(next);
        chosen.set(List.copyOf(kept));
    }

    private static List<Trial> replaced(List<Trial> trials, IdentityHashMap<Trial, Trial> changed) {
        return trials.stream()
                .map(trial -> {
                    Trial other = changed.get(trial);
                    return other == null ? trial : other;
                })
                .toList();
    }

    private static Set<Trial> identities(List<TrialRow> rows) {
        Set<Trial> trials = Collections.newSetFromMap(new IdentityHashMap<>());
        rows.forEach(row -> trials.add(row.trial()));
        return trials;
    }

    private static String number(TrialRow row) {
        return Integer.toString(row.number());
    }
}

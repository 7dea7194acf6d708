package org.stockpot.ui.trials;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
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
    private final ReadOnlyObjectWrapper<Optional<String>> undoable = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<Trial>> onDesk = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyStringWrapper said = new ReadOnlyStringWrapper("");
    private final Deque<Step> steps = new ArrayDeque<>();
    private final ComparisonModel comparison;
    private boolean editing;

    /**
     * Something that was changed here, and how to take it back.
     *
     * @param writing the note that was written; going on with it is the same step
     */
    private record Step(String name, UnaryOperator<List<Trial>> back, Optional<Writing> writing) {}

    private record Writing(Trial before, Trial after) {
        boolean goesOnWith(TrialRow row) {
            return identities(List.of(row)).contains(after);
        }
    }

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
    ReadOnlyObjectProperty<Optional<String>> undoableProperty() {
        return undoable.getReadOnlyProperty();
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
                                    TEXTS.get(
                                            "step.restore",
                                            number(row),
                                            row.trial().origin()),
                                    recipe);
                            said.set(TEXTS.get(
                                    "said.restored", number(row), row.trial().origin()));
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
        Optional<Writing> going =
                Optional.ofNullable(steps.peek()).flatMap(Step::writing).filter(writing -> writing.goesOnWith(row));
        going.ifPresent(writing -> steps.pop());
        Trial before = going.map(Writing::before).orElse(row.trial());
        edit(
                new Step(
                        TEXTS.get("step.note", number(row)),
                        now -> replaced(now, one(noted, before)),
                        Optional.of(new Writing(before, noted))),
                now -> replaced(now, one(row.trial(), noted)));
    }

    /** Forgets trials; {@link #undo} brings them back to where they were. */
    void delete(List<TrialRow> rows) {
        Set<Trial> gone = identities(rows);
        List<TrialRow> removed = table.get().rows().stream()
                .filter(row -> gone.contains(row.trial()))
                .toList();
        if (removed.isEmpty()) {
            return;
        }
        String name = TEXTS.get("step.delete", removed.size());
        UnaryOperator<List<Trial>> back = now -> {
            List<Trial> all = new ArrayList<>(now);
            removed.forEach(row -> all.add(Math.min(row.number() - 1, all.size()), row.trial()));
            return all;
        };
        edit(
                new Step(name, back, Optional.empty()),
                now -> now.stream().filter(trial -> !gone.contains(trial)).toList());
        said.set(TEXTS.get("said.deleted", removed.size()));
    }

    /** Takes back the newest of the changes made here. */
    void undo() {
        Step step = steps.poll();
        if (step != null) {
            apply(step.back());
            said.set(TEXTS.get("said.undone", step.name()));
            undoable.set(Optional.ofNullable(steps.peek()).map(Step::name));
        }
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
        IdentityHashMap<Trial, Trial> changed = new IdentityHashMap<>();
        IdentityHashMap<Trial, Trial> back = new IdentityHashMap<>();
        for (TrialRow row : rows) {
            Trial old = row.trial();
            Trial noted = old.noted(change.apply(old.note()));
            if (!noted.note().equals(old.note())) {
                changed.put(old, noted);
                back.put(noted, old);
            }
        }
        if (!changed.isEmpty()) {
            edit(new Step(name, now -> replaced(now, back), Optional.empty()), now -> replaced(now, changed));
        }
    }

    private void edit(Step step, UnaryOperator<List<Trial>> change) {
        steps.push(step);
        apply(change);
        undoable.set(Optional.of(step.name()));
        said.set("");
    }

    private void apply(UnaryOperator<List<Trial>> change) {
        editing = true;
        session.edit(now -> now.withTrials(change.apply(now.trials())));
        editing = false;
    }

    /** Steps of a session that is no longer there cannot be taken back. */
    private void follow(Session before, Session now) {
        onDesk.set(desk(now));
        if (before.trials().equals(now.trials())
                && before.data().equals(now.data())
                && before.sources().equals(now.sources())) {
            return;
        }
        if (!editing && !isContinued(before, now)) {
            steps.clear();
            undoable.set(Optional.empty());
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

    private static Map<Trial, Trial> one(Trial old, Trial next) {
        var one = new IdentityHashMap<Trial, Trial>();
        one.put(old, next);
        return one;
    }

    private static List<Trial> replaced(List<Trial> trials, Map<Trial, Trial> changed) {
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

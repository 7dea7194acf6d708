package org.stockpot.ui.library;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.stockpot.session.Added;
import org.stockpot.session.Refusal;
import org.stockpot.session.Session;
import org.stockpot.session.SessionReport;
import org.stockpot.session.Source;
import org.stockpot.session.Workbench;
import org.stockpot.ui.state.Notices;
import org.stockpot.ui.state.Remedy;
import org.stockpot.ui.state.ReportModel;
import org.stockpot.ui.state.SessionModel;
import org.stockpot.ui.state.SoloScores;
import org.stockpot.ui.state.Tasks;
import org.stockpot.ui.text.Advice;
import org.stockpot.ui.text.Texts;

/** What is in the pot: the base and the ingredients. Lives on the JavaFX thread and knows no control. */
public final class LibraryModel {
    private static final Texts TEXTS = Texts.of(LibraryModel.class);
    private static final Advice ADVICE = Advice.shown();
    private final Workbench workbench;
    private final SessionModel session;
    private final Tasks tasks;
    private final Notices notices;
    private final ReportModel report;
    private final ReadOnlyObjectWrapper<Shelf> shelf = new ReadOnlyObjectWrapper<>(Shelf.EMPTY);

    /** What the library shows. */
    record Shelf(Optional<Source> base, List<Source> ingredients, SoloScores scores) {
        static final Shelf EMPTY = new Shelf(Optional.empty(), List.of(), SoloScores.of(Session.EMPTY));

        boolean isEmpty() {
            return base.isEmpty() && ingredients.isEmpty();
        }
    }

    public LibraryModel(Workbench workbench, SessionModel session, Tasks tasks, Notices notices, ReportModel report) {
        this.workbench = workbench;
        this.session = session;
        this.tasks = tasks;
        this.notices = notices;
        this.report = report;
        session.sessionProperty().addListener((observable, before, now) -> refresh());
        refresh();
    }

    ReadOnlyObjectProperty<Shelf> shelfProperty() {
        return shelf.getReadOnlyProperty();
    }

    /** What is worth knowing about the files. */
    ReadOnlyObjectProperty<SessionReport> reportProperty() {
        return report.reportProperty();
    }

    /** Lets mixes take in values that are NaN or infinite until the window is closed. */
    void allowNonFinite() {
        report.allowNonFinite();
    }

    /** Reads a file of the session again, keeping what is no weights as inert records. */
    void readWeightsOnly(Source source) {
        session.edit(now -> now.withWeightsOnly(source.path()));
    }

    Shelf shelf() {
        return shelf.get();
    }

    /** Takes in files and folders as ingredients; each that cannot be used is named in a notice, the others are kept. */
    public void add(List<Path> files) {
        read(files, false, sources -> session.edit(now -> now.added(sources)));
    }

    /** Takes in files that were copied elsewhere; if there are none, a notice says what could be pasted. */
    public void paste(List<Path> files) {
        if (files.isEmpty()) {
            notices.problem(TEXTS.get("paste.subject"), TEXTS.get("paste.nothing"));
        } else {
            add(files);
        }
    }

    /** Takes in a file as the base; a base there was becomes an ingredient. */
    public void addBase(List<Path> files) {
        read(
                files,
                false,
                sources -> session.edit(now -> {
                    Session next = promote(now, sources.get(0));
                    return sources.size() > 1 ? next.added(sources.subList(1, sources.size())) : next;
                }));
    }

    /** Makes an ingredient the base; a base there was becomes an ingredient. */
    public void makeBase(int ingredient) {
        session.edit(now -> promote(now.removed(ingredient), now.ingredients().get(ingredient)));
    }

    /** Takes the base away. */
    public void removeBase() {
        session.edit(Session::withoutBase);
    }

    /** Takes an ingredient out of the pot; its file stays where it is. */
    public void remove(int ingredient) {
        session.edit(now -> now.removed(ingredient));
    }

    /**
     * Gives an ingredient another name.
     *
     * @return whether the name could be used; if not, a notice says why
     */
    public boolean rename(int ingredient, String name) {
        String wanted = name.strip();
        List<Source> ingredients = shelf().ingredients();
        if (wanted.equals(ingredients.get(ingredient).name())) {
            return true;
        }
        boolean taken = ingredients.stream().anyMatch(source -> source.name().equals(wanted));
        if (wanted.isEmpty() || taken) {
            notices.problem(
                    TEXTS.get("rename.subject"),
                    wanted.isEmpty() ? TEXTS.get("rename.empty") : TEXTS.get("rename.taken", wanted));
            return false;
        }
        session.edit(now -> now.renamed(ingredient, wanted));
        return true;
    }

    /** Moves an ingredient to another place; does nothing at the ends. */
    public void move(int from, int to) {
        if (to >= 0 && to < shelf().ingredients().size() && from != to) {
            session.edit(now -> now.moved(from, to));
        }
    }

    /** Best first, by validation accuracy; what was not measured keeps its order at the end. */
    public void sortByAccuracy() {
        SoloScores scores = shelf().scores();
        List<Source> ingredients = shelf().ingredients();
        session.edit(now -> now.reordered(order -> {
            List<Integer> sorted = new ArrayList<>(order);
            sorted.sort(Comparator.comparingDouble(
                    index -> -scores.rank(ingredients.get(index)).orElse(Double.NEGATIVE_INFINITY)));
            return sorted;
        }));
    }

    private void read(List<Path> files, boolean weightsOnly, Consumer<List<Source>> then) {
        if (files.isEmpty()) {
            return;
        }
        tasks.start(
                files.size() == 1
                        ? TEXTS.get("read.one", String.valueOf(files.get(0).getFileName()))
                        : TEXTS.get("read.many", files.size()),
                workbench.io(),
                workbench.addCheckpoints(session.session(), files, weightsOnly),
                session.ifStillOpen((Added added) -> {
                    added.refusals()
                            .forEach(refusal -> notices.problem(
                                    TEXTS.get("read.refused"),
                                    ADVICE.of(refusal.text(), refusal.hints()),
                                    remedy(refusal, then)));
                    if (!added.sources().isEmpty()) {
                        then.accept(added.sources());
                    }
                }));
    }

    private Optional<Remedy> remedy(Refusal refusal, Consumer<List<Source>> then) {
        return refusal.strangers()
                ? Optional.of(
                        new Remedy(TEXTS.get("findings.weights-only"), () -> read(List.of(refusal.file()), true, then)))
                : Optional.empty();
    }

    private static Session promote(Session now, Source source) {
        Session next = now.withBase(source);
        return now.base().map(old -> next.added(List.of(old))).orElse(next);
    }

    private void refresh() {
        Session now = session.session();
        shelf.set(new Shelf(now.base(), now.ingredients(), SoloScores.of(now)));
    }
}

package org.stockpot.ui.export;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.stockpot.data.DataRef;
import org.stockpot.data.Role;
import org.stockpot.job.JobListener;
import org.stockpot.job.LatestLane;
import org.stockpot.session.ExportOrder;
import org.stockpot.session.ExportOutlook;
import org.stockpot.session.Exported;
import org.stockpot.session.Rebuilt;
import org.stockpot.session.ReportOrder;
import org.stockpot.session.SearchSummary;
import org.stockpot.session.Session;
import org.stockpot.session.Workbench;
import org.stockpot.tensor.StockpotException;
import org.stockpot.ui.state.Notices;
import org.stockpot.ui.state.OpenModel;
import org.stockpot.ui.state.SessionModel;
import org.stockpot.ui.state.Tasks;
import org.stockpot.ui.text.Advice;
import org.stockpot.ui.text.Glossary;
import org.stockpot.ui.text.Texts;

/** Writes the mix on the sliders to a file. Lives on the JavaFX thread and knows no control. */
public final class ExportModel {
    private static final Texts TEXTS = Texts.of(ExportModel.class);
    private static final Glossary GLOSSARY = Glossary.shown();
    private static final Advice ADVICE = Advice.shown();

    private final Workbench workbench;
    private final SessionModel session;
    private final OpenModel opened;
    private final Tasks tasks;
    private final Notices notices;
    private final ReadOnlyBooleanWrapper running = new ReadOnlyBooleanWrapper();
    private final ReadOnlyObjectWrapper<Optional<Exported>> last = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<String> card = new ReadOnlyObjectWrapper<>("");
    private final ReadOnlyObjectWrapper<Optional<ExportOutlook>> outlook =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<Asked>> question = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<Path>> reportFile = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<Rebuilt>> rebuilt = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ObservableList<Exported> recent = FXCollections.observableArrayList();
    private final LatestLane looking;
    private boolean writing;
    private Function<Session, Optional<SearchSummary>> searches = unknown -> Optional.empty();

    /** An export that would replace a file, and the session that was ordered: the order says which search found its mix. */
    record Asked(Session session, ExportOutlook outlook) {}

    public ExportModel(Workbench workbench, SessionModel session, OpenModel opened, Tasks tasks, Notices notices) {
        this.workbench = workbench;
        this.session = session;
        this.opened = opened;
        this.tasks = tasks;
        this.notices = notices;
        this.looking = new LatestLane(workbench.io());
        session.openingProperty().addListener((observable, before, after) -> question.set(Optional.empty()));
    }

    /**
     * Lets files say which search found their mix.
     *
     * @param newSearches says which one found a session's mix, if one did
     */
    public void searchedBy(Function<Session, Optional<SearchSummary>> newSearches) {
        searches = newSearches;
    }

    public ReadOnlyBooleanProperty runningProperty() {
        return running.getReadOnlyProperty();
    }

    /** The newest file written. */
    public ReadOnlyObjectProperty<Optional<Exported>> lastProperty() {
        return last.getReadOnlyProperty();
    }

    /** The newest preview of a model card, Markdown; empty before the first. */
    public ReadOnlyObjectProperty<String> cardProperty() {
        return card.getReadOnlyProperty();
    }

    /**
     * Data sets on which batch-norm statistics can be measured anew: the session's validation sets, if the ingredients
     * have such statistics.
     */
    public ObservableValue<List<DataRef>> batchNormProperty() {
        return Bindings.createObjectBinding(
                () -> hasBatchNorm()
                        ? session.session().data().stream()
                                .filter(data -> data.role() == Role.VALIDATION)
                                .toList()
                        : List.<DataRef>of(),
                session.sessionProperty(),
                opened.openedProperty());
    }

    /** Whether the ingredients have batch norm, by the names that PyTorch gives its statistics. */
    public boolean hasBatchNorm() {
        return opened.openedProperty()
                .get()
                .map(now -> now.groups().groupOf().keySet().stream().anyMatch(name -> name.endsWith("running_mean")))
                .orElse(false);
    }

    /** Whether there is nothing to export. */
    public ObservableValue<Boolean> emptyProperty() {
        return session.sessionProperty().map(now -> now.ingredients().isEmpty());
    }

    /** What the newest choices would write; empty while that is not known. */
    ReadOnlyObjectProperty<Optional<ExportOutlook>> outlookProperty() {
        return outlook.getReadOnlyProperty();
    }

    /** The export that would replace a file, while it is asked about. */
    ReadOnlyObjectProperty<Optional<Asked>> questionProperty() {
        return question.getReadOnlyProperty();
    }

    /** The newest report written. */
    ReadOnlyObjectProperty<Optional<Path>> reportFileProperty() {
        return reportFile.getReadOnlyProperty();
    }

    /** The newest file that was cooked again to compare it. */
    ReadOnlyObjectProperty<Optional<Rebuilt>> rebuiltProperty() {
        return rebuilt.getReadOnlyProperty();
    }

    /** Files written since the window was opened, newest first. */
    ObservableList<Exported> recent() {
        return recent;
    }

    /** Changes whenever what an export would write may have changed. */
    ObservableValue<Session> sessionProperty() {
        return session.sessionProperty();
    }

    /** Finds out how large a file would be and what is in its way. */
    void foresee(ExportOrder order) {
        Session now = session.session();
        if (now.ingredients().isEmpty()) {
            looking.cancel();
            outlook.set(Optional.empty());
            return;
        }
        looking.submit(workbench.exportOutlook(now, completed(order, now)), new JobListener<ExportOutlook>() {
            @Override
            public void succeeded(ExportOutlook told) {
                outlook.set(Optional.of(told));
            }

            @Override
            public void failed(StockpotException problem) {
                // Opening the files says so.
                outlook.set(Optional.empty());
            }

            @Override
            public void crashed(Throwable error) {
                tasks.crashes().accept(error);
            }
        });
    }

    /** Writes the fused model, with the format's ending appended where it is missing; asks before it replaces a file. */
    public void export(ExportOrder order) {
        Session now = session.session();
        if (!isReady(now)) {
            return;
        }
        running.set(true);
        question.set(Optional.empty());
        Consumer<Asked> ask = session.ifStillOpen(asked -> question.set(Optional.of(asked)));
        tasks.start(
                TEXTS.get("export"),
                workbench.io(),
                workbench.exportOutlook(now, completed(order, now)),
                told -> {
                    if (told.refusal().isPresent()) {
                        notices.problem(TEXTS.get("export"), told.refusal().get());
                    } else if (told.existing().isPresent()) {
                        ask.accept(new Asked(now, told));
                    } else {
                        write(now, told.order());
                    }
                },
                () -> running.set(writing));
    }

    /** Answers whether the file may be replaced. */
    void answer(boolean overwrite) {
        Optional<Asked> asked = question.get();
        question.set(Optional.empty());
        if (overwrite) {
            asked.filter(one -> isReady(one.session()))
                    .ifPresent(one -> write(one.session(), one.outlook().order()));
        }
    }

    private void write(Session ordered, ExportOrder order) {
        writing = true;
        running.set(true);
        tasks.start(
                TEXTS.get("export"),
                workbench.device(),
                workbench.export(ordered, order),
                exported -> {
                    recent.removeIf(other -> other.file().equals(exported.file()));
                    recent.add(0, exported);
                    last.set(Optional.of(exported));
                    notices.done(
                            TEXTS.get("export"),
                            TEXTS.get(
                                    "done",
                                    exported.file().toString(),
                                    ADVICE.of(
                                            GLOSSARY.words(exported.check().told()),
                                            exported.check().hints())));
                },
                () -> {
                    writing = false;
                    running.set(false);
                });
    }

    /** Cooks a file that was exported once again, and compares every byte. */
    public void rebuild(Path file) {
        if (running.get()) {
            return;
        }
        running.set(true);
        List<Path> folders = session.session().sources().stream()
                .flatMap(source -> Optional.ofNullable(source.path().getParent()).stream())
                .distinct()
                .toList();
        tasks.start(
                TEXTS.get("rebuild"),
                workbench.device(),
                workbench.rebuild(file, folders),
                done -> rebuilt.set(Optional.of(done)),
                () -> running.set(false));
    }

    /** Asks for the card that an export would write; {@link #cardProperty} gets it. */
    public void preview(ExportOrder order) {
        Session now = session.session();
        if (isReady(now)) {
            tasks.start(
                    TEXTS.get("card.task"), workbench.device(), workbench.card(now, completed(order, now)), card::set);
        }
    }

    /** Measures everything and writes a report about the mix. */
    public void report(Path target) {
        Session now = session.session();
        if (!isReady(now)) {
            return;
        }
        running.set(true);
        String name = target.toString();
        Path named = name.toLowerCase(Locale.ROOT).endsWith(".html") ? target : Path.of(name + ".html");
        ReportOrder order = ReportOrder.to(named)
                .withSearch(searches.apply(now))
                .withSessionFile(session.fileProperty().get());
        tasks.start(
                TEXTS.get("report.task"),
                workbench.device(),
                workbench.writeReport(now, order),
                reported -> {
                    reportFile.set(Optional.of(reported.html()));
                    notices.done(
                            TEXTS.get("report.task"),
                            TEXTS.get(
                                    "report.done",
                                    reported.html().toString(),
                                    reported.card().toString()));
                },
                () -> running.set(false));
    }

    private boolean isReady(Session now) {
        if (now.ingredients().isEmpty()) {
            notices.problem(TEXTS.get("export"), TEXTS.get("problem.no-ingredients"));
            return false;
        }
        return !running.get();
    }

    private ExportOrder completed(ExportOrder order, Session now) {
        Path named = order.format().withEnding(order.target());
        return order.at(named).withSearch(searches.apply(now));
    }
}

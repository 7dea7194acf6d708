package org.stockpot.ui.export;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;
import org.stockpot.data.DataRef;
import org.stockpot.data.Role;
import org.stockpot.session.ExportOrder;
import org.stockpot.session.Exported;
import org.stockpot.session.ReportOrder;
import org.stockpot.session.SearchSummary;
import org.stockpot.session.Session;
import org.stockpot.session.Workbench;
import org.stockpot.ui.state.Notices;
import org.stockpot.ui.state.OpenModel;
import org.stockpot.ui.state.SessionModel;
import org.stockpot.ui.state.Tasks;

/** Writes the mix on the sliders to a file. Lives on the JavaFX thread and knows no control. */
public final class ExportModel {
    private final Workbench workbench;
    private final SessionModel session;
    private final OpenModel opened;
    private final Tasks tasks;
    private final Notices notices;
    private final ReadOnlyBooleanWrapper running = new ReadOnlyBooleanWrapper();
    private final ReadOnlyObjectWrapper<Optional<Exported>> last = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<String> card = new ReadOnlyObjectWrapper<>("");
    private Function<Session, Optional<SearchSummary>> searches = unknown -> Optional.empty();

    public ExportModel(Workbench workbench, SessionModel session, OpenModel opened, Tasks tasks, Notices notices) {
        this.workbench = workbench;
        this.session = session;
        this.opened = opened;
        this.tasks = tasks;
        this.notices = notices;
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

    /** Writes the fused model, with the format's ending appended where it is missing. */
    public void export(ExportOrder order) {
        Session now = session.session();
        if (!isReady(now)) {
            return;
        }
        running.set(true);
        tasks.start(
                "Export",
                workbench.device(),
                workbench.export(now, completed(order, now)),
                exported -> {
                    last.set(Optional.of(exported));
                    notices.done(
                            "Export", exported.file() + ": " + exported.check().sentence());
                },
                () -> running.set(false));
    }

    /** Asks for the card that an export would write; {@link #cardProperty} gets it. */
    public void preview(ExportOrder order) {
        Session now = session.session();
        if (isReady(now)) {
            tasks.start("Model card", workbench.device(), workbench.card(now, completed(order, now)), card::set);
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
                "Report",
                workbench.device(),
                workbench.writeReport(now, order),
                reported -> notices.done("Report", reported.html() + ": written, with " + reported.card()),
                () -> running.set(false));
    }

    private boolean isReady(Session now) {
        if (now.ingredients().isEmpty()) {
            notices.problem("Export", "There is nothing to export: add ingredients to the library.");
            return false;
        }
        return !running.get();
    }

    private ExportOrder completed(ExportOrder order, Session now) {
        Path named = order.format().withEnding(order.target());
        return order.at(named).withSearch(searches.apply(now));
    }
}

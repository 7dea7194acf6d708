package org.stockpot.ui.charts;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;
import org.stockpot.evaluate.Evaluation;
import org.stockpot.session.ClassReport;
import org.stockpot.session.Diagnosing;
import org.stockpot.session.Session;
import org.stockpot.session.Source;
import org.stockpot.session.Workbench;
import org.stockpot.ui.state.Basis;
import org.stockpot.ui.state.SessionModel;
import org.stockpot.ui.state.Tasks;
import org.stockpot.ui.text.Texts;

/** What charts show that has to be measured on request. Lives on the JavaFX thread and knows no control. */
public final class MeasuringModel {
    private static final Texts TEXTS = Texts.of(MeasuringModel.class);

    private final Workbench workbench;
    private final SessionModel session;
    private final Tasks tasks;
    private final ReadOnlyBooleanWrapper measuring = new ReadOnlyBooleanWrapper();
    private final ReadOnlyObjectWrapper<Optional<ClassReport>> report = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<List<MeasuredLine>> lines = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<List<Evaluation>> ensemble = new ReadOnlyObjectWrapper<>(List.of());
    private final ObjectProperty<Optional<String>> set = new SimpleObjectProperty<>(Optional.empty());
    private final ObjectProperty<Optional<ClassReport.Kind>> model = new SimpleObjectProperty<>(Optional.empty());
    private final Basis basis;

    public MeasuringModel(Workbench workbench, SessionModel session, Tasks tasks) {
        this.workbench = workbench;
        this.session = session;
        this.tasks = tasks;
        this.basis = new Basis(session, this::forget);
        report.addListener((observable, before, now) -> choose(now));
    }

    /** Whether something is measured now; one thing at a time. */
    public ReadOnlyBooleanProperty measuringProperty() {
        return measuring.getReadOnlyProperty();
    }

    /** What was measured per class; empty before that and after anything but the recipe changed. */
    public ReadOnlyObjectProperty<Optional<ClassReport>> reportProperty() {
        return report.getReadOnlyProperty();
    }

    /** The lines that were measured, oldest first. */
    public ReadOnlyObjectProperty<List<MeasuredLine>> linesProperty() {
        return lines.getReadOnlyProperty();
    }

    /** What the logit ensemble of the ingredients scores on every set; none before it was measured. */
    public ReadOnlyObjectProperty<List<Evaluation>> ensembleProperty() {
        return ensemble.getReadOnlyProperty();
    }

    /** The set that charts per class show. */
    public ObjectProperty<Optional<String>> setProperty() {
        return set;
    }

    /** The model that charts of one model show. */
    public ObjectProperty<Optional<ClassReport.Kind>> modelProperty() {
        return model;
    }

    /** Whether the sliders have moved since charts per class were measured. */
    public ObservableValue<Boolean> staleProperty() {
        return Bindings.createBooleanBinding(
                () -> report.get()
                        .filter(known ->
                                !known.recipe().equals(session.session().recipe()))
                        .isPresent(),
                session.sessionProperty(),
                report);
    }

    /** Measures base, best ingredient and mix, image by image. */
    public void measureClasses() {
        if (measuring.get()) {
            return;
        }
        measuring.set(true);
        Session now = session.session();
        tasks.start(
                TEXTS.get("task.classes"),
                workbench.device(),
                workbench.classes(now),
                basis.ifUnchanged(found -> report.set(Optional.of(new ClassReport(now.recipe(), found.models())))),
                () -> measuring.set(false));
    }

    /** Measures the straight line between two models. */
    public void measureLine(Source from, Source to) {
        if (measuring.get()) {
            return;
        }
        measuring.set(true);
        tasks.start(
                TEXTS.get("task.line", from.name(), to.name()),
                workbench.device(),
                workbench.line(session.session(), from, to, Diagnosing.USUAL),
                basis.ifUnchanged(found -> add(new MeasuredLine(from.path(), to.path(), found))),
                () -> measuring.set(false));
    }

    /** Measures the mean of all ingredients' logits. */
    public void measureEnsemble() {
        if (measuring.get()) {
            return;
        }
        measuring.set(true);
        tasks.start(
                TEXTS.get("task.ensemble"),
                workbench.device(),
                workbench.ensemble(session.session()),
                basis.ifUnchanged(ensemble::set),
                () -> measuring.set(false));
    }

    /** Forgets the lines. */
    public void clearLines() {
        lines.set(List.of());
    }

    private void add(MeasuredLine line) {
        List<MeasuredLine> all = new ArrayList<>(lines.get());
        all.removeIf(line::isBetweenTheSame);
        all.add(line);
        lines.set(List.copyOf(all));
    }

    private void forget() {
        report.set(Optional.empty());
        lines.set(List.of());
        ensemble.set(List.of());
    }

    /** Models of the report. */
    List<ClassReport.Model> models() {
        return report.get().map(ClassReport::models).orElse(List.of());
    }

    /** The model that is shown alone. */
    Optional<ClassReport.Model> shown() {
        return models().stream()
                .filter(one -> Optional.of(one.kind()).equals(model.get()))
                .findFirst();
    }

    private void choose(Optional<ClassReport> now) {
        List<String> sets = now.map(known -> known.models().get(0).sets().stream()
                        .map(ClassReport.SetView::set)
                        .toList())
                .orElse(List.of());
        if (set.get().filter(sets::contains).isEmpty()) {
            set.set(sets.stream().findFirst());
        }
        if (now.isPresent() && shown().isEmpty()) {
            model.set(Optional.of(ClassReport.Kind.MIX));
        }
    }
}

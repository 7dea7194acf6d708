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
import org.stockpot.data.DataRef;
import org.stockpot.evaluate.Evaluation;
import org.stockpot.session.ClassReport;
import org.stockpot.session.Diagnosing;
import org.stockpot.session.Session;
import org.stockpot.session.Source;
import org.stockpot.session.Workbench;
import org.stockpot.ui.state.SessionModel;
import org.stockpot.ui.state.SourceFiles;
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
    private Key of = Key.of(Session.EMPTY);

    /** What results depend on besides the recipe. */
    private record Key(SourceFiles files, List<DataRef> data) {
        static Key of(Session session) {
            return new Key(SourceFiles.of(session), session.data());
        }
    }

    public MeasuringModel(Workbench workbench, SessionModel session, Tasks tasks) {
        this.workbench = workbench;
        this.session = session;
        this.tasks = tasks;
        session.sessionProperty().addListener((observable, before, now) -> {
            Key key = Key.of(now);
            if (!key.equals(of)) {
                of = key;
                report.set(Optional.empty());
                lines.set(List.of());
                ensemble.set(List.of());
            }
        });
        report.addListener((observable, before, now) -> choose(now));
    }

    /** Whether something is measured now; one thing at a time. */
    public ReadOnlyBooleanProperty measuringProperty() {
        return measuring.getReadOnlyProperty();
    }

    /** What was measured per class; empty before that and after the models or data changed. */
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
        Key key = of;
        tasks.start(
                TEXTS.get("task.classes"),
                workbench.device(),
                workbench.classes(now),
                found -> {
                    if (key.equals(of)) {
                        report.set(Optional.of(new ClassReport(now.recipe(), found.models())));
                    }
                },
                () -> measuring.set(false));
    }

    /** Measures the straight line between two models. */
    public void measureLine(Source from, Source to) {
        if (measuring.get()) {
            return;
        }
        measuring.set(true);
        Key key = of;
        tasks.start(
                TEXTS.get("task.line", from.name(), to.name()),
                workbench.device(),
                workbench.line(session.session(), from, to, Diagnosing.USUAL),
                found -> {
                    if (key.equals(of)) {
                        var line = new MeasuredLine(from.path(), to.path(), found);
                        List<MeasuredLine> all = new ArrayList<>(lines.get());
                        all.removeIf(line::isBetweenTheSame);
                        all.add(line);
                        lines.set(List.copyOf(all));
                    }
                },
                () -> measuring.set(false));
    }

    /** Measures the mean of all ingredients' logits. */
    public void measureEnsemble() {
        if (measuring.get()) {
            return;
        }
        measuring.set(true);
        Key key = of;
        tasks.start(
                TEXTS.get("task.ensemble"),
                workbench.device(),
                workbench.ensemble(session.session()),
                found -> {
                    if (key.equals(of)) {
                        ensemble.set(found);
                    }
                },
                () -> measuring.set(false));
    }

    /** Forgets the lines. */
    public void clearLines() {
        lines.set(List.of());
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

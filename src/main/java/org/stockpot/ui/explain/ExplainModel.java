package org.stockpot.ui.explain;

import java.util.List;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;
import org.stockpot.fuse.Recipe;
import org.stockpot.session.Diagnosing;
import org.stockpot.session.Diagnosis;
import org.stockpot.session.MixWords;
import org.stockpot.session.Session;
import org.stockpot.session.Source;
import org.stockpot.session.Workbench;
import org.stockpot.ui.state.Basis;
import org.stockpot.ui.state.Notices;
import org.stockpot.ui.state.OpenModel;
import org.stockpot.ui.state.SessionModel;
import org.stockpot.ui.state.Tasks;
import org.stockpot.ui.text.Glossary;
import org.stockpot.ui.text.Texts;

/** Explains the mix on the sliders. Lives on the JavaFX thread and knows no control. */
public final class ExplainModel {
    private static final Texts TEXTS = Texts.of(ExplainModel.class);
    private static final Glossary GLOSSARY = Glossary.shown();

    private final Workbench workbench;
    private final SessionModel session;
    private final OpenModel opened;
    private final Tasks tasks;
    private final Notices notices;
    private final Basis basis;
    private final ReadOnlyBooleanWrapper running = new ReadOnlyBooleanWrapper();
    private final ReadOnlyObjectWrapper<Optional<Explained>> last = new ReadOnlyObjectWrapper<>(Optional.empty());

    /** A diagnosis, and of which recipe it is. */
    private record Explained(Recipe recipe, Diagnosis diagnosis) {}

    public ExplainModel(Workbench workbench, SessionModel session, OpenModel opened, Tasks tasks, Notices notices) {
        this.workbench = workbench;
        this.session = session;
        this.opened = opened;
        this.tasks = tasks;
        this.notices = notices;
        this.basis = new Basis(session, () -> last.set(Optional.empty()));
    }

    public ReadOnlyBooleanProperty runningProperty() {
        return running.getReadOnlyProperty();
    }

    /** The newest diagnosis; empty before one is made and after anything but the recipe changed. */
    public ObservableValue<Optional<Diagnosis>> diagnosisProperty() {
        return last.getReadOnlyProperty().map(known -> known.map(Explained::diagnosis));
    }

    /** Whether the sliders have moved since that diagnosis. */
    public ObservableValue<Boolean> staleProperty() {
        ReadOnlyObjectProperty<Session> now = session.sessionProperty();
        return Bindings.createBooleanBinding(
                () -> last.get()
                        .filter(known -> !known.recipe().equals(now.get().recipe()))
                        .isPresent(),
                now,
                last);
    }

    /** The mix on the sliders in words, one line per set of layer groups with the same shares. */
    public ObservableValue<List<String>> wordsProperty() {
        return Bindings.createObjectBinding(this::words, session.sessionProperty(), opened.openedProperty());
    }

    private List<String> words() {
        Session now = session.session();
        if (now.ingredients().isEmpty()) {
            return List.of();
        }
        return MixWords.of(
                        now.recipe(),
                        now.ingredients().stream().map(Source::name).toList(),
                        opened.openedProperty()
                                .get()
                                .map(known -> known.groups().names())
                                .orElse(List.of()),
                        now.base().isPresent())
                .stream()
                .map(GLOSSARY::words)
                .toList();
    }

    /** Finds out why the mix is as good or bad as it is. */
    public void diagnose() {
        Session now = session.session();
        if (running.get()) {
            return;
        }
        if (now.ingredients().isEmpty()) {
            notices.problem(TEXTS.get("explain"), TEXTS.get("problem.no-ingredients"));
            return;
        }
        running.set(true);
        tasks.start(
                TEXTS.get("task"),
                workbench.device(),
                workbench.diagnosis(now, Diagnosing.USUAL),
                basis.ifUnchanged(found -> last.set(Optional.of(new Explained(now.recipe(), found)))),
                () -> running.set(false));
    }
}

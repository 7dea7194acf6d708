package org.stockpot.ui.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;
import org.stockpot.data.Preprocessing;
import org.stockpot.data.Preset;
import org.stockpot.session.NetworkFacts;
import org.stockpot.session.OpenSession;

/** How images are prepared, and how they might be instead. Lives on the JavaFX thread and knows no control. */
final class PreparationModel {
    private final GalleryModel gallery;
    private final ObservableValue<Optional<OpenSession>> opened;
    private final ReadOnlyObjectWrapper<List<Choice>> choices = new ReadOnlyObjectWrapper<>(List.of());
    private final ObjectProperty<Choice> choice = new SimpleObjectProperty<>(Choice.GUESS);
    private final ObservableValue<Optional<Preprocessing>> previewed;
    private Optional<Preprocessing> followed = Optional.empty();

    /**
     * What somebody may choose.
     *
     * @param id kebab case
     * @param preset empty for what the session says itself, and for what the checkpoint says or is usual
     */
    record Choice(String id, Optional<Preset> preset) {
        /** What the checkpoint says, or what is usual for the network. */
        static final Choice GUESS = new Choice("guess", Optional.empty());

        /** What the session says, where that is no preset. */
        static final Choice OWN = new Choice("own", Optional.empty());

        static Choice of(Preset preset) {
            return new Choice(preset.id(), Optional.of(preset));
        }
    }

    PreparationModel(GalleryModel gallery, ObservableValue<Optional<OpenSession>> opened) {
        this.gallery = gallery;
        this.opened = opened;
        this.previewed = Bindings.createObjectBinding(
                () -> preset(choice.get()).or(() -> inForce()), choice, opened, gallery.sessionProperty());
        opened.addListener((observable, before, now) -> follow());
        follow();
    }

    /** All there is to choose from. */
    ReadOnlyObjectProperty<List<Choice>> choicesProperty() {
        return choices.getReadOnlyProperty();
    }

    /** What is chosen, whether it is in force already or not. */
    ObjectProperty<Choice> choiceProperty() {
        return choice;
    }

    ObservableValue<Optional<OpenSession>> openedProperty() {
        return opened;
    }

    /** What is chosen, or else what is in force; empty while no network is known. */
    ObservableValue<Optional<Preprocessing>> previewedProperty() {
        return previewed;
    }

    /** Whether using the choice would change anything. */
    boolean isNews() {
        return opened.getValue().isPresent() && !choice.get().equals(chosen());
    }

    /** What the choice does, in words; empty where nobody can tell before it is used. */
    Optional<String> words(Choice one) {
        return preset(one).map(NetworkFacts::text);
    }

    /** Prepares images as chosen from now on. */
    void use() {
        gallery.prepare(preset(choice.get()));
    }

    private Optional<Preprocessing> preset(Choice one) {
        return one.preset()
                .flatMap(preset -> opened.getValue()
                        .map(known -> preset.of(
                                known.architecture().inputSize(),
                                known.architecture().channels())));
    }

    private Optional<Preprocessing> inForce() {
        return opened.getValue().map(OpenSession::preprocessing);
    }

    /** What somebody is trying stays chosen while other things become known. */
    private void follow() {
        if (opened.getValue().isEmpty()) {
            return;
        }
        Choice now = chosen();
        Optional<Preprocessing> force = inForce();
        if (force.equals(followed)) {
            return;
        }
        followed = force;
        List<Choice> all = new ArrayList<>(List.of(Choice.GUESS));
        if (now.equals(Choice.OWN)) {
            all.add(now);
        }
        Stream.of(Preset.values()).map(Choice::of).forEach(all::add);
        if (!all.equals(choices.get())) {
            choices.set(List.copyOf(all));
        }
        choice.set(now);
    }

    /** What is in force. */
    private Choice chosen() {
        Optional<Preprocessing> own = gallery.sessionProperty().get().preprocessing();
        if (own.isEmpty()) {
            return Choice.GUESS;
        }
        return Stream.of(Preset.values())
                .map(Choice::of)
                .filter(one -> own.equals(preset(one)))
                .findFirst()
                .orElse(Choice.OWN);
    }
}

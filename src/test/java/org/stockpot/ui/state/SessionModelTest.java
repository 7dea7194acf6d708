package org.stockpot.ui.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.fuse.Recipe;
import org.stockpot.session.Session;
import org.stockpot.session.Source;

class SessionModelTest {
    private final SessionModel model = new SessionModel();

    SessionModelTest() {
        model.open(Session.EMPTY.withIngredients(List.of(source("a"), source("b"))), Optional.empty());
    }

    @Test
    void aDragIsOneStep() {
        Recipe before = model.session().recipe();
        model.beginGesture();
        model.preview(weights(0.6, 0.5));
        model.preview(weights(0.7, 0.5));
        model.endGesture("a: 0.5 → 0.7");
        assertThat(model.historyProperty().get().past()).hasSize(1);
        assertThat(model.historyProperty().get().undoable().orElseThrow().name())
                .isEqualTo("a: 0.5 → 0.7");
        model.undo();
        assertThat(model.session().recipe()).isEqualTo(before);
        model.redo();
        assertThat(model.session().recipe()).isEqualTo(weights(0.7, 0.5));
    }

    @Test
    void aDragThatComesBackIsNoStep() {
        Recipe before = model.session().recipe();
        model.beginGesture();
        model.preview(weights(0.6, 0.5));
        model.preview(before);
        model.endGesture("nothing");
        assertThat(model.historyProperty().get().undoable()).isEmpty();
    }

    @Test
    void aSearchThatEndsDuringADragKeepsBothSteps() {
        model.beginGesture();
        model.preview(weights(0.6, 0.5));
        model.cook("Manifold mixing", weights(0.1, 0.9));
        assertThat(model.historyProperty().get().past()).hasSize(2);
        model.undo();
        assertThat(model.session().recipe()).isEqualTo(weights(0.6, 0.5));
    }

    @Test
    void otherIngredientsEmptyTheHistoryButATrialOrDataDoNot() {
        model.cook("step", weights(0.9, 0.1));
        model.edit(now -> now.withData(List.of()));
        assertThat(model.historyProperty().get().undoable()).isPresent();
        model.edit(now -> now.moved(0, 1));
        assertThat(model.historyProperty().get().undoable()).isEmpty();
    }

    @Test
    void whatChangedWhileTheSessionWasWrittenStaysUnsaved() {
        model.cook("step", weights(0.9, 0.1));
        Session written = model.session();
        model.cook("another", weights(0.8, 0.2));
        model.saved(written, Path.of("kitchen.stockpot.json"));
        assertThat(model.unsavedProperty().get()).isTrue();
        model.saved(model.session(), Path.of("kitchen.stockpot.json"));
        assertThat(model.unsavedProperty().get()).isFalse();
    }

    private Recipe weights(double first, double second) {
        return model.session().recipe().withWeights(MixingWeights.of(new double[][] {{first}, {second}}));
    }

    private static Source source(String name) {
        return new Source(name, Path.of(name + ".safetensors"), name);
    }
}

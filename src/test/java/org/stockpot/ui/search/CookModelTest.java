package org.stockpot.ui.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.stockpot.search.CookPlan;
import org.stockpot.session.Session;
import org.stockpot.session.TinyKitchen;
import org.stockpot.ui.state.ModelTest;
import org.stockpot.ui.text.Glossary;

class CookModelTest extends ModelTest {
    private final CookModel model = new CookModel(workbench, session, opened(), tasks, notices);
    private final CookPlan plan = CookModel.plans().get(0);
    private Session whole = Session.EMPTY;

    @BeforeEach
    void open() throws Exception {
        whole = new TinyKitchen(folder).session(workbench, 40);
        session.open(whole, Optional.empty());
    }

    @Test
    void aCheckpointBecomesAnIngredientOfTheSessionThatItWasMadeIn() throws Exception {
        cook();
        delivery.until(() -> session.session().ingredients().size() == 4, () -> {});

        assertThat(session.session().ingredients().get(3).name()).isEqualTo("cooked");
    }

    @Test
    void aCheckpointIsNotAddedToASessionThatWasOpenedMeanwhile() throws Exception {
        cook();
        delivery.until(() -> begun() == 2, () -> {});
        session.open(whole.removed(2), Optional.empty());
        delivery.until(
                () -> model.lastProperty().get().isPresent()
                        && !model.runningProperty().get(),
                () -> {});

        assertThat(begun()).isEqualTo(2);
        assertThat(session.session().ingredients()).hasSize(2);
    }

    @Test
    void aSecondPressWhileOneIsMadeDoesNothing() throws Exception {
        cook();
        cook();

        assertThat(begun()).isEqualTo(1);
        delivery.until(
                () -> model.lastProperty().get().isPresent()
                        && !model.runningProperty().get(),
                () -> {});

        assertThat(notices.all()).hasSize(1);
        assertThat(model.questionProperty().get()).isEmpty();
    }

    /** Tasks of cooking: looking where the file will lie, making it, adding it. */
    private long begun() {
        String title = Glossary.shown().title(plan);
        return tasks.running().stream()
                .filter(task -> task.name().equals(title))
                .count();
    }

    private void cook() {
        model.start(plan.id(), Map.of(), folder.resolve("cooked.safetensors"), true);
    }
}

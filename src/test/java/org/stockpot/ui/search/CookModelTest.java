package org.stockpot.ui.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.job.QueueLane;
import org.stockpot.search.CookPlan;
import org.stockpot.session.Session;
import org.stockpot.session.TinyKitchen;
import org.stockpot.session.Workbench;
import org.stockpot.ui.state.Delivery;
import org.stockpot.ui.state.Notices;
import org.stockpot.ui.state.OpenModel;
import org.stockpot.ui.state.SessionModel;
import org.stockpot.ui.state.Tasks;
import org.stockpot.ui.text.Glossary;

class CookModelTest {
    @TempDir
    private Path folder;

    private final Delivery delivery = new Delivery();
    private final Workbench workbench =
            new Workbench(TinyKitchen.backend(), new QueueLane("device", delivery), new QueueLane("io", delivery));
    private final SessionModel session = new SessionModel();
    private final Notices notices = new Notices();
    private final Tasks tasks = new Tasks(notices, error -> {
        throw new AssertionError(error);
    });
    private final CookModel model =
            new CookModel(workbench, session, new OpenModel(workbench, session, tasks, notices), tasks, notices);
    private final CookPlan plan = CookModel.plans().get(0);
    private Session whole = Session.EMPTY;

    @BeforeEach
    void open() throws Exception {
        whole = new TinyKitchen(folder).session(workbench, 40);
        session.open(whole, Optional.empty());
    }

    @AfterEach
    void close() {
        workbench.close();
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

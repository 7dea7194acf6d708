package org.stockpot.ui.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.stockpot.session.Session;
import org.stockpot.session.TinyKitchen;
import org.stockpot.ui.state.ModelTest;

class SoloModelTest extends ModelTest {
    private final SoloModel model = new SoloModel(workbench, session, tasks, notices);
    private Session whole = Session.EMPTY;

    @BeforeEach
    void open() throws Exception {
        whole = new TinyKitchen(folder).session(workbench, 40);
        session.open(whole, Optional.empty());
    }

    @Test
    void everyModelIsMeasured() throws Exception {
        model.measure();
        untilIdle();

        assertThat(session.session().trials()).hasSize(4);
    }

    @Test
    void modelsOfASessionThatWasLeftAreNotTakenIntoTheNext() throws Exception {
        model.measure();
        session.open(whole.removed(2), Optional.empty());
        untilIdle();

        assertThat(session.session().trials()).isEmpty();
        assertThat(session.unsavedProperty().get()).isFalse();
        assertThat(notices.all()).isEmpty();
    }

    @Test
    void theNextSessionsModelsAreMeasuredWhenThoseBeforeHaveStopped() throws Exception {
        model.measure();
        session.open(whole.removed(2), Optional.empty());
        model.measure();
        untilIdle();

        assertThat(session.session().trials()).hasSize(3);
    }

    private void untilIdle() throws InterruptedException {
        delivery.until(() -> !model.runningProperty().get(), model::poll);
    }
}

package org.stockpot.ui.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.job.QueueLane;
import org.stockpot.session.Session;
import org.stockpot.session.TinyKitchen;
import org.stockpot.session.Workbench;
import org.stockpot.ui.state.Delivery;
import org.stockpot.ui.state.Notices;
import org.stockpot.ui.state.SessionModel;
import org.stockpot.ui.state.Tasks;

class SoloModelTest {
    @TempDir
    private Path folder;

    private final Delivery delivery = new Delivery();
    private final Workbench workbench =
            new Workbench(TinyKitchen.backend(), new QueueLane("device", delivery), new QueueLane("io", Runnable::run));
    private final SessionModel session = new SessionModel();
    private final Notices notices = new Notices();
    private final Tasks tasks = new Tasks(notices, error -> {
        throw new AssertionError(error);
    });
    private final SoloModel model = new SoloModel(workbench, session, tasks, notices);
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

package org.stockpot.ui.state;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.job.QueueLane;
import org.stockpot.session.TinyKitchen;
import org.stockpot.session.Workbench;

/** What stands behind a window without the window: the real workbench, whose results arrive when the test says so. */
public abstract class ModelTest {
    @TempDir
    protected Path folder;

    protected final Delivery delivery = new Delivery();
    protected final Workbench workbench =
            new Workbench(TinyKitchen.backend(), new QueueLane("device", delivery), new QueueLane("io", delivery));
    protected final SessionModel session = new SessionModel();
    protected final Notices notices = new Notices();
    protected final Tasks tasks = new Tasks(notices, error -> {
        throw new AssertionError(error);
    });

    @AfterEach
    final void closeWorkbench() {
        workbench.close();
    }

    /** What is known of the session's files. */
    protected final OpenModel opened() {
        return new OpenModel(workbench, session, tasks, notices);
    }
}

package org.stockpot.ui.state;

import org.stockpot.job.JobListener;
import org.stockpot.session.Workbench;
import org.stockpot.tensor.StockpotException;
import org.stockpot.ui.text.Texts;

/** Gets the engine ready on a machine that has never run it. Lives on the JavaFX thread and knows no control. */
public final class EngineModel {
    private static final Texts TEXTS = Texts.of(EngineModel.class);
    private static final long MEGABYTE = 1_000_000;

    private final Workbench workbench;
    private final Tasks tasks;

    public EngineModel(Workbench workbench, Tasks tasks) {
        this.workbench = workbench;
        this.tasks = tasks;
    }

    /**
     * Unpacks the engine as a task, where that has never happened.
     *
     * @param then runs as soon as that is known, not when it is done: whatever measures waits behind it
     */
    public void ready(Runnable then) {
        workbench.io().submit(workbench.packedEngine(), new JobListener<Long>() {
            @Override
            public void succeeded(Long bytes) {
                if (bytes > 0) {
                    unpack(bytes);
                }
                then.run();
            }

            @Override
            public void failed(StockpotException problem) {
                // Whoever measures first hears it, too, beside what it was wanted for.
                then.run();
            }

            @Override
            public void crashed(Throwable error) {
                tasks.crashes().accept(error);
                then.run();
            }
        });
    }

    private void unpack(long bytes) {
        tasks.start(
                TEXTS.get("engine.unpack", bytes / MEGABYTE), workbench.device(), workbench.unpackEngine(), done -> {});
    }
}

package org.stockpot.ui.charts;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.stockpot.job.QueueLane;
import org.stockpot.session.ChartFile;
import org.stockpot.ui.chart.SaveChartEvent;
import org.stockpot.ui.state.Notices;
import org.stockpot.ui.state.Tasks;
import org.stockpot.ui.text.Texts;

/** Asks where a chart goes and has it written on the io lane. Lives on the JavaFX thread and knows no control. */
public final class ChartSaver {
    private static final Texts TEXTS = Texts.of(ChartSaver.class);

    private final QueueLane io;
    private final Tasks tasks;
    private final Notices notices;
    private Function<ChartFile, Optional<Path>> asking = file -> Optional.empty();

    public ChartSaver(QueueLane io, Tasks tasks, Notices notices) {
        this.io = io;
        this.tasks = tasks;
        this.notices = notices;
    }

    /**
     * How the user is asked.
     *
     * @param newAsking what was typed; the ending is appended where it is missing
     */
    public void setAsking(Function<ChartFile, Optional<Path>> newAsking) {
        asking = newAsking;
    }

    /** Saves the chart of an event that came up the scene graph. */
    public void save(SaveChartEvent event) {
        event.consume();
        ChartFile file = event.file();
        asking.apply(file).map(file::target).ifPresent(target -> write(file, target));
    }

    /** Writes many into a folder. */
    void saveAll(List<ChartFile> files, Path folder) {
        tasks.start(
                TEXTS.get("save.all"),
                io,
                ChartFile.writeAll(files, folder),
                written -> notices.done(
                        TEXTS.get("save.all"), TEXTS.get("save.all.done", written.size(), folder.toString())));
    }

    private void write(ChartFile file, Path target) {
        tasks.start(
                TEXTS.get("save.one"),
                io,
                file.writeTo(target),
                written -> notices.done(TEXTS.get("save.one"), TEXTS.get("save.one.done", target.toString())));
    }
}

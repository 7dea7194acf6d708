package org.stockpot.ui.charts;

import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.stockpot.job.QueueLane;
import org.stockpot.session.settings.MemoryUse;
import org.stockpot.ui.chart.MachineFacts;
import org.stockpot.ui.live.LiveModel;
import org.stockpot.ui.state.MemoryWatch;
import org.stockpot.ui.state.RunningTask;
import org.stockpot.ui.state.Tasks;

/** Device, memory and the time that running work will take, looked at once a second while somebody watches. */
public final class MachineModel {
    private final Tasks tasks;
    private final LiveModel live;
    private final ReadOnlyObjectWrapper<MachineFacts> facts = new ReadOnlyObjectWrapper<>(MachineFacts.UNKNOWN);
    private final MemoryWatch watch;
    private final Timeline clock;
    private Optional<MemoryUse> memory = Optional.empty();

    /** @param io where memory is measured */
    public MachineModel(Tasks tasks, LiveModel live, QueueLane io) {
        this.tasks = tasks;
        this.live = live;
        this.watch = new MemoryWatch(io, use -> memory = Optional.of(use));
        this.clock = new Timeline(new KeyFrame(javafx.util.Duration.seconds(1), event -> look()));
        clock.setCycleCount(Timeline.INDEFINITE);
        look();
    }

    public ReadOnlyObjectProperty<MachineFacts> factsProperty() {
        return facts.getReadOnlyProperty();
    }

    /** Starts or stops looking. */
    void watch(boolean watched) {
        if (watched) {
            look();
            clock.play();
        } else {
            clock.stop();
        }
    }

    private void look() {
        watch.poll();
        Optional<RunningTask> longest = tasks.running().stream()
                .max(Comparator.comparing(task -> task.remaining().orElse(Duration.ZERO)));
        facts.set(new MachineFacts(
                live.readingProperty().get().device(),
                memory,
                longest.map(RunningTask::name),
                longest.flatMap(RunningTask::remaining)));
    }
}

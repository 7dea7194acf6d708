package org.stockpot.ui.state;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.stockpot.job.Job;
import org.stockpot.job.JobListener;
import org.stockpot.job.LatestLane;
import org.stockpot.job.QueueLane;
import org.stockpot.session.settings.Recents;
import org.stockpot.tensor.StockpotException;

/** Sessions that were worked on, and which of them are gone. Lives on the JavaFX thread. */
public final class RecentModel {
    private final SettingsModel settings;
    private final LatestLane looking;
    private final Set<Path> missing = new HashSet<>();
    private final ReadOnlyObjectWrapper<List<Entry>> entries = new ReadOnlyObjectWrapper<>(List.of());

    /**
     * A session that was worked on.
     *
     * @param missing whether there is no such file any more, as far as is known
     */
    public record Entry(Path file, boolean pinned, boolean missing) {}

    public RecentModel(SettingsModel settings, SessionModel session, QueueLane io) {
        this.settings = settings;
        this.looking = new LatestLane(io);
        session.fileProperty().addListener((observable, before, now) -> remember(now));
        settings.settingsProperty().addListener((observable, before, now) -> {
            if (!now.recents().equals(before.recents())) {
                show();
                look();
            }
        });
        show();
        look();
    }

    /** Pinned ones first, each part newest first. */
    public ReadOnlyObjectProperty<List<Entry>> entriesProperty() {
        return entries.getReadOnlyProperty();
    }

    /** Keeps one in the list for good, or no longer. */
    public void pin(Path file, boolean pin) {
        settings.change(now -> now.withRecents(now.recents().pinned(file, pin)));
    }

    /** Takes one out of the list. */
    public void remove(Path file) {
        settings.change(now -> now.withRecents(now.recents().without(file)));
    }

    /** Finds out anew which files are gone. */
    public void look() {
        List<Path> files = settings.settings().recents().all().stream()
                .map(Recents.Recent::file)
                .toList();
        Job<Set<Path>> job = context -> {
            Set<Path> gone = new HashSet<>();
            for (Path file : files) {
                context.checkpoint();
                if (!Files.isRegularFile(file)) {
                    gone.add(file);
                }
            }
            return gone;
        };
        looking.submit(job, new JobListener<Set<Path>>() {
            @Override
            public void succeeded(Set<Path> gone) {
                missing.clear();
                missing.addAll(gone);
                show();
            }

            @Override
            public void failed(StockpotException problem) {
                // It refuses nothing.
            }
        });
    }

    private void remember(Optional<Path> file) {
        file.ifPresent(
                opened -> settings.change(now -> now.withRecents(now.recents().with(opened))));
    }

    private void show() {
        entries.set(settings.settings().recents().all().stream()
                .map(recent -> new Entry(recent.file(), recent.pinned(), missing.contains(recent.file())))
                .toList());
    }
}

package org.stockpot.ui.state;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.stockpot.session.Source;
import org.stockpot.session.Workbench;

/**
 * Has every file of the session read once as a whole, one after the other and in the background; other work on files
 * goes in between. Follows the session by itself. Lives on the JavaFX thread.
 */
public final class ReportModel {
    private static final long MERGE_NANOS = 2_000_000_000L;

    private final Workbench workbench;
    private final SessionModel session;
    private final Tasks tasks;
    private final Map<Path, String> hashes = new HashMap<>();
    private final Set<Path> read = new HashSet<>();
    private List<Source> shown = List.of();
    private Optional<RunningTask> task = Optional.empty();
    private boolean stopped;
    private long merged;

    public ReportModel(Workbench workbench, SessionModel session, Tasks tasks) {
        this.workbench = workbench;
        this.session = session;
        this.tasks = tasks;
        session.sessionProperty().addListener((observable, before, now) -> follow());
        follow();
    }

    private void follow() {
        List<Source> now =
                session.session().sources().stream().map(ReportModel::anonymous).toList();
        if (now.equals(shown)) {
            return;
        }
        // A file that left the session may come back with other content.
        read.retainAll(now.stream().map(Source::path).toList());
        hashes.keySet().retainAll(read);
        shown = now;
        stopped = false;
        if (task.isEmpty()) {
            next();
        }
    }

    private void next() {
        List<Source> sources = session.session().sources();
        Optional<Source> next =
                sources.stream().filter(source -> !read.contains(source.path())).findFirst();
        if (next.isEmpty() || stopped) {
            merge();
            return;
        }
        Source source = next.get();
        String count = sources.size() > 1 ? " (" + (sources.indexOf(source) + 1) + " of " + sources.size() + ")" : "";
        task = Optional.of(tasks.start(
                "Examine " + source.name() + count,
                workbench.io(),
                workbench.examine(source),
                sha256 -> {
                    read.add(source.path());
                    hashes.put(source.path(), sha256);
                },
                () -> ended(source)));
    }

    private void ended(Source source) {
        stopped = task.isPresent() && task.get().isCancelled();
        task = Optional.empty();
        read.add(source.path());
        if (System.nanoTime() - merged > MERGE_NANOS) {
            merge();
        }
        next();
    }

    private void merge() {
        merged = System.nanoTime();
        session.learn(hashes);
    }

    private static Source anonymous(Source source) {
        return new Source("file", source.path(), Optional.empty(), source.weightsOnly());
    }
}

package org.stockpot.ui.state;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.stockpot.job.JobListener;
import org.stockpot.job.LatestLane;
import org.stockpot.session.SessionReport;
import org.stockpot.session.Source;
import org.stockpot.session.Workbench;
import org.stockpot.tensor.StockpotException;
import org.stockpot.ui.text.Texts;

/**
 * What is worth knowing about the files of the session: what their headers tell at once, the rest when every file has
 * been read once as a whole, one after the other and in the background; other work on files goes in between. Follows the
 * session by itself. Lives on the JavaFX thread.
 */
public final class ReportModel {
    private static final long MERGE_NANOS = 2_000_000_000L;

    private static final Texts TEXTS = Texts.of(ReportModel.class);

    private final Workbench workbench;
    private final SessionModel session;
    private final Tasks tasks;
    private final LatestLane headers;
    private final ReadOnlyObjectWrapper<SessionReport> report = new ReadOnlyObjectWrapper<>(SessionReport.EMPTY);
    private final Set<Source> read = new HashSet<>();
    private final ReadOnlyBooleanWrapper nonFiniteAllowed = new ReadOnlyBooleanWrapper();
    private List<Source> shown = List.of();
    private Optional<Path> reference = Optional.empty();
    private Optional<RunningTask> task = Optional.empty();
    private boolean stopped;
    private long merged;

    public ReportModel(Workbench workbench, SessionModel session, Tasks tasks) {
        this.workbench = workbench;
        this.session = session;
        this.tasks = tasks;
        this.headers = new LatestLane(workbench.io());
        session.sessionProperty().addListener((observable, before, now) -> follow());
        follow();
    }

    public ReadOnlyObjectProperty<SessionReport> reportProperty() {
        return report.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty nonFiniteAllowedProperty() {
        return nonFiniteAllowed.getReadOnlyProperty();
    }

    /** Lets mixes take in values that are NaN or infinite until the window is closed. */
    public void allowNonFinite() {
        workbench.allowNonFinite(true);
        nonFiniteAllowed.set(true);
        refresh();
    }

    private void follow() {
        List<Source> sources = session.session().sources();
        List<Source> now = sources.stream().map(SourceFiles::nameless).toList();
        if (now.equals(shown)) {
            return;
        }
        Optional<Path> compared = sources.stream().findFirst().map(Source::path);
        if (!compared.equals(reference)) {
            reference = compared;
            read.clear();
        }
        // A file that left the session may come back with other content.
        read.retainAll(now);
        shown = now;
        stopped = false;
        refresh();
        if (task.isEmpty()) {
            next();
        }
    }

    private void refresh() {
        headers.submit(workbench.report(session.session()), new JobListener<SessionReport>() {
            @Override
            public void succeeded(SessionReport result) {
                report.set(result);
            }

            @Override
            public void failed(StockpotException problem) {
                tasks.crashes().accept(problem);
            }

            @Override
            public void crashed(Throwable error) {
                tasks.crashes().accept(error);
            }
        });
    }

    private void next() {
        List<Source> sources = session.session().sources();
        Optional<Source> next = sources.stream()
                .filter(source -> !read.contains(SourceFiles.nameless(source)))
                .findFirst();
        if (next.isEmpty() || stopped) {
            merge();
            refresh();
            return;
        }
        Source source = next.get();
        String name = sources.size() > 1
                ? TEXTS.get("examine.one-of", source.name(), sources.indexOf(source) + 1, sources.size())
                : TEXTS.get("examine", source.name());
        Optional<Path> compared = reference;
        task = Optional.of(tasks.start(
                name,
                workbench.io(),
                workbench.examine(session.session(), source),
                report::set,
                () -> ended(source, compared)));
    }

    private void ended(Source source, Optional<Path> compared) {
        stopped = task.isPresent() && task.get().isCancelled();
        task = Optional.empty();
        if (compared.equals(reference)) {
            read.add(SourceFiles.nameless(source));
        }
        if (System.nanoTime() - merged > MERGE_NANOS) {
            merge();
        }
        next();
    }

    private void merge() {
        merged = System.nanoTime();
        session.learn(report.get().sha256());
    }
}

package org.stockpot.ui;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.stockpot.session.Autosave;
import org.stockpot.session.Session;
import org.stockpot.session.SessionFile;
import org.stockpot.session.Workbench;
import org.stockpot.ui.state.RunningTask;
import org.stockpot.ui.state.SessionModel;
import org.stockpot.ui.state.Tasks;
import org.stockpot.ui.text.Texts;

/** Opens and saves the session of the window, and loses nothing without asking. */
final class Filing {
    private static final Texts TEXTS = Texts.of(Filing.class);
    /** Work that is not worth a question when the window is closed. */
    private static final Duration SHORT = Duration.ofSeconds(5);

    private final SessionModel session;
    private final Tasks tasks;
    private final Workbench workbench;
    private final Supplier<Optional<Path>> whereToSave;
    private final Asking asking;

    /** Whom to ask before something is lost. */
    interface Asking {
        /** What to do with changes that are not in a file. */
        Answer aboutChanges();

        /** Whether work may be stopped because the window is closed. */
        boolean mayStop(List<RunningTask> work);
    }

    /** What to do with changes. */
    enum Answer {
        SAVE,
        DISCARD,
        STAY
    }

    Filing(
            SessionModel session,
            Tasks tasks,
            Workbench workbench,
            Supplier<Optional<Path>> whereToSave,
            Asking asking) {
        this.session = session;
        this.tasks = tasks;
        this.workbench = workbench;
        this.whereToSave = whereToSave;
        this.asking = asking;
    }

    /** By its ending; the index of a checkpoint in several files is no session. */
    static boolean isSession(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        return name.endsWith(".json") && !name.endsWith(".index.json");
    }

    /** Opens a file in place of what is on the screen; asks only about changes that are made until it has been read. */
    void open(Path file, Runnable then) {
        int changes = session.changes();
        tasks.startUrgent(
                TEXTS.get("file.opening", String.valueOf(file.getFileName())),
                workbench.io(),
                context -> SessionFile.read(file),
                opened -> {
                    Runnable go = () -> {
                        session.open(opened, Optional.of(file));
                        then.run();
                    };
                    if (session.changes() == changes) {
                        go.run();
                    } else {
                        whenSafe(go);
                    }
                });
    }

    /**
     * Puts the mix that an exported file was made of in place of what is on the screen, after asking about changes: its
     * sources and its weights, on the data that is there.
     */
    void openRecipe(Path file) {
        Session now = session.session();
        List<Path> folders = now.sources().stream()
                .flatMap(source -> Optional.ofNullable(source.path().getParent()).stream())
                .distinct()
                .toList();
        tasks.start(
                TEXTS.get("file.recipe", String.valueOf(file.getFileName())),
                workbench.io(),
                workbench.recipe(file, folders),
                made -> whenSafe(
                        () -> session.open(made.withData(session.session().data()), Optional.empty())));
    }

    /** Begins anew. */
    void startAnew() {
        whenSafe(() -> session.open(Session.EMPTY, Optional.empty()));
    }

    /** Puts what a crash left on the screen. */
    void recover(Autosave.Left left, Runnable then) {
        whenSafe(() -> {
            session.recover(left.session(), left.of());
            then.run();
        });
    }

    /** Saves where the session was saved last, or asks where. */
    void save() {
        save(() -> {});
    }

    /** Asks where to save. */
    void saveAs() {
        whereToSave.get().ifPresent(file -> write(file, () -> {}));
    }

    /** Does something that puts another session in place of this one, after asking about changes. */
    void whenSafe(Runnable go) {
        if (!session.isWorthSaving()) {
            go.run();
            return;
        }
        switch (asking.aboutChanges()) {
            case SAVE ->
                // Somebody may go on while the file is written.
                save(() -> whenSafe(go));
            case DISCARD -> go.run();
            case STAY -> {}
        }
    }

    /** Whether the window may be closed without a question. */
    boolean isQuiet() {
        return longWork().isEmpty() && !session.isWorthSaving();
    }

    /** Closes the window after asking about work and changes; only when the session is on disk if it is to be saved. */
    void close(Runnable close) {
        List<RunningTask> work = longWork();
        if (work.isEmpty() || asking.mayStop(work)) {
            whenSafe(close);
        }
    }

    private List<RunningTask> longWork() {
        return tasks.running().stream()
                .filter(task -> task.elapsed().compareTo(SHORT) > 0)
                .toList();
    }

    private void save(Runnable then) {
        session.fileProperty().get().or(whereToSave).ifPresent(file -> write(file, then));
    }

    private void write(Path file, Runnable then) {
        Session written = session.session();
        tasks.startUrgent(
                TEXTS.get("file.saving", String.valueOf(file.getFileName())),
                workbench.io(),
                context -> {
                    SessionFile.write(written, file);
                    return file;
                },
                session.ifStillOpen(to -> {
                    session.saved(written, to);
                    then.run();
                }));
    }
}

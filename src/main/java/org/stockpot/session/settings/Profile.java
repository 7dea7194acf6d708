package org.stockpot.session.settings;

import java.util.Optional;
import java.util.function.UnaryOperator;
import org.stockpot.job.Job;
import org.stockpot.session.Autosave;
import org.stockpot.tensor.StockpotException;

/**
 * What one window keeps for its user beyond its own life: settings, and the session while it is not saved. Closed after
 * the window, on the thread that opened it.
 */
public final class Profile implements AutoCloseable {
    private final UserFolders folders;
    private final SettingsFile file;
    private final boolean safe;
    private final Settings first;
    private final Optional<String> problem;
    private final Autosave autosave;
    /** Changes that are not in the file yet. */
    private UnaryOperator<Settings> waiting = UnaryOperator.identity();

    private boolean dirty;

    private Profile(UserFolders folders, boolean safe, Settings first, Optional<String> problem) {
        this.folders = folders;
        this.file = new SettingsFile(folders.settings());
        this.safe = safe;
        this.first = first;
        this.problem = problem;
        this.autosave = new Autosave(folders.unsaved());
    }

    /**
     * Reads the settings; those that cannot be read are put aside and are as usual.
     *
     * @param safe whether to begin as if nothing had ever been chosen, and to leave the file alone
     */
    public static Profile open(UserFolders folders, boolean safe) {
        if (safe) {
            return new Profile(folders, true, Settings.USUAL, Optional.empty());
        }
        var file = new SettingsFile(folders.settings());
        try {
            return new Profile(folders, false, file.read(), Optional.empty());
        } catch (StockpotException e) {
            String where =
                    file.putAside().map(aside -> " It is now " + aside + ".").orElse("");
            return new Profile(
                    folders,
                    false,
                    Settings.USUAL,
                    Optional.of(e.getMessage() + " All settings are as usual." + where));
        }
    }

    public UserFolders folders() {
        return folders;
    }

    /** As they were when this was opened. */
    public Settings settings() {
        return first;
    }

    /** What was wrong with the settings. */
    public Optional<String> problem() {
        return problem;
    }

    public Autosave autosave() {
        return autosave;
    }

    /** Takes a change in; it is in the file after {@link #keep} or at the end. From any thread. */
    public synchronized void change(UnaryOperator<Settings> change) {
        UnaryOperator<Settings> before = waiting;
        waiting = settings -> change.apply(before.apply(settings));
        dirty = true;
    }

    /** Writes what has changed. On the io lane. */
    public Job<Settings> keep() {
        return context -> write();
    }

    private Settings write() throws StockpotException {
        UnaryOperator<Settings> changes;
        synchronized (this) {
            if (!dirty || safe) {
                return first;
            }
            changes = waiting;
            waiting = UnaryOperator.identity();
            dirty = false;
        }
        return file.change(changes);
    }

    /** Writes the last changes, and drops the unsaved session: the user saw it and did not want it kept. */
    @Override
    public void close() throws StockpotException {
        try {
            autosave.close();
        } finally {
            write();
        }
    }
}

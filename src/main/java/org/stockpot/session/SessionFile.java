package org.stockpot.session;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.stockpot.tensor.StockpotException;

/**
 * Sessions as versioned JSON. Paths are stored relative to the file's folder where that is possible, so that a folder
 * can be moved as a whole.
 */
public final class SessionFile {
    /** What this program writes, and the only version it reads. */
    public static final int VERSION = 1;

    /** Ending of file names. */
    public static final String ENDING = ".stockpot.json";

    private SessionFile() {}

    /**
     * Reads a session. Does not look at the files it refers to.
     *
     * @throws StockpotException if the file cannot be read, is of another version or contradicts itself
     */
    public static Session read(Path file) throws StockpotException {
        Integer version = Json.read(file, Header.class).stockpotSession();
        if (version == null) {
            throw new StockpotException(
                    file + " is not a Stockpot session: expected the number stockpotSession, found none.");
        }
        if (version != VERSION) {
            throw new StockpotException(file + " is a session of version " + version + ", this program reads version "
                    + VERSION + (version > VERSION ? "; update Stockpot." : "."));
        }
        SessionForm form = Json.read(file, SessionForm.class);
        try {
            return form.session(folder(file));
        } catch (IllegalArgumentException | NullPointerException e) {
            throw new StockpotException(file + " is not a consistent session: " + e.getMessage() + ".", e);
        }
    }

    /** Writes a session; the file is the old or the new one, whole, whatever happens. */
    public static void write(Session session, Path file) throws StockpotException {
        AtomicText.write(file, Json.text(SessionForm.of(session, folder(file))));
    }

    private static Path folder(Path file) {
        return Objects.requireNonNull(file.toAbsolutePath().normalize().getParent(), () -> file + " is no file");
    }

    /** The one field that every version has. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    private record Header(@Nullable Integer stockpotSession) {}
}

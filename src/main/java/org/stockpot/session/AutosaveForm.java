package org.stockpot.session;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stockpot.tensor.StockpotException;

/** An unsaved session as it lies in JSON. */
record AutosaveForm(
        int stockpotUnsaved, String at, @Nullable String of, SessionForm session) {
    private static final int VERSION = 1;

    static AutosaveForm of(Session session, Optional<Path> of, Instant at, Path folder) {
        return new AutosaveForm(
                VERSION,
                at.toString(),
                of.map(file -> file.toAbsolutePath().toString()).orElse(null),
                SessionForm.of(session, folder));
    }

    Autosave.Left left(Path file, Path folder) throws StockpotException {
        if (stockpotUnsaved != VERSION) {
            throw new StockpotException(file + " is an unsaved session of version " + stockpotUnsaved
                    + ", this program reads version " + VERSION + ".");
        }
        try {
            return new Autosave.Left(
                    file,
                    Instant.parse(at),
                    session.session(folder),
                    Optional.ofNullable(of).map(Path::of));
        } catch (IllegalArgumentException | NullPointerException | DateTimeException e) {
            throw new StockpotException(file + " is not a consistent session: " + e.getMessage() + ".", e);
        }
    }
}

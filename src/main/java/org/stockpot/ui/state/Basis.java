package org.stockpot.ui.state;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.stockpot.data.DataRef;
import org.stockpot.data.Preprocessing;
import org.stockpot.session.NetworkChoice;
import org.stockpot.session.Session;

/**
 * What results depend on besides the recipe: files, data, preparation, network, and which session it is. Lives on the
 * JavaFX thread.
 */
public final class Basis {
    private final SessionModel session;
    private final Runnable changed;
    private Key now;

    private record Key(
            int opening,
            SourceFiles files,
            List<DataRef> data,
            Optional<Preprocessing> preprocessing,
            NetworkChoice network) {
        static Key of(SessionModel model) {
            Session session = model.session();
            return new Key(
                    model.openingProperty().get(),
                    SourceFiles.of(session),
                    session.data(),
                    session.preprocessing(),
                    SourceFiles.network(session));
        }
    }

    /** @param changed what to do when results of before are of something else */
    public Basis(SessionModel session, Runnable changed) {
        this.session = session;
        this.changed = changed;
        this.now = Key.of(session);
        session.openingProperty().addListener((observable, before, opened) -> follow());
        session.sessionProperty().addListener((observable, before, edited) -> follow());
    }

    /** What a job's result is for: done unless it would be of something else by then. */
    public <T> Consumer<T> ifUnchanged(Consumer<? super T> then) {
        Key begun = now;
        return result -> {
            if (begun.equals(now)) {
                then.accept(result);
            }
        };
    }

    private void follow() {
        Key next = Key.of(session);
        if (!next.equals(now)) {
            now = next;
            changed.run();
        }
    }
}

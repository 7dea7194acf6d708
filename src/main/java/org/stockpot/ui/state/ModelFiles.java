package org.stockpot.ui.state;

import java.util.List;
import java.util.Optional;
import org.stockpot.session.NetworkChoice;
import org.stockpot.session.Session;
import org.stockpot.session.Source;

/** Which files a session's models are. Neither a new name nor getting to know the hash makes another file. */
record ModelFiles(Optional<Source> base, List<Source> ingredients) {
    static ModelFiles of(Session session) {
        return new ModelFiles(
                session.base().map(ModelFiles::nameless),
                session.ingredients().stream().map(ModelFiles::nameless).toList());
    }

    /** What the user says about the network, its head as a file. */
    static NetworkChoice network(Session session) {
        return new NetworkChoice(
                session.network().activation(), session.network().head().map(ModelFiles::nameless));
    }

    private static Source nameless(Source source) {
        return new Source("file", source.path(), Optional.empty(), source.weightsOnly());
    }
}

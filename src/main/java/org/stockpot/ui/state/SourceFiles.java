package org.stockpot.ui.state;

import java.util.List;
import java.util.Optional;
import org.stockpot.session.NetworkChoice;
import org.stockpot.session.Session;
import org.stockpot.session.Source;

/** The files that a session mixes, and how they are read. Neither a new name nor getting to know a hash makes others of them. */
public record SourceFiles(Optional<Source> base, List<Source> ingredients) {
    public static final SourceFiles NONE = of(Session.EMPTY);

    public SourceFiles {
        ingredients = List.copyOf(ingredients);
    }

    public static SourceFiles of(Session session) {
        return new SourceFiles(
                session.base().map(SourceFiles::nameless),
                session.ingredients().stream().map(SourceFiles::nameless).toList());
    }

    /** One model by itself. */
    public static SourceFiles alone(Source source) {
        return new SourceFiles(Optional.empty(), List.of(nameless(source)));
    }

    /** What the user says about the network, its head as such a file. */
    public static NetworkChoice network(Session session) {
        return new NetworkChoice(
                session.network().activation(), session.network().head().map(SourceFiles::nameless));
    }

    /** The same for any file, as one to compare others with. */
    public static Source nameless(Source source) {
        return new Source("file", source.path(), Optional.empty(), source.weightsOnly());
    }
}

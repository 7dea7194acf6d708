package org.stockpot.session;

import java.util.List;
import java.util.stream.Stream;
import org.stockpot.data.DataRef;
import org.stockpot.fuse.Recipe;

/** What a step changed of a session. Going back and forth leaves everything else as it is by then. */
public sealed interface Edit {
    /** The session as if this had not been done. */
    Session back(Session now);

    /** The session with this done again. */
    Session again(Session now);

    /** Whether it can still be taken back after something that was no step turned one session into the other. */
    boolean outlives(Session before, Session after);

    /** The part that it is about, as it was. */
    Object before();

    /** The part that it is about, as it is then. */
    Object after();

    /** Whether it changed anything. */
    default boolean isSome() {
        return !before().equals(after());
    }

    /** Another mix of the same ingredients. */
    record OfRecipe(Recipe before, Recipe after) implements Edit {
        @Override
        public Session back(Session now) {
            return now.withRecipe(before);
        }

        @Override
        public Session again(Session now) {
            return now.withRecipe(after);
        }

        @Override
        public boolean outlives(Session old, Session next) {
            return next.ingredients().equals(old.ingredients());
        }
    }

    /** Other data sets, or the same in another order or role. */
    record OfData(List<DataRef> before, List<DataRef> after) implements Edit {
        public OfData {
            before = List.copyOf(before);
            after = List.copyOf(after);
        }

        @Override
        public Session back(Session now) {
            return now.withData(before);
        }

        @Override
        public Session again(Session now) {
            return now.withData(after);
        }

        @Override
        public boolean outlives(Session old, Session next) {
            return next.data().equals(old.data());
        }
    }

    /** Fewer trials, or the same with other notes. Trials that were measured since stay. */
    record OfTrials(List<Trial> before, List<Trial> after) implements Edit {
        public OfTrials {
            before = List.copyOf(before);
            after = List.copyOf(after);
        }

        @Override
        public Session back(Session now) {
            return now.withTrials(exchanged(now.trials(), after, before));
        }

        @Override
        public Session again(Session now) {
            return now.withTrials(exchanged(now.trials(), before, after));
        }

        /** Trials may be added, but none of those before may be gone. */
        @Override
        public boolean outlives(Session old, Session next) {
            int known = old.trials().size();
            return next.trials().size() >= known
                    && next.trials().subList(0, known).equals(old.trials());
        }

        private static List<Trial> exchanged(List<Trial> now, List<Trial> gone, List<Trial> put) {
            return Stream.concat(put.stream(), now.subList(gone.size(), now.size()).stream())
                    .toList();
        }
    }
}

package org.stockpot.session;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.stockpot.data.DataRef;
import org.stockpot.data.Preprocessing;
import org.stockpot.data.Role;
import org.stockpot.tensor.StockpotException;

/**
 * Which variants were found out, so that each model is tried once as long as the program runs. Safe to use from several
 * threads.
 */
final class Variants {
    private final Map<Key, ChosenVariant> found = new ConcurrentHashMap<>();

    /**
     * What decides.
     *
     * @param first the model that was tried
     * @param head hash of the text features
     */
    record Key(
            Stamp first,
            boolean weightsOnly,
            List<DataRef> validation,
            Preprocessing preprocessing,
            Optional<String> head) {
        static Key of(Session session, Pantry pantry, Preprocessing preprocessing, Optional<String> head)
                throws StockpotException {
            Source first = session.ingredients().get(0);
            return new Key(
                    pantry.stamp(first),
                    first.weightsOnly(),
                    session.data().stream()
                            .filter(ref -> ref.role() == Role.VALIDATION)
                            .toList(),
                    preprocessing,
                    head);
        }
    }

    Optional<ChosenVariant> known(Key key) {
        return Optional.ofNullable(found.get(key));
    }

    void remember(Key key, ChosenVariant variant) {
        found.put(key, variant);
    }
}

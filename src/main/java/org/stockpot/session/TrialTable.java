package org.stockpot.session;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.stockpot.data.Role;
import org.stockpot.evaluate.Evaluation;

/**
 * All trials of a session, each compared with the best ingredient alone.
 *
 * @param rows oldest first
 */
public record TrialTable(List<TrialRow> rows) {
    /** Of an empty session. */
    public static final TrialTable EMPTY = new TrialTable(List.of());

    public TrialTable {
        rows = List.copyOf(rows);
    }

    public static TrialTable of(Session session) {
        return EMPTY.next(session);
    }

    /** The table of a later state of the session; what was compared before is not compared again. */
    public TrialTable next(Session session) {
        Map<Trial, TrialRow> known = new IdentityHashMap<>();
        rows.forEach(row -> known.put(row.trial(), row));
        var rivals = new Rivals(session);
        List<TrialRow> all = new ArrayList<>();
        for (Trial trial : session.trials()) {
            boolean onData = trial.isOn(session.data());
            Optional<Trial> rival = rivals.of(trial);
            TrialRow old = known.get(trial);
            all.add(
                    old != null && isSame(old.rival(), rival)
                            ? old.at(all.size() + 1, onData)
                            : TrialRow.of(all.size() + 1, trial, onData, rival));
        }
        return new TrialTable(all);
    }

    /** Notes may have changed in between. */
    private static boolean isSame(Optional<Trial> one, Optional<Trial> other) {
        return one.isPresent() == other.isPresent()
                && (one.isEmpty()
                        || one.get().evaluations().equals(other.orElseThrow().evaluations()));
    }

    /** The best ingredient for each trial, looked up once for all that share data and ingredients. */
    private static final class Rivals {
        private final Set<String> library = new HashSet<>();
        private final List<Trial> solos;
        private final List<String> current;
        private final Map<Key, Optional<Trial>> known = new HashMap<>();

        private record Key(List<String> data, List<String> ingredients) {}

        Rivals(Session session) {
            current = session.ingredients().stream()
                    .flatMap(source -> source.sha256().stream())
                    .toList();
            session.sources().forEach(source -> source.sha256().ifPresent(library::add));
            solos = session.trials().stream()
                    .filter(trial -> trial.alone().isPresent())
                    .toList();
        }

        Optional<Trial> of(Trial trial) {
            List<String> among = library.containsAll(trial.ingredients()) ? current : trial.ingredients();
            return known.computeIfAbsent(new Key(data(trial), among), this::best);
        }

        /** The newest measurement of each ingredient counts; of equally good ones, the first. */
        private Optional<Trial> best(Key key) {
            Map<String, Trial> ingredients = new HashMap<>();
            for (Trial solo : solos) {
                String hash = solo.alone().orElseThrow();
                if (key.ingredients().contains(hash) && data(solo).equals(key.data())) {
                    ingredients.put(hash, solo);
                }
            }
            return key.ingredients().stream()
                    .distinct()
                    .filter(ingredients::containsKey)
                    .map(ingredients::get)
                    .max(Comparator.comparingDouble(Rivals::rank));
        }

        private static double rank(Trial trial) {
            return trial.evaluation(Role.VALIDATION)
                    .or(() -> trial.evaluation(Role.TEST))
                    .filter(one -> one.total() > 0)
                    .map(Evaluation::accuracy)
                    .orElse(0.0);
        }

        private static List<String> data(Trial trial) {
            return trial.evaluations().stream()
                    .map(one -> one.role() + " " + one.total() + " " + one.set())
                    .toList();
        }
    }
}

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
import org.stockpot.data.DataRef;
import org.stockpot.data.Role;
import org.stockpot.evaluate.Evaluation;

/** All trials of a session, each compared with the best ingredient alone. Immutable. */
public final class TrialTable {
    /** Of an empty session. */
    public static final TrialTable EMPTY = new TrialTable(List.of(), Map.of());

    private final List<TrialRow> rows;
    private final Map<Trial, Known> known;

    /** What is remembered of a trial: on what it was measured, and of which one checkpoint it is. */
    private record Known(List<String> data, Optional<String> alone, TrialRow row) {}

    private TrialTable(List<TrialRow> rows, Map<Trial, Known> known) {
        this.rows = List.copyOf(rows);
        this.known = known;
    }

    public static TrialTable of(Session session) {
        return EMPTY.next(session);
    }

    /** Oldest first. */
    public List<TrialRow> rows() {
        return rows;
    }

    /** The table of a later state of the session; what was compared before is not compared again. */
    public TrialTable next(Session session) {
        List<String> wanted = session.data().stream().map(TrialTable::key).toList();
        List<Measured> measured = new ArrayList<>();
        for (Trial trial : session.trials()) {
            Known before = known.get(trial);
            measured.add(
                    before == null
                            ? new Measured(trial, data(trial), trial.alone())
                            : new Measured(trial, before.data(), before.alone()));
        }
        var rivals = new Rivals(session, measured);
        IdentityHashMap<Trial, Known> next = new IdentityHashMap<>();
        List<TrialRow> all = new ArrayList<>();
        for (Measured one : measured) {
            Optional<Trial> rival = rivals.of(one);
            int number = all.size() + 1;
            boolean onData = one.data().equals(wanted);
            Known before = known.get(one.trial());
            TrialRow row = before != null && isSame(before.row().rival(), rival)
                    ? before.row().at(number, onData)
                    : new TrialRow(number, one.trial(), onData, new TrialFacts(one.trial(), rival));
            all.add(row);
            next.put(one.trial(), new Known(one.data(), one.alone(), row));
        }
        return new TrialTable(all, next);
    }

    private record Measured(Trial trial, List<String> data, Optional<String> alone) {}

    /** Notes may have changed in between. */
    private static boolean isSame(Optional<Trial> one, Optional<Trial> other) {
        return one.isPresent() == other.isPresent()
                && (one.isEmpty()
                        || one.get().evaluations().equals(other.orElseThrow().evaluations()));
    }

    private static List<String> data(Trial trial) {
        return trial.evaluations().stream()
                .map(one -> one.role().id() + ":" + one.set())
                .toList();
    }

    private static String key(DataRef ref) {
        return ref.role().id() + ":" + ref.name();
    }

    /** The best ingredient for each trial, looked up once for all that share data and ingredients. */
    private static final class Rivals {
        private final Set<String> library = new HashSet<>();
        private final List<Measured> solos;
        private final List<String> current;
        private final Map<Key, Optional<Trial>> known = new HashMap<>();

        private record Key(List<String> data, List<String> ingredients) {}

        Rivals(Session session, List<Measured> trials) {
            current = session.ingredients().stream()
                    .flatMap(source -> source.sha256().stream())
                    .toList();
            session.sources().forEach(source -> source.sha256().ifPresent(library::add));
            solos = trials.stream().filter(one -> one.alone().isPresent()).toList();
        }

        Optional<Trial> of(Measured one) {
            List<String> own = one.trial().ingredients();
            return known.computeIfAbsent(new Key(one.data(), library.containsAll(own) ? current : own), this::best);
        }

        /** The newest measurement of each ingredient counts; of equally good ones, the first. */
        private Optional<Trial> best(Key key) {
            Map<String, Trial> ingredients = new HashMap<>();
            for (Measured solo : solos) {
                String hash = solo.alone().orElseThrow();
                if (key.ingredients().contains(hash) && solo.data().equals(key.data())) {
                    ingredients.put(hash, solo.trial());
                }
            }
            return key.ingredients().stream()
                    .distinct()
                    .flatMap(hash -> Optional.ofNullable(ingredients.get(hash)).stream())
                    .max(Comparator.comparingDouble(Rivals::rank));
        }

        private static double rank(Trial trial) {
            return trial.evaluation(Role.VALIDATION)
                    .or(() -> trial.evaluation(Role.TEST))
                    .filter(one -> one.total() > 0)
                    .map(Evaluation::accuracy)
                    .orElse(0.0);
        }
    }
}

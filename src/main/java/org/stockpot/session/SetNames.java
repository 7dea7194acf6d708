package org.stockpot.session;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.stockpot.data.DataRef;
import org.stockpot.data.Role;
import org.stockpot.evaluate.Evaluation;

/** What was measured is found by the role and the name of its set: so these are to mean the same images as long as they are there. */
final class SetNames {
    private SetNames() {}

    /** The same sets; of those with the same role and name, all but the first get numbers. */
    static List<DataRef> distinct(List<DataRef> data) {
        Set<Key> taken = new HashSet<>();
        List<DataRef> all = new ArrayList<>();
        for (DataRef ref : data) {
            DataRef free = ref;
            for (int number = 2; taken.contains(Key.of(free)); number++) {
                free = ref.withName(ref.name() + " (" + number + ")");
            }
            taken.add(Key.of(free));
            all.add(free);
        }
        return all;
    }

    /**
     * The trials after other data sets have taken the place of those before. Where a role and a name stand for other images
     * from now on, what was measured on the old ones goes on under another name.
     */
    static List<Trial> kept(List<Trial> trials, List<DataRef> before, List<DataRef> after) {
        List<Trial> kept = trials;
        for (DataRef old : before) {
            boolean others = after.stream().anyMatch(next -> Key.of(next).equals(Key.of(old)) && !isSame(next, old));
            if (others) {
                kept = renamed(kept, Key.of(old));
            }
        }
        return kept;
    }

    private static boolean isSame(DataRef one, DataRef other) {
        UnaryOperator<Path> whole = path -> path.toAbsolutePath().normalize();
        return one.withPaths(whole).equals(other.withPaths(whole));
    }

    private static List<Trial> renamed(List<Trial> trials, Key old) {
        Set<Key> taken = new HashSet<>();
        trials.forEach(trial -> trial.evaluations().forEach(one -> taken.add(Key.of(one))));
        String name = old.name() + " (before)";
        for (int number = 2; taken.contains(new Key(old.role(), name)); number++) {
            name = old.name() + " (before " + number + ")";
        }
        String other = name;
        return trials.stream()
                .map(trial -> trial.on(trial.evaluations().stream()
                        .map(one -> Key.of(one).equals(old) ? one.named(other) : one)
                        .toList()))
                .toList();
    }

    private record Key(Role role, String name) {
        static Key of(DataRef ref) {
            return new Key(ref.role(), ref.name());
        }

        static Key of(Evaluation one) {
            return new Key(one.role(), one.set());
        }
    }
}

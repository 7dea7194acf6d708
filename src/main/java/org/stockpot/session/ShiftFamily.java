package org.stockpot.session;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stockpot.data.DataRef;
import org.stockpot.data.ImageSet;
import org.stockpot.data.Role;
import org.stockpot.data.Shift;
import org.stockpot.data.ShiftKind;
import org.stockpot.evaluate.Evaluation;
import org.stockpot.tensor.StockpotException;

/** Shifted copies of a set, one per kind and severity, and what was measured on them. */
public final class ShiftFamily {
    private ShiftFamily() {}

    /**
     * References to shifted copies, for out-of-distribution use.
     *
     * @param original set that is not shifted itself
     */
    public static List<DataRef> of(DataRef original, List<ShiftKind> kinds, List<Integer> severities) {
        List<DataRef> family = new ArrayList<>();
        for (ShiftKind kind : kinds) {
            for (int severity : severities) {
                var shift = new Shift(kind, severity);
                family.add(original.withRole(Role.OOD)
                        .withShift(Optional.of(shift))
                        .withName(original.name() + " " + shift));
            }
        }
        return family;
    }

    /** Adds sets to a session, but none that means the same images under the same shift as one that is there. */
    public static Session added(Session session, List<DataRef> family) {
        List<DataRef> all = new ArrayList<>(session.data());
        for (DataRef ref : family) {
            boolean there = all.stream()
                    .anyMatch(one -> one.role() == ref.role()
                            && one.shift().equals(ref.shift())
                            && one.without().equals(ref.without())
                            && one.sameImages(ref));
            if (!there) {
                all.add(ref.withName(freeName(ref.name(), all)));
            }
        }
        return session.withData(all);
    }

    /** The kinds that do something to a set: greying does nothing to one that is grey. */
    public static List<ShiftKind> kindsFor(ImageSet images) throws StockpotException {
        boolean grey = images.image(0).channels() == 1;
        return List.of(ShiftKind.values()).stream()
                .filter(kind -> !grey || kind != ShiftKind.GRAYSCALE)
                .toList();
    }

    /** Evaluations on shifted sets by kind, in the order of first appearance; the kind's name is for people. */
    public static Map<String, List<Evaluation>> byShift(List<DataRef> data, List<Evaluation> evaluations) {
        Map<String, List<Evaluation>> groups = new LinkedHashMap<>();
        for (int i = 0; i < data.size(); i++) {
            DataRef ref = data.get(i);
            if (ref.role() == Role.OOD && ref.shift().isPresent()) {
                groups.computeIfAbsent(ref.shift().get().kind().words(), kind -> new ArrayList<>())
                        .add(evaluations.get(i));
            }
        }
        return groups;
    }

    private static String freeName(String wanted, List<DataRef> taken) {
        String name = wanted;
        for (int number = 2; isTaken(name, taken); number++) {
            name = wanted + " (" + number + ")";
        }
        return name;
    }

    private static boolean isTaken(String name, List<DataRef> taken) {
        return taken.stream().anyMatch(one -> one.name().equals(name));
    }
}

package org.stockpot.session;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.stockpot.data.DataRef;
import org.stockpot.data.Role;
import org.stockpot.data.Shift;
import org.stockpot.data.ShiftKind;
import org.stockpot.evaluate.Evaluation;
import org.stockpot.search.Goal;
import org.stockpot.search.Measure;
import org.stockpot.search.Score;
import org.stockpot.tensor.Hint;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.Told;

/**
 * A goal made ready for a session: on which sets it is measured, all of them validation sets or shifted copies of these.
 *
 * @param goal with every shift named
 * @param validation the session's validation sets, at least one
 * @param leak which of the shifts also make OOD sets, so that these say less than they seem to; only where
 *     somebody insisted
 */
public record Aim(Goal goal, List<DataRef> validation, Optional<Told> leak) {
    private static final int USUAL_SHIFTS = 3;
    private static final int USUAL_SEVERITY = 3;

    /** Shifts that have little to do with each other come first: values, resolution, what is hidden. */
    private static final List<ShiftKind> FIRST =
            List.of(ShiftKind.BRIGHTNESS, ShiftKind.PIXELATE, ShiftKind.OCCLUSION, ShiftKind.SHEAR, ShiftKind.FOG);

    private enum Wording implements Told.Wording {
        /** The shifts {0} also make OOD sets. */
        LEAK(
                "The search looked at validation images under shifts of OOD sets: {0}; these results do not tell how the mix does"
                        + " under shifts it has not met."),
        /** A shift {0} makes {1} sets {2}. */
        ALSO_MAKES("{0} also makes the OOD {1,choice,1#set|1<sets} \"{2}\"");

        private final String pattern;

        Wording(String pattern) {
            this.pattern = pattern;
        }

        @Override
        public String family() {
            return "aim";
        }

        @Override
        public String pattern() {
            return pattern;
        }
    }

    public Aim {
        validation = List.copyOf(validation);
    }

    /**
     * Makes a goal ready. Where it leaves the shifts open, they are three that make no OOD set of the session, at
     * severity 3.
     *
     * @param insisted whether shifts may be looked at that also make OOD sets
     * @throws StockpotException if the session has no validation data, or if the shifts are none to look at
     */
    public static Aim of(Goal goal, boolean insisted, Session session) throws StockpotException {
        List<DataRef> validation = session.data().stream()
                .filter(ref -> ref.role() == Role.VALIDATION)
                .toList();
        if (validation.isEmpty()) {
            throw new StockpotException(
                    "The session has no validation data, and a search may look at nothing else: add a validation set.");
        }
        Map<ShiftKind, List<String>> reported = reported(session);
        Goal fitted = goal.isFitted() ? goal : goal.fitted(usual(goal, reported.keySet()));
        List<ShiftKind> shifts = fitted.copies().stream()
                .flatMap(Optional::stream)
                .map(Shift::kind)
                .distinct()
                .toList();
        for (DataRef ref : validation) {
            if (!shifts.isEmpty() && ref.shift().isPresent()) {
                throw new StockpotException("Objective " + fitted + ": the validation set " + ref.name()
                        + " is shifted already (" + ref.shift().get()
                        + "); use the set as it is, or an objective without shifts.");
            }
        }
        List<ShiftKind> leaked = shifts.stream().filter(reported::containsKey).toList();
        if (!leaked.isEmpty() && !insisted) {
            List<ShiftKind> free = free(reported.keySet());
            throw new StockpotException(
                    "Objective " + fitted + ": " + words(sets(leaked, reported))
                            + ", which would then no longer tell how the mix does under shifts it has not met: "
                            + (free.isEmpty() ? "" : "take other shifts (free are " + ids(free) + "), or ")
                            + "insist.",
                    Hint.INSIST);
        }
        return new Aim(
                fitted,
                validation,
                leaked.isEmpty() ? Optional.empty() : Optional.of(Told.of(Wording.LEAK, sets(leaked, reported))));
    }

    private static List<Shift> usual(Goal goal, Set<ShiftKind> reported) throws StockpotException {
        List<ShiftKind> free = free(reported);
        if (free.isEmpty()) {
            throw new StockpotException(
                    "Objective " + goal + ": every shift there is also makes an OOD set of the session;"
                            + " name those to look at all the same, as in shifted(blur:3), and insist.",
                    Hint.INSIST);
        }
        return free.stream()
                .limit(USUAL_SHIFTS)
                .map(kind -> new Shift(kind, USUAL_SEVERITY))
                .toList();
    }

    private static List<ShiftKind> free(Set<ShiftKind> reported) {
        return Stream.concat(FIRST.stream(), Arrays.stream(ShiftKind.values()))
                .distinct()
                .filter(kind -> !reported.contains(kind))
                .toList();
    }

    /** Names of the OOD sets that each shift makes. */
    private static Map<ShiftKind, List<String>> reported(Session session) {
        Map<ShiftKind, List<String>> sets = new LinkedHashMap<>();
        for (DataRef ref : session.data()) {
            if (ref.role() == Role.OOD && ref.shift().isPresent()) {
                sets.computeIfAbsent(ref.shift().get().kind(), kind -> new ArrayList<>())
                        .add(ref.name());
            }
        }
        return sets;
    }

    /** Such as {@code blur also makes the OOD set "blurred"}. */
    private static List<Told> sets(List<ShiftKind> kinds, Map<ShiftKind, List<String>> reported) {
        return kinds.stream()
                .map(kind -> {
                    List<String> names = reported.getOrDefault(kind, List.of());
                    return Told.of(Wording.ALSO_MAKES, kind.id(), names.size(), String.join("\", \"", names));
                })
                .toList();
    }

    private static String words(List<Told> sets) {
        return sets.stream().map(Told::toString).collect(Collectors.joining(", "));
    }

    private static String ids(List<ShiftKind> kinds) {
        return kinds.stream().map(ShiftKind::id).collect(Collectors.joining(", "));
    }

    /** What to measure on: all validation sets of one copy, then of the next, in the order of {@link Goal#copies}. */
    public List<DataRef> data() {
        List<DataRef> data = new ArrayList<>();
        for (Optional<Shift> copy : goal.copies()) {
            for (DataRef ref : validation) {
                data.add(copy.isEmpty() ? ref : ref.withShift(copy));
            }
        }
        return data;
    }

    /**
     * What the goal makes of a mix. A sum without floors has its terms as parts: where there are floors the terms alone do
     * not say which of two mixes is better.
     *
     * @param evaluations of {@link #data}, on all images
     */
    Score.Whole score(List<Evaluation> evaluations) {
        List<Optional<Shift>> copies = goal.copies();
        List<Double> values = new ArrayList<>();
        for (Measure measure : goal.measures()) {
            List<Evaluation> looked = new ArrayList<>();
            for (Optional<Shift> copy : measure.copies()) {
                int from = copies.indexOf(copy) * validation.size();
                looked.addAll(evaluations.subList(from, from + validation.size()));
            }
            values.add(measure.value(looked));
        }
        int terms = goal.terms().size();
        boolean parts = terms > 1 && goal.floors().isEmpty();
        return new Score.Whole(goal.score(values), parts ? values.subList(0, terms) : List.of());
    }

    /**
     * How much the accuracy on each copy counts, for a {@link org.stockpot.evaluate.Race}.
     *
     * @throws IllegalStateException if the goal is no weighted share of images
     */
    List<Double> weights() {
        if (!goal.isShare()) {
            throw new IllegalStateException("no race for " + goal);
        }
        List<Optional<Shift>> copies = goal.copies();
        var weights = new double[copies.size()];
        for (Goal.Term term : goal.terms()) {
            List<Optional<Shift>> looked = term.measure().copies();
            looked.forEach(copy -> weights[copies.indexOf(copy)] += term.weight() / looked.size());
        }
        return Arrays.stream(weights).boxed().toList();
    }
}

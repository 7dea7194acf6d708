package org.stockpot.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.stockpot.data.DataRef;
import org.stockpot.data.Role;
import org.stockpot.evaluate.CorruptionError;
import org.stockpot.evaluate.Evaluation;
import org.stockpot.session.Session;
import org.stockpot.session.ShiftFamily;

/** Errors by shift, for people. */
final class CorruptionTable {
    private CorruptionTable() {}

    /** The sets of a session that are shifted and out of distribution. */
    static List<DataRef> shifted(Session session) {
        return session.data().stream()
                .filter(ref -> ref.role() == Role.OOD && ref.shift().isPresent())
                .toList();
    }

    /** The numbers of {@link #of}. */
    static CorruptionError error(Session session, List<Evaluation> model, List<Evaluation> reference) {
        Map<String, List<Evaluation>> byShift = ShiftFamily.byShift(session.data(), model);
        return reference.isEmpty()
                ? CorruptionError.of(byShift)
                : CorruptionError.of(byShift, ShiftFamily.byShift(shifted(session), reference));
    }

    /**
     * @param model evaluations of the session's data, in their order
     * @param reference evaluations of the shifted sets alone; empty without a reference
     */
    static List<String> of(Session session, List<Evaluation> model, List<Evaluation> reference, String name) {
        CorruptionError error = error(session, model, reference);
        List<List<String>> rows = new ArrayList<>();
        rows.add(
                reference.isEmpty()
                        ? List.of("shift", "sets", "error %")
                        : List.of("shift", "sets", "error %", name + " %", "CE %"));
        for (CorruptionError.Row row : error.rows()) {
            List<String> cells = new ArrayList<>(
                    List.of(row.shift(), Integer.toString(row.severities()), Tables.percent(row.error())));
            if (!reference.isEmpty()) {
                cells.add(percent(row.referenceError()));
                cells.add(percent(row.relative()));
            }
            rows.add(cells);
        }
        List<String> last = new ArrayList<>(List.of("mean", "", percent(error.meanError())));
        if (!reference.isEmpty()) {
            last.add("");
            last.add(percent(error.mean()));
        }
        rows.add(last);
        return Tables.aligned(rows);
    }

    private static String percent(OptionalDouble share) {
        return share.isPresent() ? Tables.percent(share.getAsDouble()) : "-";
    }
}

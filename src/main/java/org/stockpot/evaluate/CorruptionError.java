package org.stockpot.evaluate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * How a model errs on shifts, beside a reference model: per shift the sum of its errors over the severities divided by
 * the reference's (CE), and the mean of these over the shifts (mCE). Hendrycks and Dietterich 2019, arXiv:1903.12261,
 * §4.2. They take AlexNet for reference; any will do, as long as it is named.
 *
 * @param rows one per shift
 */
public record CorruptionError(List<Row> rows) {
    /**
     * One shift.
     *
     * @param severities number of sets summed over
     * @param error mean over them, 0…1
     * @param referenceError the reference's on the same sets; empty without a reference
     */
    public record Row(String shift, int severities, double error, OptionalDouble referenceError) {
        /** Empty without a reference, or where the reference never errs. */
        public OptionalDouble relative() {
            return referenceError.isPresent() && referenceError.getAsDouble() > 0
                    ? OptionalDouble.of(error / referenceError.getAsDouble())
                    : OptionalDouble.empty();
        }
    }

    public CorruptionError {
        rows = List.copyOf(rows);
    }

    /** Plain errors. Sets on which nothing was measured do not count. */
    public static CorruptionError of(Map<String, List<Evaluation>> model) {
        List<Row> rows = new ArrayList<>();
        model.forEach((shift, evaluations) -> mean(evaluations)
                .ifPresent(error -> rows.add(new Row(shift, evaluations.size(), error, OptionalDouble.empty()))));
        return new CorruptionError(rows);
    }

    /**
     * Errors beside those of a reference.
     *
     * @param model evaluations per shift, one per severity
     * @param reference the same sets, in the same order
     * @throws IllegalArgumentException if these are not the same sets
     */
    public static CorruptionError of(Map<String, List<Evaluation>> model, Map<String, List<Evaluation>> reference) {
        if (!sets(model).equals(sets(reference))) {
            throw new IllegalArgumentException("sets " + sets(model) + ", reference " + sets(reference));
        }
        List<Row> rows = new ArrayList<>();
        for (Row row : of(model).rows()) {
            rows.add(new Row(
                    row.shift(), row.severities(), row.error(), mean(reference.getOrDefault(row.shift(), List.of()))));
        }
        return new CorruptionError(rows);
    }

    /** The unweighted mean over the shifts; empty if there are none. */
    public OptionalDouble meanError() {
        return rows.stream().mapToDouble(Row::error).average();
    }

    /** mCE, 1 being as good as the reference; empty unless every shift has its CE. */
    public OptionalDouble mean() {
        boolean whole = rows.stream().allMatch(row -> row.relative().isPresent());
        return whole
                ? rows.stream().mapToDouble(row -> row.relative().orElseThrow()).average()
                : OptionalDouble.empty();
    }

    private static OptionalDouble mean(List<Evaluation> evaluations) {
        return evaluations.stream()
                .filter(one -> one.total() > 0)
                .mapToDouble(one -> 1 - one.accuracy())
                .average();
    }

    private static Map<String, List<String>> sets(Map<String, List<Evaluation>> evaluations) {
        Map<String, List<String>> sets = new LinkedHashMap<>();
        evaluations.forEach((shift, all) ->
                sets.put(shift, all.stream().map(Evaluation::set).toList()));
        return sets;
    }
}

package org.stockpot.session;

import java.util.List;
import java.util.Optional;
import org.stockpot.evaluate.Evaluation;
import org.stockpot.evaluate.PairedComparison;

/**
 * Several ways to cook the same ingredients, measured on the same images.
 *
 * @param rows the base where there is one, the best ingredient, the logit ensemble where it was asked for, then the methods in the order asked for
 * @param pairs the last method against every row before it but the base, set by set
 */
public record MethodTable(List<Row> rows, List<Pair> pairs) {
    public MethodTable {
        rows = List.copyOf(rows);
        pairs = List.copyOf(pairs);
    }

    /**
     * One way.
     *
     * @param method name for people
     * @param evaluations on all sets of the session, in its order
     * @param search what was searched; empty for a single model and for an ensemble
     */
    public record Row(String method, List<Evaluation> evaluations, Optional<SearchOutcome> search) {
        public Row {
            evaluations = List.copyOf(evaluations);
        }
    }

    /** Two ways on one set. */
    public record Pair(String first, String second, String set, PairedComparison comparison) {}
}

package org.stockpot.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.stockpot.evaluate.Evaluation;
import org.stockpot.evaluate.McNemar;
import org.stockpot.job.JobContext;
import org.stockpot.search.SearchListener;
import org.stockpot.tensor.StockpotException;

/** Cooks the same ingredients in several ways and compares the results. Runs on the device lane. */
final class MethodRun {
    private static final String BASE = "Base model";
    private static final String BEST = "Best ingredient";

    private MethodRun() {}

    static MethodTable run(
            Session session,
            List<SearchOrder> orders,
            boolean ensemble,
            SearchListener listener,
            Measurements measurements,
            JobContext context)
            throws StockpotException {
        List<MethodTable.Row> rows = new ArrayList<>();
        if (session.base().isPresent()) {
            Opened base = measurements.open(session.solo(session.base().get()), context);
            Trial trial = measurements.trial(
                    base, base.session().recipe(), session.data(), BASE, 0, partial -> {}, new Phase(context, BASE));
            rows.add(new MethodTable.Row(BASE, trial.evaluations(), Optional.empty()));
        }
        List<MethodTable.Row> methods = new ArrayList<>();
        for (SearchOrder order : orders) {
            SearchOutcome outcome = new SearchRun(session, order, listener, measurements).run(context);
            if (methods.isEmpty()) {
                methods.add(new MethodTable.Row(BEST, outcome.before().evaluations(), Optional.empty()));
                if (ensemble) {
                    Opened opened = measurements.open(session, context);
                    methods.add(new MethodTable.Row(
                            Vote.NAME,
                            new LogitMeasurements(measurements).ensemble(opened, session.data(), context),
                            Optional.empty()));
                }
            }
            methods.add(
                    new MethodTable.Row(order.plan().title(), outcome.after().evaluations(), Optional.of(outcome)));
        }
        rows.addAll(methods);
        return new MethodTable(rows, pairs(methods));
    }

    private static List<MethodTable.Pair> pairs(List<MethodTable.Row> methods) {
        List<MethodTable.Pair> pairs = new ArrayList<>();
        MethodTable.Row last = methods.get(methods.size() - 1);
        for (MethodTable.Row other : methods.subList(0, methods.size() - 1)) {
            for (int set = 0; set < last.evaluations().size(); set++) {
                Evaluation first = last.evaluations().get(set);
                Evaluation second = other.evaluations().get(set);
                pairs.add(new MethodTable.Pair(
                        last.method(), other.method(), first.set(), McNemar.exact(first.hits(), second.hits())));
            }
        }
        return pairs;
    }
}

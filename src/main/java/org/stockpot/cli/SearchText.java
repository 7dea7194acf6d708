package org.stockpot.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.stockpot.evaluate.PairedComparison;
import org.stockpot.search.Goal;
import org.stockpot.session.MethodTable;
import org.stockpot.session.MixWords;
import org.stockpot.session.SearchOutcome;
import org.stockpot.session.Session;
import org.stockpot.session.Source;

/** What searches found, for people. */
final class SearchText {
    private SearchText() {}

    /** All about one search. */
    static void print(SearchOutcome outcome, Session session, Console console) {
        List<String> names = session.ingredients().stream().map(Source::name).toList();
        console.line(outcome.plan().title() + ": " + outcome.result().evaluations() + " evaluations in "
                + Math.round(outcome.seconds()) + " s (" + outcome.result().stoppedBecause() + "), "
                + outcome.result().kept().size() + " of " + names.size() + " ingredients kept");
        console.line(outcome.effort().toString());
        if (!outcome.goal().equals(Goal.ACCURACY)) {
            console.line("Objective: " + outcome.goal() + ", at "
                    + outcome.goal().format(outcome.result().score()));
        }
        outcome.leak().ifPresent(leak -> console.line(leak.toString()));
        outcome.result().decisions().forEach(decision -> console.line("  " + decision.sentence(outcome.goal())));
        console.line("");
        console.line("The mix:");
        MixWords.of(
                        outcome.after().recipe(),
                        names,
                        outcome.groups(),
                        session.base().isPresent())
                .forEach(line -> console.line("  " + line));
        console.line("");
        console.line("before: " + names.get(outcome.bestIngredient()) + ", the best ingredient by validation");
        Tables.beforeAndAfter(
                        outcome.before().evaluations(),
                        outcome.after().evaluations(),
                        outcome.comparisons().stream()
                                .map(PairedComparison::toString)
                                .toList())
                .forEach(console::line);
        if (!outcome.front().isEmpty()) {
            console.line("");
            console.line("Compromises, each at least as good as any other in something:");
            Tables.front(outcome).forEach(console::line);
        }
    }

    /** Several searches of the same ingredients side by side, and by what the best one was told. */
    static void print(Searches searches, Console console) {
        SearchOutcome first = searches.outcomes().get(0);
        List<MethodTable.Row> rows = new ArrayList<>();
        rows.add(new MethodTable.Row("Best ingredient", first.before().evaluations(), Optional.empty()));
        searches.ensemble().ifPresent(one -> rows.add(new MethodTable.Row("Logit ensemble", one, Optional.empty())));
        for (SearchOutcome one : searches.outcomes()) {
            rows.add(new MethodTable.Row(one.plan().title(), one.after().evaluations(), Optional.of(one)));
        }
        Tables.methods(rows).forEach(console::line);
        if (searches.outcomes().size() > 1) {
            console.line("");
            console.line("Best by " + searches.measure() + ": "
                    + searches.best().plan().title());
            List<List<String>> pairs = new ArrayList<>();
            for (Searches.Pair pair : searches.pairs()) {
                pairs.add(List.of(
                        "against " + pair.other().plan().title(),
                        pair.set(),
                        pair.comparison().toString()));
            }
            Tables.aligned(pairs).forEach(line -> console.line("  " + line));
        }
    }
}

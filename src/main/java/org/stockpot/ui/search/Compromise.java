package org.stockpot.ui.search;

import java.util.ArrayList;
import java.util.List;
import org.stockpot.session.SearchOutcome;
import org.stockpot.session.Session;
import org.stockpot.session.Source;
import org.stockpot.session.Trial;

/**
 * One of the mixes that a search for compromises ended in.
 *
 * @param weighs what it scores in the parts of the goal, for people
 * @param ingredients whose mix it is
 */
public record Compromise(String weighs, Trial trial, List<Source> ingredients) {
    /** Those of a search over a session, best in the first measure first. */
    static List<Compromise> of(SearchOutcome outcome, Session of) {
        List<Compromise> compromises = new ArrayList<>();
        for (int index = 0; index < outcome.front().size(); index++) {
            compromises.add(new Compromise(
                    outcome.goal().format(outcome.result().front().get(index).parts()),
                    outcome.front().get(index),
                    of.ingredients()));
        }
        return compromises;
    }
}

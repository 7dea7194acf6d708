package org.stockpot.cli;

import java.util.Iterator;
import org.stockpot.search.SearchPlan;

/** Names of all search plans, for help texts and completion. */
final class PlanNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
        return SearchPlan.ids().iterator();
    }
}

package org.stockpot.session;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.search.Budget;
import org.stockpot.search.Racing;
import org.stockpot.search.Savings;
import org.stockpot.search.Score;
import org.stockpot.search.SearchListener;
import org.stockpot.search.SearchPlan;
import org.stockpot.search.SearchResult;
import org.stockpot.tensor.StockpotException;

/** A process that searches and may be killed; it says what it has heard and, in the end, what it found. */
final class SearchChild {
    static final int EVALUATIONS = 60;
    static final String READY = "ready";
    static final String RESULT = "result ";

    private SearchChild() {}

    /** The search, with races that are often lost. */
    static SearchOrder order(Path journal, boolean resume) throws StockpotException {
        return new SearchOrder(
                SearchPlan.parse("manifold", Map.of("tau", "0.9")),
                Budget.ofEvaluations(EVALUATIONS),
                Savings.ALL.with(new Racing(0.5, 0)),
                7,
                Optional.of(journal),
                resume);
    }

    /** Everything that was found. */
    static String text(SearchResult result) {
        return result.toString();
    }

    public static void main(String[] arguments) throws StockpotException {
        var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        Session session = SessionFile.read(Path.of(arguments[0]));
        try (Workbench workbench = TinyKitchen.workbench()) {
            workbench.device().call(workbench.deviceName());
            out.println(READY);
            SearchOutcome outcome = workbench
                    .device()
                    .call(workbench.search(session, order(Path.of(arguments[1]), true), new SearchListener() {
                        @Override
                        public void trial(int number, MixingWeights weights, Score score, String phase) {
                            out.println(number);
                        }
                    }));
            out.println(RESULT + text(outcome.result()));
        }
    }
}

package org.stockpot.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedOutputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.job.JobContext;
import org.stockpot.search.Budget;
import org.stockpot.search.Objective;
import org.stockpot.search.Savings;
import org.stockpot.search.SearchListener;
import org.stockpot.search.SearchPlan;
import org.stockpot.search.SearchResult;
import org.stockpot.search.SearchSpace;
import org.stockpot.search.Searcher;
import org.stockpot.tensor.StockpotException;

/** A journal of a very long search; only the scores are made up. */
class LongJournalTest {
    private static final int TRIALS = 100_000;
    private static final long MOST_BYTES = 100L << 20;
    private static final Duration LONGEST = Duration.ofSeconds(10);

    @TempDir
    Path folder;

    private static double score(MixingWeights weights) {
        double distance = 0;
        for (int group = 0; group < weights.groups(); group++) {
            distance += Math.abs(weights.weight(0, group) - 0.3 - 0.1 * group);
        }
        return 0.8 - 0.01 * distance;
    }

    private static SearchResult search(SearchOrder order, SearchSpace space, Objective objective)
            throws StockpotException {
        return Searcher.run(
                order.plan(),
                space,
                objective,
                order.seed(),
                order.budget(),
                order.savings(),
                SearchListener.NONE,
                JobContext.detached());
    }

    @Test
    void goesOnFromAHundredThousandTrialsWithinTenSeconds() throws Exception {
        Session session;
        try (Workbench workbench = TinyKitchen.workbench()) {
            session = new TinyKitchen(folder).session(workbench, 8);
        }
        Path file = folder.resolve("journal.jsonl");
        SearchPlan plan =
                SearchPlan.parse("manifold", Map.of("evaluationsPerDimension", "10000", "wholeBudget", "true"));
        var order = new SearchOrder(plan, Budget.ofEvaluations(TRIALS), Savings.NONE, 1, Optional.of(file), true);
        try (var pantry = new Pantry(new Residency(0));
                var backend = TinyKitchen.backend()) {
            Opened opened = Opened.verified(session, pantry, backend, JobContext.detached());
            var space = new SearchSpace(
                    session.ingredients().stream().map(Source::name).toList(),
                    opened.groups().names(),
                    opened.inertGroups(order.plan().method()));
            SearchResult whole;
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
                out.write(JournalFile.line(Json.line(JournalHeader.of(order, order.goal(), opened, Map.of()))));
                var count = new int[1];
                whole = search(order, space, weights -> {
                    count[0]++;
                    double score = score(weights);
                    var entry = new Journal.Entry(
                            count[0], weights.rows(), score, 2600, 2600, null, null, null, null, 0.25, null);
                    try {
                        out.write(JournalFile.line(Json.line(entry)));
                    } catch (java.io.IOException e) {
                        throw new StockpotException("The journal cannot be written.", e);
                    }
                    return score;
                });
            }
            assertThat(whole.evaluations()).isEqualTo(TRIALS);
            assertThat(file)
                    .satisfies(journal -> assertThat(Files.size(journal)).isLessThan(MOST_BYTES));

            // Time of this thread alone, because others may use the machine, too.
            long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            var clock = new SearchClock(JobContext.detached());
            SearchResult again;
            try (Journal journal = Journal.open(order, order.goal(), opened, Map::of, "cpu", clock)) {
                again = search(
                        order,
                        space,
                        weights -> Objects.requireNonNull(journal.replay(Optional.empty(), weights, false))
                                .score());
                assertThat(journal.isReplaying()).isFalse();
            }
            assertThat(Duration.ofNanos(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start))
                    .isLessThan(LONGEST);
            assertThat(again).isEqualTo(whole);
            assertThat(clock.seconds()).isGreaterThanOrEqualTo(0.25 * TRIALS);
        }
    }
}

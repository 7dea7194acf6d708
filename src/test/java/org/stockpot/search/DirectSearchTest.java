package org.stockpot.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.job.JobContext;
import org.stockpot.tensor.StockpotException;

class DirectSearchTest {
    private static final double[][] BEST = {{0.6, 0.3, 0.5}, {0.3, 0.5, 0.2}, {0.1, 0.2, 0.3}};

    private final MadeUp.Journal journal = new MadeUp.Journal();

    private SearchResult run(SearchPlan plan, SearchSpace space, Objective objective) throws StockpotException {
        return Searcher.run(plan, space, objective, 1, Budget.UNLIMITED, Savings.ALL, journal, JobContext.detached());
    }

    @ParameterizedTest
    @MethodSource("org.stockpot.search.Optimiser#ids")
    void gainsOverItsStartByEveryOptimiser(String optimiser) throws StockpotException {
        SearchSpace space = MadeUp.space(3, 3);
        Objective accuracy = MadeUp.steps(MadeUp.quadratic(BEST, space), 5000);
        SearchResult result = run(SearchPlan.parse("direct", Map.of("optimiser", optimiser)), space, accuracy);

        assertThat(journal.outcomes()).containsExactly(Decision.Outcome.STARTED, Decision.Outcome.REFINED);
        assertThat(result.score()).isGreaterThan(accuracy.score(MixingWeights.uniform(3, 3)));
        assertThat(result.evaluations()).isLessThanOrEqualTo(DirectSearch.STANDARD.mostEvaluations(space));
        assertThat(result.stoppedBecause()).hasToString("finished");
        for (int group = 0; group < 3; group++) {
            assertThat(result.weights().columnSum(group)).isCloseTo(1, within(1e-12));
        }
    }

    @Test
    void findsTheBestWeightsOfAllIngredientsAndGroups() throws StockpotException {
        SearchSpace space = MadeUp.space(3, 3);
        SearchResult result =
                run(SearchPlan.parse("direct", Map.of("optimiser", "bobyqa")), space, MadeUp.quadratic(BEST, space));

        for (int row = 0; row < 3; row++) {
            assertThat(result.weights().toMatrix()[row]).containsExactly(BEST[row], within(0.03));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "uniform, 0.25, 0.25, The even mix is where the mix begins",
        "best,    0,    1,    dish1 is where the mix begins",
        "sliders, 0.4,  0.2,  The mix on the sliders is where the mix begins"
    })
    void beginsWhereItIsTold(String start, double first, double second, String words) throws StockpotException {
        MixingWeights sliders = MixingWeights.of(new double[][] {{0.8, 0.8}, {0.4, 0.4}, {0.4, 0.4}, {0.4, 0.4}});
        SearchSpace space = MadeUp.space(4, 2).with(sliders.normalised(), Constraints.NONE);
        SearchResult result = run(
                SearchPlan.parse("direct", Map.of("start", start)), space, weights -> 0.5 + 0.1 * weights.weight(1, 0));

        assertThat(journal.decisions.get(0).toString()).startsWith(words);
        MixingWeights begun = journal.trials.get(start.equals("best") ? 1 : 0);
        assertThat(begun.column(1)[0]).isCloseTo(first, within(1e-12));
        assertThat(begun.column(1)[1]).isCloseTo(second, within(1e-12));
        assertThat(result.weights().weight(1, 0)).isGreaterThan(second - 1e-12);
    }

    @Test
    void theFirstPointOfTheOptimiserIsTheStartAndCostsNothing() throws StockpotException {
        MixingWeights sliders = MixingWeights.of(new double[][] {{0.75, 0.2}, {0.25, 0.8}});
        run(
                new DirectSearch(Start.SLIDERS, 1, new RandomSearch()),
                MadeUp.space(2, 2).with(sliders, Constraints.NONE),
                weights -> 0.5);

        assertThat(journal.trials)
                .as("the start, and all but the first of four points")
                .hasSize(4);
        assertThat(journal.trials.get(0)).isEqualTo(sliders);
    }

    @Test
    void inertGroupsStayAsTheyAreAtTheStart() throws StockpotException {
        MixingWeights sliders = MixingWeights.of(new double[][] {{0.75, 0.2}, {0.25, 0.8}});
        run(
                SearchPlan.parse("direct", Map.of("start", "sliders")),
                MadeUp.space(2, 2, 1).with(sliders, Constraints.NONE),
                weights -> 0.5 + weights.weight(0, 0));

        assertThat(journal.trials)
                .hasSizeGreaterThan(3)
                .allSatisfy(trial -> assertThat(trial.column(1)).containsExactly(0.2, 0.8));
    }

    @Test
    void oneIngredientAloneIsNotSearched() throws StockpotException {
        SearchResult result = run(DirectSearch.STANDARD, MadeUp.space(1, 3), weights -> 0.5);

        assertThat(result.evaluations()).isEqualTo(1);
        assertThat(journal.outcomes()).containsExactly(Decision.Outcome.STARTED);
    }
}

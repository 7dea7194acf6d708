package org.stockpot.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.stockpot.fuse.Dare;
import org.stockpot.fuse.Parameter;
import org.stockpot.fuse.Ties;
import org.stockpot.job.JobContext;
import org.stockpot.tensor.StockpotException;

class SearchPlanTest {
    @Test
    void withoutSettingsAPlanIsTheStandardOne() throws StockpotException {
        assertThat(SearchPlan.parse("uniform", Map.of())).isEqualTo(new UniformSoup());
        assertThat(SearchPlan.parse("greedy", Map.of())).isEqualTo(GreedySoup.STANDARD);
        assertThat(SearchPlan.parse("direct", Map.of())).isEqualTo(DirectSearch.STANDARD);
        assertThat(SearchPlan.parse("manifold", Map.of())).isEqualTo(ManifoldMixing.STANDARD);
    }

    @Test
    void theStandardManifoldMixingIsThePublishedOneButForFruitlessRounds() {
        assertThat(ManifoldMixing.STANDARD)
                .isEqualTo(new ManifoldMixing(0.998, 0.5, 30, 50, true, true, Order.DESCENDING, 0, true, false));
    }

    @Test
    void theInitialValuesOfTheParametersAreTheStandardSettings() throws StockpotException {
        for (String id : SearchPlan.ids()) {
            if (id.equals(WeightedSoup.ID) || id.equals(Refinement.ID)) {
                continue;
            }
            SearchPlan plan = SearchPlan.standard(id);
            assertThat(plan.id()).isEqualTo(id);
            assertThat(plan.settings().keySet())
                    .containsExactlyInAnyOrderElementsOf(
                            plan.parameters().stream().map(Parameter::name).toList());
            for (Parameter parameter : plan.parameters()) {
                assertThat(parameter.initial()).isEqualTo(plan.settings().get(parameter.name()));
                assertThat(parameter.kind().allows(parameter.initial())).isTrue();
                assertThat(parameter.help()).endsWith(".");
            }
        }
    }

    @Test
    void shiftAwareMixingIsManifoldMixingWithAnotherGoal() throws StockpotException {
        SearchPlan plan = SearchPlan.standard("shift-aware");
        assertThat(plan.title()).isEqualTo("Shift-aware manifold mixing");
        assertThat(plan.settings()).isEqualTo(ManifoldMixing.STANDARD.settings());
        assertThat(plan.goal().text()).isEqualTo("0.5*accuracy+0.5*shifted");
        assertThat(ManifoldMixing.STANDARD.goal()).isEqualTo(Goal.ACCURACY);
        double[][] best = {{0.6, 0.3}, {0.4, 0.7}};
        SearchSpace space = MadeUp.space(2, 2);
        Objective objective = MadeUp.quadratic(best, space);
        assertThat(run(plan, space, objective)).isEqualTo(run(ManifoldMixing.STANDARD, space, objective));
    }

    private static SearchResult run(SearchPlan plan, SearchSpace space, Objective objective) throws StockpotException {
        return Searcher.run(
                plan, space, objective, 1, Budget.UNLIMITED, Savings.ALL, SearchListener.NONE, JobContext.detached());
    }

    @Test
    void settingsAreReadBack() throws StockpotException {
        for (SearchPlan plan : List.of(
                new WeightedSoup(List.of(0.5, 2.0)),
                new LossSoftmax(0.25),
                new Refinement(List.of(0.5, 2.0), 7, false),
                new GreedySoup(Order.RANDOM, true, true),
                new ParetoFront(8, 3, 5),
                new ShiftAwareMixing(
                        new ManifoldMixing(0.99, 0.25, 3, 4, false, false, Order.ASCENDING, 5, false, true)),
                new AdaMerging(0.5, 0.01, 20, 8, 5, 2),
                new LearnedSoup(false, 0.2, 4, 32),
                new LearnedSoup(true, 0.01, 2, 16),
                new WiseFt(Finetuned.INGREDIENT, 3, 7),
                new Lines(Finetuned.BEST, 1, List.of(0.1, 0.9)),
                new ModelStock(),
                new TaskVectors(List.of(0.25, 3.0)),
                new TiesMerging(List.of(0.3), List.of(1.0, 2.0), Ties.Scope.TENSOR),
                new DareMerging(List.of(0.3, 0.7), List.of(1.5), Dare.Merge.TIES),
                new SlerpMerging(3, 4),
                new DirectSearch(Start.SLIDERS, 7, new GridSearch(4)),
                new ManifoldMixing(0.99, 0.25, 3, 4, false, false, Order.ASCENDING, 5, false, true),
                new ManifoldMixing(
                        0.99,
                        0.25,
                        3,
                        4,
                        false,
                        false,
                        Order.ASCENDING,
                        5,
                        false,
                        new CmaEs(new Steps(0.1, 0.02), 9, true)))) {
            assertThat(SearchPlan.parse(plan.id(), plan.settings())).isEqualTo(plan);
        }
    }

    @Test
    void theOptimiserIsChosenWithItsOwnSettings() throws StockpotException {
        var plan = (ManifoldMixing) SearchPlan.parse(
                "manifold", Map.of("optimiser", "de", "optimiserSettings", "population=9, weight=0.5"));
        assertThat(plan.optimiser()).isEqualTo(new DifferentialEvolution(9, 0.5, 0.9, false));
        assertThat(plan.settings())
                .containsEntry("optimiser", "de")
                .containsEntry("optimiserSettings", "population=9,weight=0.5");
        assertThatThrownBy(() -> SearchPlan.parse("manifold", Map.of("optimiserSettings", "population=9")))
                .isInstanceOf(StockpotException.class)
                .hasMessage("Optimiser \"cobyla\" has no setting \"population\"; it has firstStep (0.05…0.5, default"
                        + " 0.4), lastStep (0.001…0.05, default 0.02)");
        for (String wrong : List.of("=", "a", "a=b=c", "firstStep=0.2,", "firstStep=0.2,firstStep=0.3")) {
            assertThatThrownBy(() -> SearchPlan.parse("manifold", Map.of("optimiserSettings", wrong)))
                    .isInstanceOf(StockpotException.class)
                    .hasMessage("Search \"manifold\": optimiserSettings is \"" + wrong
                            + "\", expected key=value with commas between them");
        }
    }

    @Test
    void anUnknownSettingIsAnsweredWithAllThatThereAre() {
        assertThatThrownBy(() -> SearchPlan.parse("greedy", Map.of("stict", "true")))
                .isInstanceOf(StockpotException.class)
                .hasMessage("Search \"greedy\" has no setting \"stict\"; it has order (descending|ascending|random,"
                        + " default descending), strict (true|false, default false), repeats (true|false, default"
                        + " false)");
        assertThatThrownBy(() -> SearchPlan.parse("uniform", Map.of("tau", "1")))
                .isInstanceOf(StockpotException.class)
                .hasMessage("Search \"uniform\" has no setting \"tau\"; it has none");
    }

    @Test
    void aValueOutOfRangeIsRefusedWithTheRange() {
        assertThatThrownBy(() -> SearchPlan.parse("manifold", Map.of("tau", "2")))
                .isInstanceOf(StockpotException.class)
                .hasMessage("Search \"manifold\": tau is \"2\", expected 0.9…1");
        for (String wrong : List.of("NaN", "", "one", "-1")) {
            assertThatThrownBy(() -> SearchPlan.parse("manifold", Map.of("tau", wrong)))
                    .isInstanceOf(StockpotException.class);
            assertThatThrownBy(() -> SearchPlan.parse("manifold", Map.of("maxCandidates", wrong)))
                    .isInstanceOf(StockpotException.class);
        }
        assertThatThrownBy(() -> SearchPlan.parse("weighted", Map.of()))
                .isInstanceOf(StockpotException.class)
                .hasMessage("Search \"weighted\": weights is \"\", expected numbers ≥ 0 with commas between them");
    }

    @Test
    void anUnknownPlanIsAnsweredWithAllThatThereAre() {
        assertThatThrownBy(() -> SearchPlan.parse("best", Map.of()))
                .isInstanceOf(StockpotException.class)
                .hasMessage("Search \"best\" is unknown: give one of " + String.join(", ", SearchPlan.ids()));
        assertThat(SearchPlan.ids())
                .startsWith("uniform", "weighted", "loss-softmax", "greedy")
                .doesNotHaveDuplicates();
    }
}

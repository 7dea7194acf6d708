package org.stockpot.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stockpot.data.Role;
import org.stockpot.evaluate.Evaluation;
import org.stockpot.fuse.FusionMethod;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.fuse.Recipe;
import org.stockpot.search.Budget;
import org.stockpot.search.Constraints;
import org.stockpot.search.Savings;
import org.stockpot.search.SearchListener;
import org.stockpot.search.SearchPlan;
import org.stockpot.tensor.StockpotException;

/** Pinned groups under plans that fuse by another method than the session, on real files and the real engine. */
@Timeout(120)
class PinnedGroupsTest {
    private static final String GROUP = "model.visual";

    @TempDir
    Path folder;

    private final Workbench workbench = TinyKitchen.workbench();
    private Session kitchen = Session.EMPTY;

    @BeforeEach
    void cook() throws Exception {
        kitchen = new TinyKitchen(folder).session(workbench, 60);
    }

    @AfterEach
    void closeWorkbench() {
        workbench.close();
    }

    private Session mix(String method, String sliders) throws StockpotException {
        double[][] rows = Arrays.stream(sliders.split(" "))
                .map(weight -> new double[] {Double.parseDouble(weight)})
                .toArray(double[][]::new);
        return kitchen.withRecipe(
                new Recipe(FusionMethod.parse(method), kitchen.recipe().granularity(), MixingWeights.of(rows)));
    }

    private static SearchPlan plan(String id) throws StockpotException {
        return SearchPlan.parse(
                id,
                switch (id) {
                    case "wise-ft" -> Map.of("steps", "2");
                    case "ties" -> Map.of("densities", "0.2");
                    case "refine" -> Map.of("weights", "0.2,0.3,0.5", "normalise", "false");
                    default -> Map.of();
                });
    }

    private SearchOutcome search(Session session, String plan, Set<String> pinned) throws StockpotException {
        SearchOrder order = new SearchOrder(
                        plan(plan), Budget.ofEvaluations(8), Savings.ALL, 1, Optional.empty(), false)
                .withConstraints(new Constraints(pinned, Map.of(), List.of()));
        return workbench.device().call(workbench.search(session, order, SearchListener.NONE));
    }

    private Evaluation measured(Session session) throws StockpotException {
        return workbench
                .device()
                .call(workbench.evaluation(session, Set.of(Role.VALIDATION), partial -> {}))
                .evaluations()
                .get(0);
    }

    @ParameterizedTest
    @CsvSource({
        "weighted,   1 1 1,       wise-ft",
        "weighted,   2 0 1,       model-stock",
        "weighted,   1 1 1,       arithmetic",
        "weighted,   1 1 0,       refine",
        "weighted,   1 1 1,       uniform",
        "slerp,      2 2 0,       slerp",
        "ties,       0.2 0.3 0.1, ties",
        "sum,        0.2 0.3 0.5, uniform",
        "sum,        0.2 0.3 0.5, wise-ft",
        "sum,        0.2 0.3 0.1, refine",
        "arithmetic, 0.2 0.3 0.5, uniform",
        "arithmetic, 0.2 0.3 0.5, refine",
        "arithmetic, 0.2 0.3 0.1, wise-ft",
        "arithmetic, 0 0 0,       uniform",
    })
    void aSearchThatMayChangeNothingFindsTheMixOnTheSliders(String method, String sliders, String plan)
            throws Exception {
        Session session = mix(method, sliders);
        Set<String> all =
                Set.copyOf(workbench.io().call(workbench.open(session)).groups().names());
        Evaluation found = search(session, plan, all).after().evaluations().get(0);
        Evaluation expected = measured(session);
        assertThat(found.hits()).isEqualTo(expected.hits());
        assertThat(found.crossEntropy().orElseThrow())
                .isCloseTo(expected.crossEntropy().orElseThrow(), within(1e-5));
    }

    @ParameterizedTest
    @CsvSource({
        "arithmetic, 0.2 0.3 0.1, uniform, Task arithmetic, Uniform soup, Weighted average",
        "arithmetic, 0.2 0.3 0.1, refine,  Task arithmetic, Refinement,   Weighted sum",
        "sum,        0.2 0.3 0.1, uniform, Weighted sum,    Uniform soup, Weighted average",
        "sum,        0.2 0.3 0.1, wise-ft, Weighted sum,    WiSE-FT,      Task arithmetic",
    })
    void aGroupThatThePlanWouldMakeAnotherModelOfIsRefused(
            String method, String sliders, String plan, String has, String title, String fuses) throws Exception {
        Session session = mix(method, sliders);
        assertThatThrownBy(() -> search(session, plan, Set.of(GROUP)))
                .isInstanceOf(StockpotException.class)
                .hasMessage("Layer group \"model.visual\" is pinned at weights that sum to 0.600 by " + has + ", and "
                        + title + " fuses by " + fuses + ", which gives another model unless they sum to 1: move its"
                        + " sliders to a sum of 1, or unpin it.");
        assertThat(search(session, plan, Set.of()).result().evaluations()).isPositive();
    }
}

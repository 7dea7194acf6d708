package org.stockpot.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.data.Role;
import org.stockpot.fuse.FusionMethod;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.fuse.Recipe;
import org.stockpot.search.Budget;
import org.stockpot.search.Mix;
import org.stockpot.search.Need;
import org.stockpot.search.Savings;
import org.stockpot.search.SearchListener;
import org.stockpot.search.SearchPlan;
import org.stockpot.tensor.StockpotException;

/** Searches whose mixes are not averages, on real files and the real engine. */
@Timeout(120)
class FusionSearchTest {
    @TempDir
    Path folder;

    private final Workbench workbench = TinyKitchen.workbench();
    private Session session = Session.EMPTY;

    @BeforeEach
    void cook() throws Exception {
        session = new TinyKitchen(folder).session(workbench, 40);
    }

    @AfterEach
    void closeWorkbench() {
        workbench.close();
    }

    private SearchOutcome search(SearchOrder order, SearchListener listener) throws StockpotException {
        return workbench.device().call(workbench.search(session, order, listener));
    }

    private static SearchPlan plan(String id) throws StockpotException {
        return SearchPlan.parse(
                id,
                switch (id) {
                    case "ties" -> Map.of("densities", "0.3,0.6", "lambdas", "0.7,1");
                    case "dare" -> Map.of("drops", "0.3,0.6");
                    default -> Map.of();
                });
    }

    @Test
    void whatEveryPlanFindsCanBeCookedAgainFromItsRecipe() throws Exception {
        for (String id : List.of("wise-ft", "lines", "model-stock", "arithmetic", "ties", "dare", "slerp")) {
            SearchPlan plan = plan(id);
            var heard = new ArrayList<Mix>();
            SearchOutcome outcome = search(new SearchOrder(plan, Budget.UNLIMITED, 3), new SearchListener() {
                @Override
                public void best(Mix mix) {
                    heard.add(mix);
                }
            });
            FusionMethod method = outcome.result().method().orElse(plan.method());
            assertThat(outcome.after().recipe().method()).as(id).isEqualTo(method);
            assertThat(method.id()).isEqualTo(plan.method().id());
            assertThat(outcome.after().evaluations().get(0).accuracy())
                    .as(id)
                    .isEqualTo(outcome.result().score());
            assertThat(heard.get(heard.size() - 1).weights())
                    .isEqualTo(outcome.result().weights());
            // One ingredient as it is, not what the method would leave of it.
            assertThat(outcome.before().recipe().method()).isEqualTo(new FusionMethod.WeightedAverage());
            try (Workbench other = TinyKitchen.workbench()) {
                Session found = session.withRecipe(outcome.after().recipe());
                assertThat(other.device()
                                .call(other.evaluation(found, Set.of(Role.VALIDATION), partial -> {}))
                                .evaluations()
                                .get(0)
                                .hits())
                        .as(id)
                        .isEqualTo(outcome.after().evaluations().get(0).hits());
            }
        }
    }

    @Test
    void aPlanThatNeedsABaseIsRefusedWithoutOneBeforeAnythingRuns() throws Exception {
        session = session.withoutBase();
        for (String id : SearchPlan.ids()) {
            SearchPlan plan = SearchPlan.standard(id);
            if (plan.needs().contains(Need.BASE)) {
                Path journal = folder.resolve(id + ".jsonl");
                assertThatThrownBy(() -> search(
                                new SearchOrder(plan, Budget.UNLIMITED, Savings.ALL, 1, Optional.of(journal), false),
                                SearchListener.NONE))
                        .hasMessage(
                                plan.title() + " needs a base model, and the session has none: add the model that the"
                                        + " ingredients were finetuned from.");
                assertThat(journal).doesNotExist();
            }
        }
    }

    @Test
    void aKilledSearchOfSeveralMethodsGoesOnToTheSameResult() throws Exception {
        Path journal = folder.resolve("ties.jsonl");
        SearchPlan plan = plan("ties");
        var whole = new SearchOrder(plan, Budget.UNLIMITED, Savings.ALL, 1, Optional.of(journal), false);
        SearchOutcome unbroken = search(whole, SearchListener.NONE);
        List<String> lines = Files.readAllLines(journal);
        assertThat(lines).hasSize(5);
        assertThat(lines.get(0)).contains("\"base\":\"");
        assertThat(lines.get(3)).contains("\"method\":\"ties:density=0.6,scope=model\"");
        Files.write(journal, lines.subList(0, 3));
        var rest = new SearchOrder(plan, Budget.UNLIMITED, Savings.ALL, 1, Optional.of(journal), true);
        try (Workbench other = TinyKitchen.workbench()) {
            SearchOutcome resumed = other.device().call(other.search(session, rest, SearchListener.NONE));
            assertThat(resumed.result()).isEqualTo(unbroken.result());
        }
        assertThat(Files.readAllLines(journal).stream().map(FusionSearchTest::untimed))
                .isEqualTo(lines.stream().map(FusionSearchTest::untimed).toList());
    }

    /** A line without what differs from run to run. */
    private static String untimed(String line) {
        return line.replaceAll(",\"(seconds|device|crc32c)\":(\"[^\"]*\"|[0-9.E-]+)", "");
    }

    @Test
    void groupsInWhichAllIngredientsAgreeButTheBaseDoesNotAreSearched() throws Exception {
        Source one = session.ingredients().get(0);
        session = session.withIngredients(List.of(one, one.renamed("again")));
        OpenSession average = workbench.io().call(workbench.open(session));
        OpenSession arithmetic = workbench
                .io()
                .call(workbench.open(session.withRecipe(new Recipe(
                        new FusionMethod.TaskArithmetic(),
                        session.recipe().granularity(),
                        MixingWeights.uniform(2, 1)))));
        assertThat(average.inertGroups()).hasSize(average.groups().size());
        assertThat(arithmetic.inertGroups()).hasSizeLessThan(arithmetic.groups().size());
    }
}

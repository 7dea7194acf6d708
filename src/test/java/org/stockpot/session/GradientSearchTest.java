package org.stockpot.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stockpot.checkpoint.Checkpoint;
import org.stockpot.engine.GradientFixture;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.search.Budget;
import org.stockpot.search.Score;
import org.stockpot.search.SearchListener;
import org.stockpot.search.SearchPlan;
import org.stockpot.tensor.StockpotException;

/** Searches by gradient, on real files and the real engine. */
class GradientSearchTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"learned, 4", "learned-layers, 6"})
    void theLearnedSoupIsThatOfPyTorch(String id, int trials) throws Exception {
        try (Workbench workbench = TinyKitchen.workbench();
                Checkpoint found = GradientFixture.found("methods")) {
            Session session = new FormulaKitchen(folder).session(workbench);
            var heard = new Heard();

            SearchOutcome outcome = run(workbench, session, id, Budget.UNLIMITED, heard);

            assertThat(heard.mixes).hasSize(trials);
            assertThat(heard.mixes.get(0)).isEqualTo(MixingWeights.uniform(3, 2));
            float[] expected = found.floats(id);
            MixingWeights last = heard.mixes.get(trials - 1);
            for (int i = 0; i < 3; i++) {
                for (int group = 0; group < 2; group++) {
                    float one = expected[expected.length == 3 ? i : 2 * i + group];
                    assertThat(last.weight(i, group)).isCloseTo(one, within(1e-4));
                }
            }
            assertThat(heard.mixes).contains(outcome.result().weights());
            assertThat(outcome.result().stoppedBecause()).hasToString("finished");
        }
    }

    @Test
    void adaMergingIsThatOfPyTorch() throws Exception {
        try (Workbench workbench = TinyKitchen.workbench();
                Checkpoint found = GradientFixture.found("methods")) {
            Session session = new FormulaKitchen(folder).session(workbench);
            var heard = new Heard();
            Map<String, String> settings = Map.of("rate", "0.02", "steps", "12", "batch", "40", "every", "12");
            SearchPlan plan = SearchPlan.parse("adamerging", settings);

            SearchOutcome outcome = run(workbench, session, plan, Budget.UNLIMITED, heard);

            assertThat(heard.mixes).hasSize(2);
            float[] expected = found.floats("adamerging");
            for (int i = 0; i < 3; i++) {
                for (int group = 0; group < 2; group++) {
                    assertThat(heard.mixes.get(0).weight(i, group)).isEqualTo(0.3);
                    assertThat(heard.mixes.get(1).weight(i, group)).isCloseTo(expected[2 * i + group], within(1e-4));
                }
            }
            assertThat(outcome.after().recipe().method().id()).isEqualTo("arithmetic");
        }
    }

    @Test
    void adaMergingStopsWhenValidationGainsNothing() throws Exception {
        try (Workbench workbench = TinyKitchen.workbench()) {
            Session session = new FormulaKitchen(folder).session(workbench);
            // Steps so small that no prediction changes.
            Map<String, String> settings = Map.of("rate", "0.000001", "every", "2", "patience", "3");
            SearchPlan plan = SearchPlan.parse("adamerging", settings);

            SearchOutcome outcome = run(workbench, session, plan, Budget.UNLIMITED, SearchListener.NONE);

            assertThat(outcome.result().evaluations()).isEqualTo(4);
            assertThat(outcome.result().weights().rows()).containsOnly(List.of(0.3, 0.3));
        }
    }

    @Test
    void adaMergingNeedsTheBase() throws Exception {
        try (Workbench workbench = TinyKitchen.workbench()) {
            Session session = new FormulaKitchen(folder).session(workbench);
            Session without = Session.EMPTY
                    .withIngredients(session.ingredients())
                    .withData(session.data())
                    .withRecipe(session.recipe());

            assertThatThrownBy(() -> run(workbench, without, "adamerging", Budget.UNLIMITED, SearchListener.NONE))
                    .isInstanceOf(StockpotException.class)
                    .hasMessage("AdaMerging needs a base model, and the session has none: add the model that the"
                            + " ingredients were finetuned from.");
        }
    }

    @Test
    void equalModelsAreMixedEvenly() throws Exception {
        try (Workbench workbench = TinyKitchen.workbench()) {
            var kitchen = new FormulaKitchen(folder);
            Session session = kitchen.session(
                    workbench,
                    List.of(kitchen.checkpoint("a", 1), kitchen.checkpoint("b", 1), kitchen.checkpoint("c", 1)));

            SearchOutcome outcome = run(workbench, session, "learned", Budget.UNLIMITED, SearchListener.NONE);

            outcome.result()
                    .weights()
                    .rows()
                    .forEach(row -> row.forEach(weight -> assertThat(weight).isCloseTo(1 / 3.0, within(1e-3))));
        }
    }

    @Test
    void theBudgetEndsTheDescentWithTheBestSoFar() throws Exception {
        try (Workbench workbench = TinyKitchen.workbench()) {
            Session session = new FormulaKitchen(folder).session(workbench);

            SearchOutcome outcome = run(workbench, session, "learned", Budget.ofEvaluations(2), SearchListener.NONE);

            assertThat(outcome.result().stoppedBecause()).hasToString("the budget of 2 evaluations is spent");
            assertThat(outcome.result().evaluations()).isEqualTo(2);
            // The start, one epoch forward and back, and the mix after it.
            assertThat(outcome.effort().fullEvaluations()).isCloseTo(5, within(1e-9));
        }
    }

    private static SearchOutcome run(
            Workbench workbench, Session session, String id, Budget budget, SearchListener listener)
            throws StockpotException {
        return run(workbench, session, SearchPlan.parse(id, Map.of()), budget, listener);
    }

    private static SearchOutcome run(
            Workbench workbench, Session session, SearchPlan plan, Budget budget, SearchListener listener)
            throws StockpotException {
        var order = new SearchOrder(plan, budget, 1);
        return workbench.device().call(workbench.search(session, order, listener));
    }

    /** Keeps the mixes. */
    private static final class Heard implements SearchListener {
        final List<MixingWeights> mixes = new ArrayList<>();

        @Override
        public void trial(int number, MixingWeights weights, Score score, String phase) {
            mixes.add(weights);
        }
    }
}

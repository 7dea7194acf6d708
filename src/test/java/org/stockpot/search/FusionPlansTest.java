package org.stockpot.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.stockpot.fuse.Dare;
import org.stockpot.fuse.FusionGoldenTest;
import org.stockpot.fuse.FusionMethod;
import org.stockpot.fuse.Granularity;
import org.stockpot.fuse.LayerGroups;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.fuse.PairwiseCosine;
import org.stockpot.fuse.Slerp;
import org.stockpot.fuse.Soup;
import org.stockpot.fuse.Ties;
import org.stockpot.job.JobContext;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSource;

/** Plans whose mixes are fused in other ways than by averages. */
class FusionPlansTest {
    private final MadeUp.Journal journal = new MadeUp.Journal();

    private SearchResult run(SearchPlan plan, SearchSpace space, Objective objective) throws StockpotException {
        SearchResult result =
                Searcher.run(plan, space, objective, 1, Budget.UNLIMITED, Savings.ALL, journal, JobContext.detached());
        assertThat(result.evaluations())
                .isEqualTo(journal.trials.size())
                .isLessThanOrEqualTo(plan.mostEvaluations(space));
        return result;
    }

    /** Highest where the weights of every searched group sum to this. */
    private static Objective sums(double best, SearchSpace space) {
        return weights -> {
            double distance = 0;
            for (int group : space.activeGroups()) {
                distance += Math.abs(weights.columnSum(group) - best);
            }
            return 0.9 - distance / 100;
        };
    }

    private List<Double> triedSums() {
        return journal.trials.stream().map(weights -> weights.columnSum(0)).toList();
    }

    @Test
    void wiseFtScoresTheLineFromTheBaseAndTakesTheBestPoint() throws StockpotException {
        SearchSpace space = MadeUp.space(3, 2);
        var plan = new WiseFt(Finetuned.UNIFORM, 1, 4);
        SearchResult result = run(plan, space, sums(0.7, space));

        assertThat(triedSums())
                .usingComparatorForType((a, b) -> Math.abs(a - b) < 1e-12 ? 0 : 1, Double.class)
                .containsExactly(0.0, 0.25, 0.5, 0.75, 1.0);
        assertThat(journal.phases).startsWith("WiSE-FT: α = 0.000", "WiSE-FT: α = 0.250");
        assertThat(result.weights()).isEqualTo(MixingWeights.of(new double[][] {{0.25, 0.25}, {0.25, 0.25}, {0.25, 0.25}
        }));
        assertThat(result.kept()).containsExactly(0, 1, 2);
        assertThat(result.method()).isEmpty();
        assertThat(plan.method()).isEqualTo(new FusionMethod.TaskArithmetic());
        assertThat(plan.needs()).contains(Need.BASE);
    }

    @Test
    void theLineMayLeadToTheGreedySoupToTheBestIngredientOrToANamedOne() throws StockpotException {
        SearchSpace space = MadeUp.space(3, 1);
        Objective onlyTheSecond = weights ->
                0.8 - Math.abs(weights.weight(1, 0) - 0.5) - 2 * (weights.weight(0, 0) + weights.weight(2, 0));
        for (Finetuned of : List.of(Finetuned.GREEDY, Finetuned.BEST, Finetuned.INGREDIENT)) {
            journal.trials.clear();
            SearchResult result = run(new WiseFt(of, 2, 10), space, onlyTheSecond);
            assertThat(result.weights().column(0)).as(of.word()).containsExactly(0, 0.5, 0);
        }
        assertThatThrownBy(() -> run(new WiseFt(Finetuned.INGREDIENT, 4, 10), space, onlyTheSecond))
                .hasMessage("Ingredient 4 was asked for, but there are 3: give a number up to 3");
    }

    @Test
    void taskArithmeticTriesEveryScaleOfTheMeanDifference() throws StockpotException {
        SearchSpace space = MadeUp.space(4, 2);
        SearchResult result = run(new TaskVectors(List.of(0.5, 1.0, 1.5, 4.0)), space, sums(1.4, space));

        assertThat(triedSums()).containsExactly(0.5, 1.0, 1.5, 4.0);
        assertThat(result.weights().weight(2, 1)).isEqualTo(0.375);
    }

    /** An objective that depends on how mixes are fused. */
    private record Choosy(FusionMethod wanted, Optional<FusionMethod> method, List<FusionMethod> asked)
            implements Objective {
        @Override
        public double score(MixingWeights weights) {
            method.ifPresent(asked::add);
            return (method.equals(Optional.of(wanted)) ? 0.8 : 0.5) - Math.abs(weights.columnSum(0) - 1.2) / 10;
        }

        @Override
        public Objective with(FusionMethod other) {
            return new Choosy(wanted, Optional.of(other), asked);
        }
    }

    @Test
    void tiesFindsItsDensityAndItsScaleAndSaysWithWhichMethodTheMixIsFused() throws StockpotException {
        SearchSpace space = MadeUp.space(2, 1);
        var asked = new ArrayList<FusionMethod>();
        var wanted = new Ties(0.2, Ties.Scope.TENSOR);
        SearchResult result = run(
                new TiesMerging(List.of(0.1, 0.2, 0.4), List.of(0.8, 1.2), Ties.Scope.TENSOR),
                space,
                new Choosy(wanted, Optional.empty(), asked));

        assertThat(asked)
                .containsExactly(
                        new Ties(0.1, Ties.Scope.TENSOR),
                        new Ties(0.1, Ties.Scope.TENSOR),
                        wanted,
                        wanted,
                        new Ties(0.4, Ties.Scope.TENSOR),
                        new Ties(0.4, Ties.Scope.TENSOR));
        assertThat(result.method()).contains(wanted);
        assertThat(result.weights().column(0)).containsExactly(0.6, 0.6);
    }

    @Test
    void dareDropsWhatTheSeedSays() throws StockpotException {
        SearchSpace space = MadeUp.space(2, 1);
        var asked = new ArrayList<FusionMethod>();
        SearchResult result = Searcher.run(
                new DareMerging(List.of(0.5, 0.9), List.of(1.0), Dare.Merge.TIES),
                space,
                new Choosy(new Dare(0.9, Dare.Merge.TIES, 17), Optional.empty(), asked),
                17,
                Budget.UNLIMITED,
                Savings.ALL,
                journal,
                JobContext.detached());

        assertThat(asked).containsExactly(new Dare(0.5, Dare.Merge.TIES, 17), new Dare(0.9, Dare.Merge.TIES, 17));
        assertThat(result.method()).contains(new Dare(0.9, Dare.Merge.TIES, 17));
    }

    @Test
    void slerpGoesAlongTheArcBetweenTheTwoBest() throws StockpotException {
        SearchSpace space = MadeUp.space(3, 2);
        Objective objective = MadeUp.quadratic(new double[][] {{0.25, 0.25}, {0, 0}, {0.75, 0.75}}, space);
        SearchResult result = run(new SlerpMerging(2, 4), space, objective);

        assertThat(result.weights().column(1)).containsExactly(0.25, 0, 0.75);
        assertThat(result.evaluations()).isEqualTo(6);
        assertThat(new SlerpMerging(2, 4).method()).isEqualTo(new Slerp());
        journal.trials.clear();
        run(new SlerpMerging(3, 4), space, objective);
        assertThat(journal.trials.get(3).column(0)).containsExactly(1 / 3.0, 1 / 3.0, 1 / 3.0);
        assertThatThrownBy(() -> run(new SlerpMerging(4, 4), space, objective))
                .hasMessage(
                        "SLERP of the 4 best ingredients was asked for, but there are 3: add some, or ask for fewer");
    }

    @Test
    void modelStockAgreesWithNumPy() throws StockpotException {
        agreesWithNumPy(new ModelStock(), weights -> 0.5, "model-stock");
    }

    @Test
    void wiseFtAgreesWithNumPy() throws StockpotException {
        agreesWithNumPy(
                new WiseFt(Finetuned.UNIFORM, 1, 10), weights -> 1 - Math.abs(weights.columnSum(0) - 0.3), "wise-ft");
    }

    @Test
    void linesAgreesWithNumPy() throws StockpotException {
        agreesWithNumPy(new Lines(Finetuned.UNIFORM, 1, List.of(0.2)), weights -> 0.5, "lines");
    }

    private void agreesWithNumPy(SearchPlan plan, Objective objective, String label) throws StockpotException {
        TensorSource base = FusionGoldenTest.model("base");
        List<TensorSource> ingredients =
                List.of(FusionGoldenTest.model("m0"), FusionGoldenTest.model("m1"), FusionGoldenTest.model("m2"));
        LayerGroups groups =
                LayerGroups.of(new Granularity.PerTensor(), base.specs().keySet());
        var space = new SearchSpace(
                List.of("m0", "m1", "m2"),
                groups.names(),
                Set.of(),
                group -> PairwiseCosine.mean(base, ingredients, groups.tensorsOf(group), JobContext.detached()));
        SearchResult result = run(plan, space, objective);

        var soup = new Soup("s", Optional.of(base), ingredients, groups, plan.method(), result.weights());
        for (Map.Entry<String, double[]> expected :
                Objects.requireNonNull(FusionGoldenTest.MODELS.get(label)).entrySet()) {
            int count = expected.getValue().length;
            var found = new double[count];
            soup.read(expected.getKey(), 0, count).asDoubleBuffer().get(found);
            assertThat(found).as(expected.getKey()).containsExactly(expected.getValue(), within(1e-12));
        }
    }

    @Test
    void modelStockTrustsParallelModelsAndNotOppositeOnes() {
        assertThat(ModelStock.share(1, 5)).isEqualTo(1);
        assertThat(ModelStock.share(0, 5)).isEqualTo(0);
        assertThat(ModelStock.share(0.5, 2)).isEqualTo(2 / 3.0, within(1e-15));
        assertThat(ModelStock.share(-0.2, 2)).isEqualTo(0);
        assertThat(ModelStock.share(-1, 2)).isEqualTo(0);
        assertThat(ModelStock.share(Double.NaN, 2)).isEqualTo(1);
    }

    @Test
    void modelStockNeedsTwoIngredientsAndABase() {
        assertThatThrownBy(() -> run(new ModelStock(), MadeUp.space(1, 1), weights -> 0.5))
                .hasMessage(
                        "Model Stock compares the directions of ingredients, and there is one: add at least another");
        assertThatThrownBy(() -> run(new ModelStock(), MadeUp.space(2, 1), weights -> 0.5))
                .hasMessage("Nothing is known of where the ingredients lie: add a base model.");
    }

    @Test
    void linesScalesLittleAtTheInputAndAllAtTheOutput() throws StockpotException {
        var space = new SearchSpace(
                List.of("a", "b"), List.of("model.text", "head", "blocks.1", "blocks.0", "embed"), Set.of(0));
        SearchResult result = run(new Lines(Finetuned.UNIFORM, 1, List.of(0.4)), space, weights -> 0.5);

        assertThat(result.weights().rows().get(1))
                .usingComparatorForType((a, b) -> Math.abs(a - b) < 1e-12 ? 0 : 1, Double.class)
                .containsExactly(0.5, 0.5, 0.4, 0.3, 0.2);
    }

    private static double[] depths(String... groups) throws StockpotException {
        return Depth.of(new SearchSpace(List.of("a"), List.of(groups), Set.of()));
    }

    @Test
    void depthIsToldByNumbersAndNamesNotByTheOrderInTheFile() throws StockpotException {
        assertThat(depths(
                        "classification_head",
                        "model.visual.conv1",
                        "model.visual.ln_post",
                        "model.visual.proj",
                        "model.visual.transformer.resblocks.10",
                        "model.visual.transformer.resblocks.2"))
                .containsExactly(1, 0, 1, 1, 2 / 3.0, 1 / 3.0);
        assertThat(depths(
                        "fc.weight",
                        "conv1.weight",
                        "layer1.0.conv1.weight",
                        "layer1.1.conv2.weight",
                        "layer2.0.bn1.bias"))
                .containsExactly(1, 0, 0.25, 0.5, 0.75);
        assertThat(depths(
                        "vit.encoder.layer.3.output.dense.bias", "vit.encoder.layer.0.output.dense.bias", "classifier"))
                .containsExactly(0.5, 0, 1);
        assertThat(depths("stages.0.blocks.1.norm", "stages.1.blocks.0.norm", "stages.1.blocks.2.norm"))
                .containsExactly(0, 0.5, 1);
        assertThat(depths("model.visual", "classification_head", "model.other")).containsExactly(0, 1, 0.5);
        assertThatThrownBy(() -> depths("model"))
                .hasMessage(
                        "LiNeS scales layer groups by their depth, and there is one group: choose a finer granularity");
        assertThatThrownBy(() -> depths("head.weight", "head.bias"))
                .hasMessage("LiNeS scales layer groups by their depth, and all groups lie equally deep: choose a finer"
                        + " granularity");
    }
}

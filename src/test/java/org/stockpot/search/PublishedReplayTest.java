package org.stockpot.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.job.JobContext;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.Told;
import tools.jackson.databind.json.JsonMapper;

/**
 * Runs of the published algorithm, written in Python from the paper alone ({@code make_replay_fixture.py}), again: given the
 * accuracies that they saw, one after the other, the program asks for the same models in the same order, begins the same
 * optimiser runs, and decides the same. A model is known by one number per layer group, which mixes as the model does.
 */
class PublishedReplayTest {
    /** One optimiser run: where it began, between which bounds, with which budget, and where it looked. */
    record Pass(List<Double> start, double low, double high, int budget, List<List<Double>> points) {}

    record Decided(String outcome, int candidate, double value, double threshold) {}

    /**
     * One run.
     *
     * @param models {@code [model][group]}
     * @param asked models that were measured, {@code [evaluation][group]}, each once
     * @param hits of them, of all images
     * @param kept rows in the order in which they joined
     * @param lambda {@code [step][group]}
     * @param beta shares of those that were kept, {@code [kept][group]}, by the formula of the paper
     * @param joint their shares after phase 2
     */
    record Case(
            String name,
            double tau,
            double delta,
            int evaluations,
            int jointEvaluations,
            boolean secondPass,
            String order,
            int images,
            List<List<Double>> models,
            List<List<Double>> asked,
            List<Integer> hits,
            List<Pass> passes,
            List<Decided> decisions,
            List<Integer> kept,
            List<List<Double>> lambda,
            List<List<Double>> beta,
            List<List<Double>> joint,
            double score) {
        int groups() {
            return models.get(0).size();
        }

        ManifoldMixing plan() {
            return new ManifoldMixing(
                    tau,
                    delta,
                    evaluations,
                    jointEvaluations,
                    secondPass,
                    true,
                    Order.of(order),
                    0,
                    true,
                    new Cobyla(true));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> cases() throws IOException {
        try (InputStream file = PublishedReplayTest.class.getResourceAsStream("replay.json")) {
            return Arrays.stream(
                    JsonMapper.shared().readValue(Objects.requireNonNull(file).readAllBytes(), Case[].class));
        }
    }

    private static double[] array(List<Double> numbers) {
        return numbers.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** The accuracies in the order in which they were seen; whoever asks for another model is wrong. */
    private static final class Script implements Objective {
        private final Case run;
        private int next;

        Script(Case run) {
            this.run = run;
        }

        @Override
        public double score(MixingWeights weights) {
            assertThat(next).as("evaluations").isLessThan(run.asked().size());
            double[] model = new double[run.groups()];
            for (int row = 0; row < weights.ingredients(); row++) {
                for (int group = 0; group < model.length; group++) {
                    model[group] +=
                            weights.weight(row, group) * run.models().get(row).get(group);
                }
            }
            assertThat(model)
                    .as("model of evaluation %d", next)
                    .containsExactly(array(run.asked().get(next)), within(1e-9));
            next++;
            return (double) run.hits().get(next - 1) / run.images();
        }
    }

    /** Looks where the published run's optimiser looked. */
    private static final class Scripted implements Minimiser {
        private final Case run;
        private int next;

        Scripted(Case run) {
            this.run = run;
        }

        @Override
        public Minimum minimise(Function objective, double[] start, Bounds bounds, int budget, long seed)
                throws StockpotException {
            assertThat(next).as("optimiser runs").isLessThan(run.passes().size());
            Pass pass = run.passes().get(next);
            next++;
            assertThat(bounds.clip(start))
                    .as("start of run %d", next)
                    .containsExactly(array(pass.start()), within(1e-9));
            for (Bounds.Range range : bounds.ranges()) {
                assertThat(range.low()).isCloseTo(pass.low(), within(1e-12));
                assertThat(range.high()).isCloseTo(pass.high(), within(1e-12));
            }
            assertThat(budget).isEqualTo(pass.budget());
            double[] best = bounds.clip(start);
            double value = objective.at(best);
            for (List<Double> given : pass.points()) {
                double[] point = array(given);
                double now = objective.at(point);
                if (now < value) {
                    best = point;
                    value = now;
                }
            }
            return Minimum.at(best, value, 1 + pass.points().size());
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void decidesAsThePublishedAlgorithmDoes(Case run) throws StockpotException {
        SearchSpace space = MadeUp.space(run.models().size(), run.groups());
        var script = new Script(run);
        var optimiser = new Scripted(run);
        var trials = new Trials(
                space,
                script,
                Budget.UNLIMITED,
                Savings.ALL.withoutRacing(),
                Integer.MAX_VALUE,
                SearchListener.NONE,
                JobContext.detached());
        ManifoldMixing plan = run.plan();
        List<Integer> rows = plan.order().rows(trials.all(Told.of(Phase.SCORING)), 1);
        Mix first = new SequentialPhase(plan, trials, optimiser, 1).run(rows);
        assertShares(first, run.kept(), run.beta());
        Mix last = new JointPhase(plan, trials, optimiser, 1).run(first);
        assertShares(last, run.kept(), run.joint());

        assertThat(last.score()).isEqualTo(run.score());
        assertThat(script.next).as("evaluations").isEqualTo(run.asked().size());
        assertThat(optimiser.next).as("optimiser runs").isEqualTo(run.passes().size());
        assertThat(trials.decisions()).hasSameSizeAs(run.decisions());
        for (int i = 0; i < run.decisions().size(); i++) {
            Decision decision = trials.decisions().get(i);
            Decided expected = run.decisions().get(i);
            assertThat(decision.outcome().name()).as("decision %d", i).isEqualTo(expected.outcome());
            assertThat(decision.ingredient()).isEqualTo(expected.candidate());
            assertThat(decision.value()).isEqualTo(expected.value());
            assertThat(decision.threshold()).isCloseTo(expected.threshold(), within(1e-12));
        }
    }

    private static void assertShares(Mix mix, List<Integer> kept, List<List<Double>> shares) {
        assertThat(mix.members()).isEqualTo(kept);
        for (int row = 0; row < mix.weights().ingredients(); row++) {
            int joined = kept.indexOf(row);
            double[] expected = joined < 0 ? new double[mix.weights().groups()] : array(shares.get(joined));
            assertThat(mix.weights().toMatrix()[row]).containsExactly(expected, within(1e-11));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theSameLambdasGiveTheSameShares(Case run) {
        double[][] beta = Unrolling.beta(
                run.lambda().stream().map(PublishedReplayTest::array).toArray(double[][]::new), run.groups());

        assertThat(beta).hasDimensions(run.kept().size(), run.groups());
        for (int row = 0; row < beta.length; row++) {
            assertThat(beta[row]).containsExactly(array(run.beta().get(row)), within(1e-11));
        }
    }

    @Test
    void theRunsTakeEveryTurnThatThereIs() throws IOException {
        var outcomes = new ArrayList<String>();
        var wide = new ArrayList<Integer>();
        for (Case run : cases().toList()) {
            run.decisions().forEach(decision -> outcomes.add(decision.outcome()));
            int inARow = 0;
            for (Pass pass : run.passes()) {
                inARow = pass.low() == 0.3 && pass.high() == 1 ? inARow + 1 : 0;
                wide.add(inARow);
            }
        }

        assertThat(outcomes).contains("STARTED", "SKIPPED", "NEAR_MISS", "ACCEPTED", "REFINED", "NOT_REFINED");
        assertThat(wide).as("second and third passes").contains(0, 1, 2);
    }
}

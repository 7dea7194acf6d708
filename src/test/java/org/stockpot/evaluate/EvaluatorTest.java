package org.stockpot.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.stockpot.data.ClassMap;
import org.stockpot.data.FlatImages;
import org.stockpot.data.PreparedSet;
import org.stockpot.data.Preprocessing;
import org.stockpot.data.Role;
import org.stockpot.job.Doing;
import org.stockpot.job.JobContext;
import org.stockpot.job.Progress;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSource;

class EvaluatorTest {
    private static final int CLASSES = 4;
    private final List<List<Evaluation>> partials = new ArrayList<>();

    @Test
    void countsWhatTheNetworkGetsRightInTheOrderOfTheSet() throws StockpotException {
        PreparedSet set = set("test", Role.TEST, 90);
        // Says its own class for even images, class 0 for odd ones.
        var network = new Oracle(value -> oneHot(value % 2 == 0 ? value % CLASSES : 0));
        List<Evaluation> result = new Evaluator(40, LogitSink.NONE)
                .evaluate("mix", network, List.of(set), JobContext.detached(), partials::add);
        assertThat(result).hasSize(1);
        assertThat(result.get(0).correct()).isEqualTo(45);
        assertThat(result.get(0).total()).isEqualTo(90);
        for (int position = 0; position < 90; position++) {
            assertThat(result.get(0).hits().isCorrect(position)).isEqualTo(set.order(position) % 2 == 0);
        }
        assertThat(network.batches).containsExactly(40, 40, 10);
    }

    @Test
    void theLowestOfEqualLogitsWins() throws StockpotException {
        PreparedSet set = set("test", Role.TEST, 100);
        var network = new Oracle(value -> new float[] {1, 2, 2, 0});
        List<Evaluation> result = Evaluator.run(network, List.of(set), JobContext.detached(), partials::add);
        assertThat(result.get(0).correct()).isEqualTo(25);
        for (int position = 0; position < 100; position++) {
            assertThat(result.get(0).hits().isCorrect(position)).isEqualTo(set.label(position) == 1);
        }
    }

    @Test
    void setsTakeTurnsInProportionToTheirSizes() throws StockpotException {
        var network = new Oracle(value -> oneHot(0));
        new Evaluator(10, LogitSink.NONE)
                .evaluate(
                        "mix",
                        network,
                        List.of(set("a", Role.TEST, 40), set("b", Role.OOD, 80)),
                        JobContext.detached(),
                        partials::add);
        assertThat(partials).hasSize(12);
        assertThat(partials.get(0)).extracting(Evaluation::total).containsExactly(10, 0);
        assertThat(partials.get(5)).extracting(Evaluation::total).containsExactly(20, 40);
        assertThat(partials.get(11)).extracting(Evaluation::total).containsExactly(40, 80);
        assertThat(partials.get(11)).extracting(Evaluation::role).containsExactly(Role.TEST, Role.OOD);
    }

    @Test
    void refusesLogitsThatAreNotFinite() throws StockpotException {
        var network = new Oracle(value -> new float[] {0, value == 7 ? Float.NaN : 1, 2, 3});
        PreparedSet set = set("photos", Role.TEST, 20);
        assertThatThrownBy(() -> new Evaluator(5, LogitSink.NONE)
                        .evaluate("the uniform soup", network, List.of(set), JobContext.detached(), partials::add))
                .isInstanceOf(StockpotException.class)
                .hasMessage("photos: the uniform soup gives the logit NaN where a finite number is expected; a weight"
                        + " is not finite or has overflowed");
    }

    @Test
    void aLabelMapRestrictsTheLogitsToTheClassesOfTheSet() throws StockpotException {
        var map = new ClassMap(List.of(List.of(1, 3), List.of(2)));
        PreparedSet set = PreparedSet.prepare(
                "few",
                Role.OOD,
                new FlatImages(10, 2, 1, Optional.of(map)),
                Preprocessing.clip(1, 1),
                JobContext.detached());
        // The model is surest of class 0, which the set does not have, then of 3.
        var network = new Oracle(value -> new float[] {9, 1, 2, 3});
        List<Evaluation> result = Evaluator.run(network, List.of(set), JobContext.detached(), partials::add);
        assertThat(result.get(0).correct()).isEqualTo(5);
        for (int position = 0; position < 10; position++) {
            assertThat(result.get(0).hits().isCorrect(position)).isEqualTo(set.label(position) == 0);
        }
    }

    @Test
    void refusesALabelMapOfAnotherModel() throws StockpotException {
        var map = new ClassMap(List.of(List.of(1), List.of(CLASSES)));
        PreparedSet set = PreparedSet.prepare(
                "few",
                Role.OOD,
                new FlatImages(10, 2, 1, Optional.of(map)),
                Preprocessing.clip(1, 1),
                JobContext.detached());
        assertThatThrownBy(() -> Evaluator.run(
                        new Oracle(value -> oneHot(0)), List.of(set), JobContext.detached(), partials::add))
                .isInstanceOf(StockpotException.class)
                .hasMessage("few: the label map names the model's class 4, the network has the classes 0 to 3; correct"
                        + " the map");
    }

    @Test
    void refusesASetWithOtherClassesOrAnotherSizeBeforeTheFirstBatch() throws StockpotException {
        var network = new Oracle(value -> oneHot(0));
        PreparedSet fewer = PreparedSet.prepare(
                "few", Role.TEST, new FlatImages(10, 3), Preprocessing.clip(1, 1), JobContext.detached());
        assertThatThrownBy(() -> Evaluator.run(network, List.of(fewer), JobContext.detached(), partials::add))
                .isInstanceOf(StockpotException.class)
                .hasMessage("few: the set has 3 classes, the network 4; name all classes in label order with"
                        + " classes=FILE, or say which of them the set has with map=FILE");
        PreparedSet larger = PreparedSet.prepare(
                "large", Role.TEST, new FlatImages(10, CLASSES), Preprocessing.clip(2, 1), JobContext.detached());
        assertThatThrownBy(() -> Evaluator.run(network, List.of(larger), JobContext.detached(), partials::add))
                .isInstanceOf(StockpotException.class)
                .hasMessage("large: prepared as 2 × 2 with 1 channels, the network takes 1 × 1 with 1; change the"
                        + " preprocessing");
        assertThat(network.batches).isEmpty();
    }

    @Test
    void stopsBetweenTwoBatchesWhenCancelledAndReportsProgress() throws StockpotException {
        var reports = new ArrayList<Progress>();
        var context = new JobContext() {
            @Override
            public void checkpoint() {
                if (reports.size() == 2) {
                    throw new CancellationException();
                }
            }

            @Override
            public void progress(Progress progress) {
                reports.add(progress);
            }
        };
        PreparedSet set = set("test", Role.TEST, 90);
        var network = new Oracle(value -> oneHot(0));
        assertThatThrownBy(() -> new Evaluator(20, LogitSink.NONE)
                        .evaluate("mix", network, List.of(set), context, partials::add))
                .isInstanceOf(CancellationException.class);
        assertThat(reports)
                .containsExactly(new Progress(Doing.EVALUATING, 20, 90), new Progress(Doing.EVALUATING, 40, 90));
        assertThat(partials).hasSize(2);
    }

    @Test
    void logitsComeBackInTheOrderOfTheData() throws StockpotException {
        PreparedSet set = set("test", Role.TEST, 50);
        PreparedSet other = set("other", Role.OOD, 50);
        var logits = new Logits(set);
        new Evaluator(7, logits)
                .evaluate(
                        "mix",
                        new Oracle(value -> new float[] {value, 1, 2, 3}),
                        List.of(other, set),
                        JobContext.detached(),
                        partials::add);
        assertThat(logits.values()).hasSize(200);
        for (int image = 0; image < 50; image++) {
            assertThat(logits.values()[CLASSES * image]).isEqualTo(image);
        }
    }

    @Test
    void theOodMeanWeighsEverySetTheSame() {
        var some = List.of(evaluation(Role.TEST, 10, 10), evaluation(Role.OOD, 1, 2), evaluation(Role.OOD, 100, 1000));
        assertThat(OodMean.of(some).orElseThrow()).isCloseTo(0.3, within(1e-12));
        assertThat(OodMean.of(List.of(evaluation(Role.OOD, 0, 0)))).isEmpty();
    }

    private static Evaluation evaluation(Role role, int correct, int total) {
        var bits = new BitSet();
        bits.set(0, correct);
        return new Evaluation("set", role, new Hits(bits, total));
    }

    private static float[] oneHot(int label) {
        var logits = new float[CLASSES];
        logits[label] = 1;
        return logits;
    }

    private static PreparedSet set(String name, Role role, int size) throws StockpotException {
        return PreparedSet.prepare(
                name, role, new FlatImages(size, CLASSES), Preprocessing.clip(1, 1), JobContext.detached());
    }

    /** Gives logits as a function of the value of an image's one pixel. */
    private static final class Oracle implements Network {
        private final List<Integer> batches = new ArrayList<>();
        private final IntFunction<float[]> logits;

        Oracle(IntFunction<float[]> logits) {
            this.logits = logits;
        }

        @Override
        public Architecture architecture() {
            return Architecture.whole("oracle", Preprocessing.clip(1, 1), CLASSES, Set.of());
        }

        @Override
        public void replace(TensorSource weights, Collection<String> tensors) {}

        @Override
        public float[] logits(float[] images, int count) {
            batches.add(count);
            assertThat(images).hasSize(count);
            var out = new float[count * CLASSES];
            for (int i = 0; i < count; i++) {
                float[] row = logits.apply(Math.round((images[i] * 0.5f + 0.5f) * 255));
                System.arraycopy(Arrays.copyOf(row, CLASSES), 0, out, i * CLASSES, CLASSES);
            }
            return out;
        }

        @Override
        public void close() {}
    }
}

package org.stockpot.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stockpot.data.FlatImages;
import org.stockpot.data.PreparedSet;
import org.stockpot.data.Preprocessing;
import org.stockpot.data.Role;
import org.stockpot.job.JobContext;
import org.stockpot.tensor.StockpotException;

class RaceTest {
    /** What two mixes do on one image. */
    private enum Pair {
        BOTH(true, true),
        CHALLENGER(true, false),
        INCUMBENT(false, true),
        NEITHER(false, false);

        private final boolean challenger;
        private final boolean incumbent;

        Pair(boolean challenger, boolean incumbent) {
            this.challenger = challenger;
            this.incumbent = incumbent;
        }
    }

    /** Two mixes on all images, in the order in which they are seen. */
    private record Run(Hits challenger, Hits incumbent) {
        static Run of(List<Pair> pairs) {
            var challenger = new BitSet();
            var incumbent = new BitSet();
            for (int i = 0; i < pairs.size(); i++) {
                challenger.set(i, pairs.get(i).challenger);
                incumbent.set(i, pairs.get(i).incumbent);
            }
            return new Run(new Hits(challenger, pairs.size()), new Hits(incumbent, pairs.size()));
        }

        double score() {
            return (double) incumbent.correct() / incumbent.total();
        }

        Race race(double threshold, double errorRate) {
            return new Race(List.of(incumbent), threshold, errorRate);
        }

        /** After all images, or as many as it takes. */
        Race race() {
            Race race = race(score(), Race.ERROR_RATE);
            race.isLost(List.of(challenger));
            return race;
        }

        boolean isLost(double threshold, double errorRate) {
            return race(threshold, errorRate).isLost(List.of(challenger));
        }
    }

    /** Images by what happens on them: a tenth is missed by both, the rest hit by both. */
    private static List<Pair> images(int size, int better, int worse) {
        var pairs = new ArrayList<>(Collections.nCopies(size, Pair.BOTH));
        Collections.fill(pairs.subList(0, size / 10), Pair.NEITHER);
        Collections.fill(pairs.subList(size - better - worse, size), Pair.INCUMBENT);
        Collections.fill(pairs.subList(size - better, size), Pair.CHALLENGER);
        return pairs;
    }

    private static Run shuffled(int size, int better, int worse, Random random) {
        List<Pair> pairs = images(size, better, worse);
        Collections.shuffle(pairs, random);
        return Run.of(pairs);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            # images, better, worse, error rate, thrown away at most
            1000,  30, 30, 0.05, 0.05
            1000,   8,  8, 0.05, 0.05
            1000, 150, 150, 0.05, 0.05
            1000,  30, 30, 0.20, 0.20
            1000,  30, 30, 0.01, 0.01
            200,   20, 20, 0.05, 0.05
            1000,  33, 28, 0.05, 0.03
            1000,  40, 25, 0.05, 0.01
            1000,   9,  0, 0.05, 0
            """)
    void aChallengerThatIsAtLeastAsGoodIsThrownAwayWithAtMostTheErrorRate(
            int size, int better, int worse, double errorRate, double most) {
        var random = new Random(1);
        int trials = 4000;
        int lost = 0;
        for (int trial = 0; trial < trials; trial++) {
            Run run = shuffled(size, better, worse, random);
            lost += run.isLost(run.score(), errorRate) ? 1 : 0;
        }
        assertThat((double) lost / trials).isLessThanOrEqualTo(most);
    }

    /** The pre-check: half a point below the incumbent is still enough. */
    @Test
    void theErrorRateHoldsForAThresholdBelowTheIncumbentsScore() {
        var random = new Random(2);
        int lost = 0;
        for (int trial = 0; trial < 4000; trial++) {
            Run run = shuffled(1000, 28, 33, random);
            lost += run.isLost(run.score() - 0.005, 0.05) ? 1 : 0;
        }
        assertThat(lost / 4000.0).isBetween(0.001, 0.05);
    }

    /** A tie made of classes that are much better and classes that are much worse, in the order of a prepared set. */
    @ParameterizedTest
    @ValueSource(ints = {2, 10, 40, 250})
    void theErrorRateHoldsInTheStratifiedOrder(int classes) throws StockpotException {
        int size = 1000;
        PreparedSet set = set("tie", size, classes);
        var random = new Random(3);
        int lost = 0;
        for (int trial = 0; trial < 4000; trial++) {
            List<List<Pair>> byClass = new ArrayList<>();
            for (int one = 0; one < classes; one++) {
                int images = size / classes;
                int differing = Math.max(1, images / 10);
                boolean good = one % 2 == 0;
                List<Pair> pairs = images(images, good ? differing : 0, good ? 0 : differing);
                Collections.shuffle(pairs, random);
                byClass.add(pairs);
            }
            var next = new int[classes];
            List<Pair> seen = IntStream.range(0, size)
                    .mapToObj(position -> byClass.get(set.label(position)).get(next[set.label(position)]++))
                    .toList();
            Run run = Run.of(seen);
            lost += run.isLost(run.score(), 0.05) ? 1 : 0;
        }
        assertThat(lost / 4000.0).isLessThanOrEqualTo(0.05);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            # of 5000 images, 200 differ on: points worse, stopped of 200, images looked at on average, at most
            0.4, 195, 3800
            1.0, 200, 1900
            2.0, 200,  700
            3.2, 200,  350
            """)
    void theWorseAChallengerTheSoonerItIsStopped(double points, int stopped, int most) {
        int deficit = (int) Math.round(50 * points);
        var random = new Random(4);
        long images = 0;
        int lost = 0;
        for (int trial = 0; trial < 200; trial++) {
            Run run = shuffled(5000, (200 - deficit) / 2, (200 + deficit) / 2, random);
            Race race = run.race();
            lost += race.isLost(List.of(run.challenger())) ? 1 : 0;
            assertThat(race.estimate()).isLessThan(run.score());
            images += race.images();
        }
        assertThat(lost).isGreaterThanOrEqualTo(stopped);
        assertThat(images / 200).isLessThanOrEqualTo(most);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 250, 999, 5000})
    void batchesDecideNothing(int batch) {
        Run run = shuffled(5000, 40, 160, new Random(5));
        Race whole = run.race();
        Race race = run.race(run.score(), Race.ERROR_RATE);
        int seen = 0;
        boolean lost = false;
        while (seen < 5000 && !lost) {
            seen = Math.min(5000, seen + batch);
            lost = race.isLost(List.of(run.challenger().first(seen)));
        }
        assertThat(lost).isTrue();
        assertThat(race.images()).isEqualTo(whole.images());
        assertThat(race.estimate()).isEqualTo(whole.estimate());
    }

    @Test
    void setsTakeTurnsInProportionToTheirSizesHoweverTheyComeIn() {
        Run small = shuffled(1000, 10, 60, new Random(6));
        Run large = shuffled(3000, 30, 40, new Random(7));
        double score = (small.incumbent().correct() + large.incumbent().correct()) / 4000.0;
        List<Hits> incumbent = List.of(small.incumbent(), large.incumbent());
        List<Hits> challenger = List.of(small.challenger(), large.challenger());
        var whole = new Race(incumbent, score, Race.ERROR_RATE);
        assertThat(whole.isLost(challenger)).isTrue();

        var race = new Race(incumbent, score, Race.ERROR_RATE);
        // The small set first: the race waits for the other.
        assertThat(race.isLost(List.of(small.challenger(), large.challenger().first(0))))
                .isFalse();
        assertThat(race.images()).isEqualTo(1);
        assertThat(race.isLost(List.of(small.challenger(), large.challenger().first(30))))
                .isFalse();
        assertThat(race.images()).isEqualTo(41);
        assertThat(race.isLost(challenger)).isTrue();
        assertThat(race.images()).isEqualTo(whole.images());
        assertThat(race.estimate()).isEqualTo(whole.estimate());
    }

    @Test
    void stopsWhenItCannotCatchUpAnyMore() {
        // Nobody would bet a thing at this error rate; 150 of 1000 images missed are too many for a score of 0.9.
        var challenger = new BitSet();
        challenger.set(0, 100);
        var incumbent = new BitSet();
        incumbent.set(0, 900);
        var race = new Race(List.of(new Hits(incumbent, 1000)), 0.9, 1e-300);
        assertThat(race.isLost(List.of(new Hits(challenger, 1000).first(200)))).isFalse();
        assertThat(race.isLost(List.of(new Hits(challenger, 1000)))).isTrue();
        assertThat(race.images()).isEqualTo(201);
        assertThat(race.estimate()).isBetween(0.1, 0.899);
    }

    @Test
    void whatIsNearlyDoneIsDoneWholly() {
        // The only image that differs is the last but ten: all before says tie.
        var challenger = new BitSet();
        challenger.set(0, 1000);
        var incumbent = (BitSet) challenger.clone();
        challenger.clear(989);
        var hits = new Hits(challenger, 1000);
        var race = new Race(List.of(new Hits(incumbent, 1000)), 1, Race.ERROR_RATE);
        assertThat(race.isLost(List.of(hits))).isFalse();
        assertThat(race.images()).isEqualTo(1000);
        assertThat(race.estimate()).isEqualTo(0.999);
    }

    @Test
    void theEstimateIsTheIncumbentsScorePlusTheMeanDifferenceAndVariesLess() {
        var random = new Random(8);
        double paired = 0;
        double plain = 0;
        for (int trial = 0; trial < 500; trial++) {
            Run run = shuffled(1000, 3, 17, random);
            // An error rate at which nobody bets: all races see the same 500 images.
            Race race = run.race(run.score(), 1e-300);
            race.isLost(List.of(run.challenger().first(500)));
            int ahead = run.challenger().first(500).correct()
                    - run.incumbent().first(500).correct();
            assertThat(race.estimate()).isCloseTo(run.score() + ahead / 500.0, within(1e-12));
            paired += Math.pow(race.estimate() - (run.challenger().correct() / 1000.0), 2);
            plain += Math.pow(
                    (run.challenger().first(500).correct() - run.challenger().correct() / 2.0) / 500.0, 2);
        }
        assertThat(paired).isLessThan(plain / 3);
    }

    @Test
    void refusesWhatCannotBeARate() {
        for (double rate : new double[] {0, 1, -1, Double.NaN}) {
            assertThatThrownBy(() -> new Race(List.of(), 0.5, rate)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> new Race(List.of(), Double.NaN, 0.05)).isInstanceOf(IllegalArgumentException.class);
    }

    private static PreparedSet set(String name, int size, int classes) throws StockpotException {
        var images = new FlatImages(size, classes);
        return PreparedSet.prepare(name, Role.VALIDATION, images, Preprocessing.clip(1, 1), JobContext.detached());
    }
}

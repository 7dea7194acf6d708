package org.stockpot.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeatsTest {
    private static final int HARD = 200;
    private static final int EASY = 800;
    private static final List<Double> ONE = List.of(1.0);
    /** Nobody would bet a thing at it: only what is certain counts. */
    private static final double NEVER = 1e-300;

    /** Two mixes, heat by heat, one set and one copy. */
    private record Run(List<List<Hits>> challenger, List<List<Hits>> incumbent) {
        /**
         * The incumbent gets half of the hard images right and all easy ones but one.
         *
         * @param better hard images that only the challenger gets right
         * @param worse hard images that only the incumbent gets right
         * @param slips easy images that only the incumbent gets right
         */
        static Run of(int better, int worse, int slips, Random random) {
            List<boolean[]> hard = new ArrayList<>();
            for (int image = 0; image < HARD; image++) {
                boolean right = image % 2 == 0;
                boolean differs = image / 2 < (right ? worse : better);
                hard.add(new boolean[] {right != differs, right});
            }
            List<boolean[]> easy = new ArrayList<>();
            for (int image = 0; image < EASY; image++) {
                easy.add(new boolean[] {image > slips, image > 0});
            }
            Collections.shuffle(hard, random);
            Collections.shuffle(easy, random);
            return new Run(
                    List.of(List.of(hits(hard, 0)), List.of(hits(easy, 0))),
                    List.of(List.of(hits(hard, 1)), List.of(hits(easy, 1))));
        }

        private static Hits hits(List<boolean[]> images, int mix) {
            var correct = new BitSet();
            for (int image = 0; image < images.size(); image++) {
                correct.set(image, images.get(image)[mix]);
            }
            return new Hits(correct, images.size());
        }

        static double score(List<List<Hits>> mix) {
            return mix.stream().mapToInt(heat -> heat.get(0).correct()).sum() / (double) (HARD + EASY);
        }

        double score() {
            return score(challenger);
        }

        double toBeat() {
            return score(incumbent);
        }

        Heats heats(double threshold, double errorRate) {
            return new Heats(incumbent, ONE, threshold, errorRate);
        }
    }

    @Test
    void whoIsGoodEnoughIsNeverThrownAwayByWhatIsCertainAndWhoIsNotMostlyIs() {
        var random = new Random(1);
        int losers = 0;
        int stopped = 0;
        for (int trial = 0; trial < 2000; trial++) {
            Run run = Run.of(random.nextInt(20), random.nextInt(20), random.nextInt(5), random);
            double threshold = run.toBeat() + random.nextInt(7) / 1000.0;
            Heats heats = run.heats(threshold, NEVER);
            boolean lost = heats.areLost(run.challenger());
            if (lost) {
                assertThat(run.score()).isLessThan(threshold);
                assertThat(heats.estimate()).isLessThan(threshold);
            } else {
                assertThat(heats.estimate()).isCloseTo(run.score(), within(1e-12));
                assertThat(heats.images()).isEqualTo(HARD + EASY);
            }
            boolean loses = run.score() < threshold - 1e-9;
            losers += loses ? 1 : 0;
            stopped += loses && lost ? 1 : 0;
        }
        // The last twentieth of the easy images is run to its end.
        assertThat(stopped).isGreaterThan(losers * 9 / 10).isGreaterThan(500);
    }

    @Test
    void aTieIsThrownAwayWithAtMostTheErrorRate() {
        var random = new Random(2);
        int lost = 0;
        for (int trial = 0; trial < 4000; trial++) {
            Run run = Run.of(30, 30, 0, random);
            lost += run.heats(run.toBeat(), Race.ERROR_RATE).areLost(run.challenger()) ? 1 : 0;
        }
        assertThat(lost / 4000.0).isBetween(0.001, Race.ERROR_RATE);
    }

    @Test
    void oneImageTooFewOnTheHardImagesIsEnoughToLookAtNoEasyOne() {
        // One easy image is left to make up for: two are too many.
        Run run = Run.of(8, 10, 0, new Random(3));
        Heats heats = run.heats(run.toBeat(), NEVER);
        assertThat(heats.isLost(0, run.challenger().get(0))).isTrue();
        assertThat(heats.images()).isEqualTo(HARD);
        assertThat(heats.estimate()).isCloseTo(run.score(), within(1e-12));

        Run close = Run.of(9, 10, 0, new Random(3));
        Heats open = close.heats(close.toBeat(), NEVER);
        assertThat(open.isLost(0, close.challenger().get(0))).isFalse();
        assertThat(open.areLost(List.of(
                        close.challenger().get(0),
                        List.of(close.challenger().get(1).get(0).first(0)))))
                .as("not decided before an easy image is seen")
                .isFalse();
    }

    @Test
    void theWorseAChallengerTheFewerHardImagesItTakes() {
        Run run = Run.of(5, 90, 0, new Random(4));
        Heats heats = run.heats(run.toBeat(), Race.ERROR_RATE);
        assertThat(heats.areLost(run.challenger())).isTrue();
        assertThat(heats.images()).isLessThan(HARD / 2);
        assertThat(heats.estimate()).isLessThan(run.toBeat()).isCloseTo(run.score(), within(0.05));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 64, 1000})
    void batchesDecideNothing(int batch) {
        Run run = Run.of(12, 9, 6, new Random(5));
        Heats whole = run.heats(run.toBeat(), NEVER);
        assertThat(whole.areLost(run.challenger())).isTrue();
        assertThat(whole.images()).isBetween(HARD + 1, HARD + EASY - 1);

        Heats heats = run.heats(run.toBeat(), NEVER);
        boolean lost = false;
        for (int heat = 0; heat < 2; heat++) {
            Hits all = run.challenger().get(heat).get(0);
            for (int seen = 0; seen < all.total() && !lost; ) {
                seen = Math.min(all.total(), seen + batch);
                lost = heats.isLost(heat, List.of(all.first(seen)));
            }
        }
        assertThat(lost).isTrue();
        assertThat(heats.images()).isEqualTo(whole.images());
        assertThat(heats.estimate()).isEqualTo(whole.estimate());
    }

    @Test
    void withAllImagesHardItIsAPlainRace() {
        var random = new Random(6);
        for (int trial = 0; trial < 200; trial++) {
            Run run = Run.of(random.nextInt(20), random.nextInt(30), 0, random);
            List<Hits> none = List.of(new Hits(new BitSet(), 0));
            var heats = new Heats(List.of(run.incumbent().get(0), none), ONE, 0.5, Race.ERROR_RATE);
            var race = new Race(run.incumbent().get(0), 0.5, Race.ERROR_RATE);
            assertThat(heats.areLost(List.of(run.challenger().get(0), none)))
                    .isEqualTo(race.isLost(run.challenger().get(0)));
            assertThat(heats.images()).isEqualTo(race.images());
            assertThat(heats.estimate()).isEqualTo(race.estimate());
        }
    }

    @Test
    void estimatesAreWithinTheirErrors() {
        var random = new Random(11);
        int stopped = 0;
        int within = 0;
        double errors = 0;
        for (int trial = 0; trial < 4000; trial++) {
            int better = random.nextInt(60);
            Run run = Run.of(better, Math.min(HARD / 2, better + random.nextInt(40)), 0, random);
            Heats heats = run.heats(run.toBeat(), Race.ERROR_RATE);
            if (heats.areLost(run.challenger()) && heats.images() < HARD) {
                stopped++;
                within += Math.abs(heats.estimate() - run.score()) <= 1.96 * heats.error() ? 1 : 0;
                errors += heats.error();
            } else if (heats.images() == HARD) {
                assertThat(heats.error()).isZero();
            }
        }
        // Races end when a challenger looks worse than it is.
        assertThat(stopped).isGreaterThan(500);
        assertThat(within).isGreaterThan(stopped * 9 / 10);
        assertThat(errors / stopped).isLessThan(0.012);
    }

    @Test
    void copiesCountByTheirWeights() {
        Run plain = Run.of(2, 10, 0, new Random(7));
        Run shifted = Run.of(40, 0, 0, new Random(8));
        List<List<Hits>> incumbent = both(plain.incumbent(), shifted.incumbent());
        List<List<Hits>> challenger = both(plain.challenger(), shifted.challenger());
        for (double weight : new double[] {0.2, 0.8, 0.9}) {
            List<Double> weights = List.of(2 * weight, 2 * (1 - weight));
            double toBeat = 2 * (weight * plain.toBeat() + (1 - weight) * shifted.toBeat());
            double score = 2 * (weight * plain.score() + (1 - weight) * shifted.score());
            var heats = new Heats(incumbent, weights, toBeat, NEVER);
            assertThat(heats.areLost(challenger)).as("weight %s", weight).isEqualTo(score < toBeat);
            assertThat(heats.estimate()).isCloseTo(score, within(1e-12));
        }
    }

    private static List<List<Hits>> both(List<List<Hits>> one, List<List<Hits>> other) {
        return List.of(
                List.of(one.get(0).get(0), other.get(0).get(0)),
                List.of(one.get(1).get(0), other.get(1).get(0)));
    }

    @Test
    void refusesAHeatBeforeTheOneInFrontOfItIsThrough() {
        Run run = Run.of(5, 5, 0, new Random(9));
        Heats heats = run.heats(run.toBeat(), NEVER);
        heats.isLost(0, List.of(run.challenger().get(0).get(0).first(10)));
        assertThatThrownBy(() -> heats.isLost(1, run.challenger().get(1))).isInstanceOf(IllegalArgumentException.class);
    }
}

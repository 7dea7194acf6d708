package org.stockpot.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.stockpot.data.FlatImages;
import org.stockpot.data.PreparedSet;
import org.stockpot.data.Preprocessing;
import org.stockpot.data.Role;
import org.stockpot.job.JobContext;
import org.stockpot.tensor.StockpotException;

class SplitTest {
    private static final int SIZE = 300;
    private static final int CLASSES = 5;

    private final Random random = new Random(1);

    private static PreparedSet set(String name) throws StockpotException {
        return PreparedSet.prepare(
                name, Role.VALIDATION, new FlatImages(SIZE, CLASSES), Preprocessing.clip(1, 1), JobContext.detached());
    }

    private Hits someHits() {
        var correct = new BitSet();
        for (int image = 0; image < SIZE; image++) {
            correct.set(image, random.nextInt(10) > 0);
        }
        return new Hits(correct, SIZE);
    }

    private static Set<Integer> numbers(PreparedSet set) {
        var numbers = new HashSet<Integer>();
        for (int position = 0; position < set.size(); position++) {
            numbers.add(set.number(position));
        }
        return numbers;
    }

    @Test
    void theImagesThatAllMixesGetRightAreEasyAndTheOthersHard() throws StockpotException {
        PreparedSet set = set("photos");
        List<Hits> mixes = List.of(someHits(), someHits(), someHits());
        Split split = Split.of(List.of(set), 1, mixes.stream().map(List::of).toList());
        Set<Integer> easy = numbers(split.sets(1).get(0));
        Set<Integer> hard = numbers(split.sets(0).get(0));
        assertThat(easy.size() + hard.size()).isEqualTo(SIZE);
        for (int position = 0; position < SIZE; position++) {
            int image = position;
            boolean all = mixes.stream().allMatch(mix -> mix.isCorrect(image));
            assertThat(all ? easy : hard).contains(set.number(position));
        }
    }

    @Test
    void partsAreSetsOfTheSameImagesInAFairOrder() throws StockpotException {
        PreparedSet set = set("photos");
        Split split = Split.of(List.of(set), 1, List.of(List.of(someHits()), List.of(someHits()), List.of(someHits())));
        for (int heat = 0; heat < Split.HEATS; heat++) {
            PreparedSet part = split.sets(heat).get(0);
            assertThat(part.name()).isEqualTo("photos");
            assertThat(part.identity()).isNotEqualTo(set.identity());
            var counts = new int[CLASSES];
            var all = new int[CLASSES];
            for (int position = 0; position < part.size(); position++) {
                all[part.label(position)]++;
            }
            for (int position = 0; position < part.size(); position++) {
                counts[part.label(position)]++;
                for (int one = 0; one < CLASSES; one++) {
                    assertThat(counts[one])
                            .isCloseTo((int) Math.round((position + 1.0) * all[one] / part.size()), within(1));
                }
            }
            for (int position = 0; position < SIZE; position++) {
                for (int own = 0; own < part.size(); own++) {
                    if (part.number(own) == set.number(position)) {
                        assertThat(part.label(own)).isEqualTo(set.label(position));
                        assertThat(part.batch(own, own + 1)).isEqualTo(set.batch(position, position + 1));
                    }
                }
            }
        }
    }

    @Test
    void whatWasMeasuredInPartsIsWhatWasMeasuredAsAWhole() throws StockpotException {
        PreparedSet set = set("photos");
        Split split = Split.of(List.of(set), 1, List.of(List.of(someHits()), List.of(someHits()), List.of(someHits())));
        Hits mix = someHits();
        List<List<Hits>> heats = split.hits(List.of(mix));
        List<List<Evaluation>> measured = new ArrayList<>();
        double sum = 0;
        for (int heat = 0; heat < Split.HEATS; heat++) {
            Hits hits = heats.get(heat).get(0);
            measured.add(List.of(new Evaluation("part", Role.VALIDATION, hits, OptionalDouble.of(heat + 1))));
            sum += (heat + 1.0) * hits.total();
        }
        Evaluation whole = split.whole(measured).get(0);
        assertThat(whole.hits()).isEqualTo(mix);
        assertThat(whole.set()).isEqualTo("photos");
        assertThat(whole.crossEntropy().orElseThrow()).isCloseTo(sum / SIZE, within(1e-12));
    }

    @Test
    void withoutTwoMixesBesideTheOneToBeatNothingIsEasy() throws StockpotException {
        PreparedSet set = set("photos");
        for (List<List<Hits>> few : List.of(
                List.<List<Hits>>of(),
                List.of(List.of(someHits())),
                List.of(List.of(someHits()), List.of(someHits())))) {
            Split split = Split.of(List.of(set), 1, few);
            assertThat(split.sets(0)).containsExactly(set);
            assertThat(split.sets(1).get(0).size()).isZero();
        }
    }

    @Test
    void anImageIsHardInAllItsCopiesIfItIsInOne() throws StockpotException {
        List<PreparedSet> sets = List.of(set("photos"), set("more"), set("blurred photos"), set("blurred more"));
        List<List<Hits>> mixes = List.of(
                List.of(someHits(), someHits(), someHits(), someHits()),
                List.of(someHits(), someHits(), someHits(), someHits()),
                List.of(someHits(), someHits(), someHits(), someHits()));
        Split split = Split.of(sets, 2, mixes);
        for (int heat = 0; heat < Split.HEATS; heat++) {
            for (int set = 0; set < 2; set++) {
                assertThat(numbers(split.sets(heat).get(set)))
                        .isEqualTo(numbers(split.sets(heat).get(set + 2)));
            }
        }
        List<List<Hits>> heats = split.hits(mixes.get(0));
        for (Hits easy : heats.get(1)) {
            assertThat(easy.correct()).isEqualTo(easy.total()).isPositive();
        }
    }

    @Test
    void theBetterHalfOfTheMixesDecidesWhatIsEasy() {
        assertThat(Split.betterHalf(List.of(0.1, 0.9, 0.8, 0.7, 0.85), score -> score))
                .containsExactly(0.9, 0.85, 0.8);
        assertThat(Split.betterHalf(List.of(0.1, 0.9), score -> score)).containsExactly(0.9, 0.1);
        assertThat(Split.betterHalf(List.of(0.1), score -> score)).containsExactly(0.1);
    }
}

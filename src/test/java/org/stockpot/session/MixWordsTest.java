package org.stockpot.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.stockpot.fuse.FusionMethod;
import org.stockpot.fuse.Granularity;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.fuse.Recipe;
import org.stockpot.tensor.Told;

class MixWordsTest {
    private static final List<String> NAMES = List.of("a", "b");
    private static final List<String> GROUPS = List.of("head", "body", "neck", "tail");

    private static Recipe recipe(FusionMethod method, double[][] weights) {
        return new Recipe(method, new Granularity.Level(1), MixingWeights.of(weights));
    }

    private static List<String> words(Recipe recipe, boolean base) {
        return MixWords.of(recipe, NAMES, GROUPS, base).stream()
                .map(Told::toString)
                .toList();
    }

    @Test
    void groupsWithTheSameSharesShareALine() {
        var recipe =
                recipe(new FusionMethod.WeightedAverage(), new double[][] {{0.6, 0.25, 0.6, 0}, {0.4, 0.75, 0.4, 0}});
        assertThat(words(recipe, true))
                .containsExactly("head, neck: 60 % a, 40 % b", "body: 75 % b, 25 % a", "tail: the base model");
    }

    @Test
    void whatCountsIsTheShareOfTheSum() {
        var recipe = recipe(new FusionMethod.WeightedAverage(), new double[][] {{1}, {2}});
        assertThat(words(recipe, false)).containsExactly("all groups: 66.7 % b, 33.3 % a");
    }

    @Test
    void aSumThatIsNotDividedIsWrittenAsOne() {
        var recipe = recipe(new FusionMethod.WeightedSum(), new double[][] {{0.6}, {0.6}});
        assertThat(words(recipe, true)).containsExactly("all groups: 0.600 × a + 0.600 × b (1.200 in all)");
        var whole = recipe(new FusionMethod.WeightedSum(), new double[][] {{1}, {0}});
        assertThat(words(whole, true)).containsExactly("all groups: 1.000 × a");
    }
}

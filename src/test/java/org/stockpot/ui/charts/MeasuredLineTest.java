package org.stockpot.ui.charts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.stockpot.fuse.FusionMethod;
import org.stockpot.fuse.Granularity;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.fuse.Recipe;
import org.stockpot.session.Barrier;
import org.stockpot.session.Session;
import org.stockpot.session.Source;

class MeasuredLineTest {
    private static final Source BASE = source("base");
    private static final List<Source> INGREDIENTS = List.of(source("one"), source("two"), source("three"));

    @Test
    void betweenTwoIngredientsItIsTheirWeightedAverage() {
        Recipe recipe =
                line(INGREDIENTS.get(2), INGREDIENTS.get(0)).at(0.25, session()).orElseThrow();
        assertThat(recipe.method()).isEqualTo(new FusionMethod.WeightedAverage());
        assertThat(recipe.weights().rows())
                .containsExactly(List.of(0.25, 0.25), List.of(0.0, 0.0), List.of(0.75, 0.75));
    }

    @Test
    void onALineToTheBaseTheBaseIsWhatIsMissingToTheWhole() {
        Recipe recipe = line(INGREDIENTS.get(1), BASE).at(0.25, session()).orElseThrow();
        assertThat(recipe.method()).isEqualTo(new FusionMethod.TaskArithmetic());
        assertThat(recipe.weights().rows()).containsExactly(List.of(0.0, 0.0), List.of(0.75, 0.75), List.of(0.0, 0.0));
        assertThat(line(BASE, INGREDIENTS.get(1)).at(0, session()).orElseThrow().weights())
                .isEqualTo(MixingWeights.of(new double[3][2]));
    }

    @Test
    void aModelThatIsGoneCannotBeMixed() {
        assertThat(line(INGREDIENTS.get(0), source("gone")).at(0.5, session())).isEmpty();
    }

    private static MeasuredLine line(Source from, Source to) {
        var points = List.of(new Barrier.Point(0, 1, 2), new Barrier.Point(1, 1, 2));
        return new MeasuredLine(from.path(), to.path(), new Barrier(from.name(), to.name(), points));
    }

    private static Session session() {
        var recipe =
                new Recipe(new FusionMethod.WeightedAverage(), new Granularity.Level(1), MixingWeights.uniform(3, 2));
        return Session.EMPTY.withIngredients(INGREDIENTS).withBase(BASE).withRecipe(recipe);
    }

    private static Source source(String name) {
        return new Source(name, Path.of(name + ".safetensors"), Optional.empty(), false);
    }
}

package org.stockpot.session;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.stockpot.fuse.FusionMethod;
import org.stockpot.fuse.LayerGroups;
import org.stockpot.fuse.Recipe;

/**
 * All that decides the values of a mix: equal keys, equal weights, bit for bit.
 *
 * @param columns one per layer group
 */
record MixKey(Sources sources, List<Column> columns) {
    /** The files, by content, how their tensors are grouped, and what runs them. */
    record Sources(Optional<String> base, List<String> ingredients, LayerGroups groups, String runner) {}

    /** What decides one layer group. */
    record Column(FusionMethod method, List<Double> weights) {
        private static final FusionMethod ANY = new FusionMethod.WeightedAverage();

        /** One ingredient alone is the same by all methods that leave it as it is, and so is the base. */
        static Column of(FusionMethod method, List<Double> weights) {
            List<Double> present =
                    weights.stream().filter(weight -> weight != 0).toList();
            boolean same = present.isEmpty() || (present.equals(List.of(1.0)) && method.keepsSingle(1));
            return new Column(same ? ANY : method, weights);
        }
    }

    static MixKey of(Opened opened, Recipe recipe) {
        Sources sources = new Sources(
                opened.session().base().map(Source::content),
                opened.session().ingredients().stream().map(Source::content).toList(),
                opened.groups(),
                opened.runner().key());
        return new MixKey(
                sources,
                IntStream.range(0, recipe.weights().groups())
                        .mapToObj(group -> Column.of(
                                recipe.method(),
                                Arrays.stream(recipe.weights().column(group))
                                        .boxed()
                                        .toList()))
                        .toList());
    }
}

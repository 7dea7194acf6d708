package org.stockpot.ui.charts;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.stockpot.fuse.FusionMethod;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.fuse.Recipe;
import org.stockpot.session.Barrier;
import org.stockpot.session.Session;
import org.stockpot.session.Source;

/**
 * The straight line between two models, with what was measured on it.
 *
 * @param from file of the model at share 0
 * @param to file of the model at share 1
 */
public record MeasuredLine(Path from, Path to, Barrier barrier) {
    boolean isBetweenTheSame(MeasuredLine other) {
        return from.equals(other.from) && to.equals(other.to);
    }

    /**
     * A point of the line as a recipe of the session; empty if one of the two models is neither its base nor an ingredient.
     *
     * @param share of the second model, 0…1
     */
    Optional<Recipe> at(double share, Session session) {
        boolean fromBase = isBase(from, session);
        boolean toBase = isBase(to, session);
        List<Path> ingredients =
                session.ingredients().stream().map(Source::path).toList();
        if (!(fromBase || ingredients.contains(from)) || !(toBase || ingredients.contains(to))) {
            return Optional.empty();
        }
        int groups = session.recipe().weights().groups();
        List<List<Double>> rows = new ArrayList<>();
        for (Path ingredient : ingredients) {
            double weight = ingredient.equals(from) ? 1 - share : ingredient.equals(to) ? share : 0;
            rows.add(Collections.nCopies(groups, weight));
        }
        // What is missing to the whole of an ingredient is the base in the one, and nothing in the other.
        FusionMethod method =
                fromBase || toBase ? new FusionMethod.TaskArithmetic() : new FusionMethod.WeightedAverage();
        return Optional.of(new Recipe(method, session.recipe().granularity(), new MixingWeights(rows)));
    }

    private static boolean isBase(Path file, Session session) {
        return session.base().map(Source::path).filter(file::equals).isPresent();
    }
}

package org.stockpot.tools;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.stockpot.checkpoint.Checkpoints;
import org.stockpot.data.DataRef;
import org.stockpot.data.Preparation;
import org.stockpot.data.PreparedSet;
import org.stockpot.data.Preprocessing;
import org.stockpot.data.Role;
import org.stockpot.engine.EngineOptions;
import org.stockpot.engine.FixedBatch;
import org.stockpot.fuse.HeldSource;
import org.stockpot.fuse.LayerGroups;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.fuse.Recipe;
import org.stockpot.fuse.Soup;
import org.stockpot.job.JobContext;
import org.stockpot.session.Session;
import org.stockpot.session.SessionFile;
import org.stockpot.session.Source;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSource;

/** The demo's ingredients and data, for benchmarks that go below the workbench. */
record Demo(
        Session session,
        Optional<TensorSource> base,
        List<TensorSource> ingredients,
        LayerGroups groups,
        Preprocessing preprocessing)
        implements AutoCloseable {
    static final Path SESSION = Path.of("assets/demo/demo.stockpot.json");

    /** How the engine was used before anything was done for speed: one pass of 250 images after the other. */
    static final EngineOptions PLAIN = new EngineOptions(1, 0, Optional.empty(), new FixedBatch(250, 250));

    static Demo open() throws StockpotException {
        Session session = SessionFile.read(SESSION);
        var ingredients = new ArrayList<TensorSource>();
        for (Source source : session.ingredients()) {
            ingredients.add(Checkpoints.open(source.path()));
        }
        Optional<TensorSource> base = session.base().isEmpty()
                ? Optional.empty()
                : Optional.of(Checkpoints.open(session.base().get().path()));
        LayerGroups groups = LayerGroups.of(
                session.recipe().granularity(), ingredients.get(0).specs().keySet());
        return new Demo(
                session, base, ingredients, groups, session.preprocessing().orElseThrow());
    }

    /** The same with all weights in memory; closing it closes the files. */
    Demo held() throws StockpotException {
        var held = new ArrayList<TensorSource>();
        for (TensorSource ingredient : ingredients) {
            held.add(HeldSource.of(ingredient));
        }
        return new Demo(session, base, held, groups, preprocessing);
    }

    Soup soup(MixingWeights weights) throws StockpotException {
        Recipe recipe = session.recipe();
        return new Soup("The soup", base, ingredients, groups, recipe.method(), weights);
    }

    MixingWeights uniform() {
        return MixingWeights.uniform(ingredients.size(), groups.size());
    }

    /** Some of the session's data, decoded anew. */
    List<PreparedSet> data(Role role) throws StockpotException {
        var sets = new ArrayList<PreparedSet>();
        for (DataRef ref : session.data()) {
            if (ref.role() == role) {
                sets.add(Preparation.inMemory().prepare(ref, preprocessing, JobContext.detached()));
            }
        }
        return sets;
    }

    /** Other weights in one layer group: a random point among the ingredients. */
    MixingWeights moved(MixingWeights weights, int group, Random random) {
        double[][] matrix = weights.toMatrix();
        double sum = 0;
        for (double[] row : matrix) {
            row[group] = -Math.log(1 - random.nextDouble());
            sum += row[group];
        }
        for (double[] row : matrix) {
            row[group] /= sum;
        }
        return MixingWeights.of(matrix);
    }

    @Override
    public void close() {
        ingredients.forEach(TensorSource::close);
        base.ifPresent(TensorSource::close);
    }
}

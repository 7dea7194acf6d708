package org.stockpot.session;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.stockpot.data.DataRef;
import org.stockpot.data.PreparedSet;
import org.stockpot.evaluate.Evaluator;
import org.stockpot.evaluate.GradientNetwork;
import org.stockpot.evaluate.ImageBatch;
import org.stockpot.evaluate.Loss;
import org.stockpot.evaluate.Network;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.fuse.Recipe;
import org.stockpot.job.JobContext;
import org.stockpot.search.Gradients;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSource;

/**
 * Differentiates the network behind the sliders, on validation images. Ingredients are read tensor by tensor while the
 * gradient comes, so none need be in memory. Lives on the device lane's thread.
 */
final class MixGradients implements Gradients {
    /** Forward, backward by activations, backward by weights. */
    private static final int PASSES = 3;

    private final Measurements measurements;
    private final Opened opened;
    private final List<DataRef> validation;
    private final Function<MixingWeights, Recipe> recipes;
    private final JobContext context;
    private long images;

    MixGradients(
            Measurements measurements,
            Opened opened,
            List<DataRef> validation,
            Function<MixingWeights, Recipe> recipes,
            JobContext context) {
        this.measurements = measurements;
        this.opened = opened;
        this.validation = validation;
        this.recipes = recipes;
        this.context = context;
    }

    /**
     * Refuses what is run by a program before anything runs.
     *
     * @param subject who needs gradients
     */
    static void require(String subject, Runner runner) throws StockpotException {
        if (runner instanceof Runner.Script script) {
            throw new StockpotException(subject + " needs gradients, and gradients need a known network, but "
                    + script.program().name() + " is a program: take another method, or checkpoints without code of a"
                    + " network that Stockpot knows.");
        }
    }

    /** A network of {@link Runner.Known}. */
    static GradientNetwork of(Network network) throws StockpotException {
        if (network instanceof GradientNetwork known) {
            return known;
        }
        throw new StockpotException(network.architecture().name()
                + " cannot be differentiated: gradients need a known network; take another method.");
    }

    @Override
    public List<ImageBatch> batches(int size) throws StockpotException {
        List<PreparedSet> sets = new ArrayList<>();
        for (DataRef ref : validation) {
            PreparedSet set = measurements.prepared(ref, opened.preprocessing(), context);
            Evaluator.requireFit(set, opened.architecture());
            sets.add(set);
        }
        return ImageBatch.cut(sets, size);
    }

    @Override
    public Slope slope(MixingWeights weights, ImageBatch batch, Loss loss) throws StockpotException {
        Recipe recipe = recipes.apply(weights);
        List<TensorSource> base =
                recipe.method().needsBase() ? opened.base().stream().toList() : List.of();
        int groups = opened.groups().size();
        var byIngredient = new double[opened.ingredients().size()][groups];
        var byBase = new double[base.isEmpty() ? 0 : groups];
        Loss.Reading reading = measurements.live(
                opened,
                recipe,
                network -> of(network)
                        .gradient(
                                batch,
                                loss,
                                (tensor, gradient) -> {
                                    // Text features that took the place of the head are nobody's to mix.
                                    Integer group = opened.groups().groupOf().get(tensor);
                                    if (group == null) {
                                        return;
                                    }
                                    for (int i = 0; i < byIngredient.length; i++) {
                                        byIngredient[i][group] += dot(
                                                gradient, opened.ingredients().get(i), tensor);
                                    }
                                    for (TensorSource one : base) {
                                        byBase[group] += dot(gradient, one, tensor);
                                    }
                                },
                                context),
                context);
        if (!Double.isFinite(reading.value())) {
            throw new StockpotException(batch.set().name() + ": the loss of the mix is " + reading.value()
                    + " where a finite number is expected; a weight is not finite or has overflowed");
        }
        images += (long) PASSES * batch.count();
        return new Slope(reading, byIngredient, byBase);
    }

    private static double dot(float[] gradient, TensorSource source, String tensor) throws StockpotException {
        float[] values = source.floats(tensor);
        double sum = 0;
        for (int i = 0; i < gradient.length; i++) {
            sum += (double) gradient[i] * values[i];
        }
        return sum;
    }

    /** What the backward passes cost, in images that run forward. */
    long images() {
        return images;
    }
}

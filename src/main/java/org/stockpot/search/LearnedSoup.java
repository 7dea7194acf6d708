package org.stockpot.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.stockpot.evaluate.ImageBatch;
import org.stockpot.evaluate.Loss;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.fuse.Parameter;
import org.stockpot.fuse.Settings;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.Told;

/**
 * Learns the mixing weights by gradient descent: minimises the cross-entropy of β·f(x; Σaᵢθᵢ) with a = softmax(α), α = 1
 * at the start, and β learned with it. Wortsman et al. 2022, arXiv:2203.05482, appendix I. One backward pass gives
 * ∂L/∂aᵢ = ⟨∂L/∂θ, θᵢ⟩ for all ingredients, so they need not be on the device. The mix is scored at the start and after
 * every epoch, and the best one is the result.
 *
 * @param perGroup whether every layer group has weights of its own, which inert ones never get
 * @param rate of AdamW without weight decay
 * @param epochs how often all validation images are gone through
 * @param batch images per step
 */
public record LearnedSoup(boolean perGroup, double rate, int epochs, int batch) implements SearchPlan {
    static final String ID = "learned";
    static final String ID_PER_GROUP = "learned-layers";

    /** As published for weights of whole models. */
    public static final LearnedSoup GLOBAL = new LearnedSoup(false, 0.1, 3, 256);

    /** As published for weights by layer. */
    public static final LearnedSoup PER_GROUP = new LearnedSoup(true, 0.05, 5, 256);

    /** Where the search is: α, one per ingredient and column, then β. */
    @SuppressWarnings("ArrayRecordComponent") // changed in place, compared nowhere
    private record Point(double[] values, int ingredients, int columns) {
        static Point start(int ingredients, int columns) {
            var values = new double[ingredients * columns + 1];
            Arrays.fill(values, 1);
            return new Point(values, ingredients, columns);
        }

        double beta() {
            return values[ingredients * columns];
        }

        /** Softmax of one column. */
        double[] shares(int column) {
            double[] shares = IntStream.range(0, ingredients)
                    .mapToDouble(i -> values[i * columns + column])
                    .toArray();
            double largest = Arrays.stream(shares).max().orElseThrow();
            double sum = 0;
            for (int i = 0; i < ingredients; i++) {
                shares[i] = Math.exp(shares[i] - largest);
                sum += shares[i];
            }
            for (int i = 0; i < ingredients; i++) {
                shares[i] /= sum;
            }
            return shares;
        }
    }

    static LearnedSoup read(boolean perGroup, Settings settings) throws StockpotException {
        return new LearnedSoup(perGroup, settings.real("rate"), settings.whole("epochs"), settings.whole("batch"));
    }

    @Override
    public String id() {
        return perGroup ? ID_PER_GROUP : ID;
    }

    @Override
    public String title() {
        return perGroup ? "Learned soup, by layer group" : "Learned soup";
    }

    @Override
    public String reference() {
        return "Wortsman et al. 2022, ICML, arXiv:2203.05482, appendix I";
    }

    @Override
    public Set<Need> needs() {
        return Set.of(Need.IMAGES, Need.LABELS, Need.GRADIENTS);
    }

    @Override
    public List<Parameter> parameters() {
        LearnedSoup standard = perGroup ? PER_GROUP : GLOBAL;
        return List.of(
                new Parameter("rate", new Parameter.Real(1e-6, 10), "" + standard.rate, "Learning rate of AdamW."),
                new Parameter(
                        "epochs",
                        new Parameter.Whole(1, 1000),
                        "" + standard.epochs,
                        "How often all validation images are gone through."),
                new Parameter(
                        "batch",
                        new Parameter.Whole(1, 65_536),
                        "" + standard.batch,
                        "Images per step; every batch is a fair sample of a validation set."));
    }

    @Override
    public Map<String, String> settings() {
        var settings = new LinkedHashMap<String, String>();
        settings.put("rate", "" + rate);
        settings.put("epochs", "" + epochs);
        settings.put("batch", "" + batch);
        return settings;
    }

    @Override
    public int mostEvaluations(SearchSpace space) {
        return epochs + 1;
    }

    @Override
    public Mix run(Trials trials, long seed) throws StockpotException {
        Gradients gradients = trials.gradients(title());
        SearchSpace space = trials.space();
        int n = space.ingredients().size();
        List<Integer> members = IntStream.range(0, n).boxed().toList();
        int[] columnOf = columns(space);
        int columns = Arrays.stream(columnOf).max().orElse(-1) + 1;
        Point point = Point.start(n, columns);
        Mix mix = trials.accept(trials.score(weights(point, columnOf), members, Told.of(Phase.LEARNING)));
        if (space.activeGroups().isEmpty()) {
            return mix;
        }
        var adam = new Adam(rate, point.values.length);
        var random = new Random(seed);
        List<ImageBatch> batches = new ArrayList<>(gradients.batches(batch));
        for (int epoch = 1; epoch <= epochs; epoch++) {
            Collections.shuffle(batches, random);
            Told phase = Told.of(Phase.EPOCH, epoch, epochs);
            for (int step = 0; step < batches.size(); step++) {
                trials.pause(phase, step, batches.size());
                descend(point, columnOf, space, gradients, batches.get(step), adam);
            }
            trials.score(weights(point, columnOf), members, phase);
        }
        return trials.best().orElse(mix);
    }

    private static void descend(
            Point point, int[] columnOf, SearchSpace space, Gradients gradients, ImageBatch images, Adam adam)
            throws StockpotException {
        double beta = point.beta();
        MixingWeights weights = weights(point, columnOf);
        Gradients.Slope slope = gradients.slope(weights, images, new Loss.CrossEntropy(beta));
        double[][] byWeight = space.slopeByAsked(weights, slope.byIngredient());
        var gradient = new double[point.values.length];
        for (int column = 0; column < point.columns; column++) {
            double[] shares = point.shares(column);
            double[] byShare = new double[point.ingredients];
            double mean = 0;
            for (int i = 0; i < point.ingredients; i++) {
                for (int group = 0; group < columnOf.length; group++) {
                    byShare[i] += columnOf[group] == column ? byWeight[i][group] : 0;
                }
                mean += shares[i] * byShare[i];
            }
            for (int i = 0; i < point.ingredients; i++) {
                gradient[i * point.columns + column] = shares[i] * (byShare[i] - mean);
            }
        }
        // The loss sees β·z: what a factor on z does, a factor on β does.
        gradient[gradient.length - 1] = slope.loss().byFactor() / beta;
        adam.step(point.values, gradient);
    }

    /** The column of weights that every group takes; −1 for groups that stay as they are. */
    private int[] columns(SearchSpace space) {
        if (!perGroup) {
            return new int[space.groups().size()];
        }
        var columns = new int[space.groups().size()];
        Arrays.fill(columns, -1);
        List<List<Integer>> variables = space.variables();
        for (int column = 0; column < variables.size(); column++) {
            for (int group : variables.get(column)) {
                columns[group] = column;
            }
        }
        return columns;
    }

    private static MixingWeights weights(Point point, int[] columnOf) {
        var matrix = new double[point.ingredients][columnOf.length];
        for (int group = 0; group < columnOf.length; group++) {
            double[] shares = columnOf[group] < 0 ? new double[0] : point.shares(columnOf[group]);
            for (int i = 0; i < point.ingredients; i++) {
                matrix[i][group] = columnOf[group] < 0 ? 1.0 / point.ingredients : shares[i];
            }
        }
        return MixingWeights.of(matrix);
    }
}

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
import org.stockpot.fuse.FusionMethod;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.fuse.Parameter;
import org.stockpot.fuse.Settings;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.Told;

/**
 * Learns how much of every ingredient's difference from the base to take in every layer group: minimises the entropy of
 * the predictions of θ₀ + Σλᵢδᵢ by Adam, each λ between 0 and 1. Yang et al. 2024, arXiv:2310.02575, §3.2, layer-wise. The
 * descent sees no labels; they only tell when to stop: the mix is scored at the start and now and then, and the best one is
 * the result.
 *
 * @param initial λ at the start, everywhere
 * @param rate of Adam
 * @param steps at most
 * @param batch images per step
 * @param every steps between two scores
 * @param patience scores without a gain after which it ends
 */
public record AdaMerging(double initial, double rate, int steps, int batch, int every, int patience)
        implements SearchPlan {
    static final String ID = "adamerging";

    /** Start, rate and steps as published. */
    public static final AdaMerging STANDARD = new AdaMerging(0.3, 1e-3, 500, 16, 50, 3);

    static AdaMerging read(Settings settings) throws StockpotException {
        return new AdaMerging(
                settings.real("initial"),
                settings.real("rate"),
                settings.whole("steps"),
                settings.whole("batch"),
                settings.whole("every"),
                settings.whole("patience"));
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String title() {
        return "AdaMerging";
    }

    @Override
    public String reference() {
        return "Yang et al. 2024, ICLR, arXiv:2310.02575";
    }

    @Override
    public Set<Need> needs() {
        return Set.of(Need.BASE, Need.IMAGES, Need.LABELS, Need.GRADIENTS);
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                new Parameter(
                        "initial",
                        new Parameter.Real(0, 1),
                        "" + STANDARD.initial,
                        "Share of every difference from the base at the start."),
                new Parameter("rate", new Parameter.Real(1e-6, 1), "" + STANDARD.rate, "Learning rate of Adam."),
                new Parameter("steps", new Parameter.Whole(1, 1_000_000), "" + STANDARD.steps, "Steps, at most."),
                new Parameter(
                        "batch",
                        new Parameter.Whole(1, 65_536),
                        "" + STANDARD.batch,
                        "Images per step; their labels are not looked at."),
                new Parameter(
                        "every",
                        new Parameter.Whole(1, 1_000_000),
                        "" + STANDARD.every,
                        "Steps between two looks at the score."),
                new Parameter(
                        "patience",
                        new Parameter.Whole(1, 1_000_000),
                        "" + STANDARD.patience,
                        "Looks without a better score after which it ends."));
    }

    @Override
    public Map<String, String> settings() {
        var settings = new LinkedHashMap<String, String>();
        settings.put("initial", "" + initial);
        settings.put("rate", "" + rate);
        settings.put("steps", "" + steps);
        settings.put("batch", "" + batch);
        settings.put("every", "" + every);
        settings.put("patience", "" + patience);
        return settings;
    }

    @Override
    public int mostEvaluations(SearchSpace space) {
        return 1 + (steps - 1) / every + 1;
    }

    @Override
    public FusionMethod method() {
        return new FusionMethod.TaskArithmetic();
    }

    @Override
    public Mix run(Trials trials, long seed) throws StockpotException {
        Gradients gradients = trials.gradients(title());
        SearchSpace space = trials.space();
        int n = space.ingredients().size();
        int groups = space.groups().size();
        List<Integer> members = IntStream.range(0, n).boxed().toList();
        var shares = new double[n * groups];
        Arrays.fill(shares, initial);
        hold(shares, space);
        Mix best = trials.accept(trials.score(weights(shares, n), members, Told.of(Phase.ADAMERGING)));
        if (space.activeGroups().isEmpty()) {
            return best;
        }
        var adam = new Adam(rate, shares.length);
        var random = new Random(seed);
        List<ImageBatch> batches = new ArrayList<>(gradients.batches(batch));
        int fruitless = 0;
        for (int step = 0; step < steps && fruitless < patience; step++) {
            if (step % batches.size() == 0) {
                Collections.shuffle(batches, random);
            }
            trials.pause(Told.of(Phase.DESCENDING), step, steps);
            descend(shares, space, gradients, batches.get(step % batches.size()), adam);
            if ((step + 1) % every == 0 || step + 1 == steps) {
                Mix mix = trials.score(weights(shares, n), members, Told.of(Phase.STEP, step + 1));
                boolean gained = mix.score() > best.score();
                best = gained ? mix : best;
                fruitless = gained ? 0 : fruitless + 1;
            }
        }
        return best;
    }

    private static void descend(double[] shares, SearchSpace space, Gradients gradients, ImageBatch images, Adam adam)
            throws StockpotException {
        int groups = space.groups().size();
        int n = shares.length / groups;
        MixingWeights weights = weights(shares, n);
        Gradients.Slope slope = gradients.slope(weights, images, new Loss.Entropy());
        var byShare = new double[n][groups];
        for (int i = 0; i < n; i++) {
            for (int group : space.activeGroups()) {
                byShare[i][group] = slope.byIngredient()[i][group] - slope.byBase()[group];
            }
        }
        adam.step(shares, flat(space.slopeByAsked(weights, byShare)));
        for (int i = 0; i < shares.length; i++) {
            shares[i] = Math.max(0, Math.min(1, shares[i]));
        }
        hold(shares, space);
    }

    /** So that what goes beyond a range need not come all the way back. */
    private static void hold(double[] shares, SearchSpace space) {
        double[] held =
                flat(space.held(weights(shares, space.ingredients().size())).toMatrix());
        System.arraycopy(held, 0, shares, 0, shares.length);
    }

    private static double[] flat(double[][] matrix) {
        return Arrays.stream(matrix).flatMapToDouble(Arrays::stream).toArray();
    }

    private static MixingWeights weights(double[] shares, int ingredients) {
        int groups = shares.length / ingredients;
        var matrix = new double[ingredients][];
        for (int i = 0; i < ingredients; i++) {
            matrix[i] = Arrays.copyOfRange(shares, i * groups, (i + 1) * groups);
        }
        return MixingWeights.of(matrix);
    }
}

package org.stockpot.search;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.fuse.Parameter;
import org.stockpot.fuse.Settings;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.Told;

/**
 * Shares by how well every ingredient does alone, the same in every layer group: w = softmax(−lossᵢ/T), the loss being
 * cross-entropy on validation data. One evaluation per ingredient and one of the mix: an instant start for the sliders.
 * Xiao et al. 2024, "LM-Cocktail: Resilient tuning of language models via model merging", arXiv:2311.13534, §3. With
 * another goal the loss is minus the score.
 *
 * @param temperature T, above 0; the higher, the more even the shares
 */
public record LossSoftmax(double temperature) implements SearchPlan {
    static final String ID = "loss-softmax";

    /** As published. */
    public static final LossSoftmax STANDARD = new LossSoftmax(5);

    private static final String TEMPERATURE = "temperature";
    private static final double LEAST = 0.001;
    private static final double MOST = 1000;

    public LossSoftmax {
        if (!(temperature >= LEAST && temperature <= MOST)) {
            throw new IllegalArgumentException("temperature " + temperature);
        }
    }

    static LossSoftmax read(Settings settings) throws StockpotException {
        return new LossSoftmax(settings.real(TEMPERATURE));
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String title() {
        return "Loss softmax";
    }

    @Override
    public String reference() {
        return "Xiao et al. 2024, LM-Cocktail, arXiv:2311.13534";
    }

    @Override
    public Set<Need> needs() {
        return Set.of(Need.IMAGES, Need.LABELS);
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(new Parameter(
                TEMPERATURE,
                new Parameter.Real(LEAST, MOST),
                "" + STANDARD.temperature,
                "The higher, the more even the shares; ingredients whose losses differ by this much differ e-fold."));
    }

    @Override
    public Map<String, String> settings() {
        return Map.of(TEMPERATURE, "" + temperature);
    }

    @Override
    public Goal goal() {
        return Goal.NEGATIVE_CROSS_ENTROPY;
    }

    @Override
    public int mostEvaluations(SearchSpace space) {
        return (int) Math.min(Integer.MAX_VALUE, space.ingredients().size() + 1L);
    }

    @Override
    public Mix run(Trials trials, long seed) throws StockpotException {
        double[] scores = trials.all(Told.of(Phase.SCORING)).stream()
                .mapToDouble(Mix::score)
                .toArray();
        double[] shares = shares(scores);
        var matrix = new double[shares.length][trials.space().groups().size()];
        for (int ingredient = 0; ingredient < shares.length; ingredient++) {
            Arrays.fill(matrix[ingredient], shares[ingredient]);
        }
        List<Integer> members = IntStream.range(0, shares.length)
                .filter(i -> shares[i] > 0)
                .boxed()
                .toList();
        return trials.score(MixingWeights.of(matrix), members, Told.of(Phase.LOSS_SOFTMAX));
    }

    /** softmax(score/T); a score is minus a loss. */
    double[] shares(double[] scores) {
        double best = Arrays.stream(scores).max().orElseThrow();
        double[] shares = Arrays.stream(scores)
                .map(score -> Math.exp((score - best) / temperature))
                .toArray();
        double sum = Arrays.stream(shares).sum();
        return Arrays.stream(shares).map(share -> share / sum).toArray();
    }
}

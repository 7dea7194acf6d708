package org.stockpot.search;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.fuse.Parameter;
import org.stockpot.fuse.Settings;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.Told;

/**
 * Given shares, the same in every layer group: Σwᵢθᵢ / Σwᵢ. Nothing is searched; one evaluation.
 *
 * @param weights one per ingredient, none negative, not all 0
 */
public record WeightedSoup(List<Double> weights) implements SearchPlan {
    static final String ID = "weighted";
    private static final String WEIGHTS = "weights";

    public WeightedSoup {
        weights = List.copyOf(weights);
    }

    static WeightedSoup read(Settings settings) throws StockpotException {
        return new WeightedSoup(settings.numbers(WEIGHTS));
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String title() {
        return "Weighted soup";
    }

    @Override
    public String reference() {
        return "Wortsman et al. 2022, ICML, arXiv:2203.05482";
    }

    @Override
    public Set<Need> needs() {
        return Set.of(Need.IMAGES, Need.LABELS);
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(new Parameter(
                WEIGHTS,
                new Parameter.Numbers(),
                "",
                "Share of every ingredient, in their order; only the proportions matter."));
    }

    @Override
    public Map<String, String> settings() {
        return Map.of(WEIGHTS, weights.stream().map(String::valueOf).collect(Collectors.joining(",")));
    }

    @Override
    public int mostEvaluations(SearchSpace space) {
        return 1;
    }

    @Override
    public Mix run(Trials trials, long seed) throws StockpotException {
        int n = trials.space().ingredients().size();
        if (weights.size() != n) {
            throw new StockpotException(
                    "Weighted soup has " + weights.size() + " weights, expected " + n + ": give one per ingredient");
        }
        double sum = weights.stream().mapToDouble(Double::doubleValue).sum();
        if (!(sum > 0) || Double.isInfinite(sum)) {
            throw new StockpotException("Weighted soup's weights sum to " + sum + ": raise at least one above 0");
        }
        var matrix = new double[n][trials.space().groups().size()];
        for (int ingredient = 0; ingredient < n; ingredient++) {
            Arrays.fill(matrix[ingredient], weights.get(ingredient) / sum);
        }
        List<Integer> members = IntStream.range(0, n)
                .filter(ingredient -> weights.get(ingredient) != 0)
                .boxed()
                .toList();
        return trials.score(MixingWeights.of(matrix), members, Told.of(Phase.WEIGHTED));
    }
}

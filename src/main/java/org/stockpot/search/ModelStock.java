package org.stockpot.search;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.stockpot.fuse.FusionMethod;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.fuse.Parameter;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.Told;

/**
 * Model Stock: rθ̄ + (1 − r)θ₀ with the mean θ̄ of the ingredients and, per layer group, r = n·cos/(1 + (n − 1)·cos), cos being
 * the mean cosine between the differences of two ingredients from the base. Jang et al. 2024, arXiv:2403.19522, §4. Geometry
 * alone says r; the result is scored once.
 */
public record ModelStock() implements SearchPlan {
    @Override
    public String id() {
        return "model-stock";
    }

    @Override
    public String title() {
        return "Model Stock";
    }

    @Override
    public String reference() {
        return "Jang et al. 2024, ECCV, arXiv:2403.19522";
    }

    @Override
    public Set<Need> needs() {
        return Set.of(Need.BASE, Need.IMAGES, Need.LABELS);
    }

    @Override
    public FusionMethod method() {
        return new FusionMethod.TaskArithmetic();
    }

    @Override
    public List<Parameter> parameters() {
        return List.of();
    }

    @Override
    public Map<String, String> settings() {
        return Map.of();
    }

    @Override
    public int mostEvaluations(SearchSpace space) {
        return 1;
    }

    @Override
    public Mix run(Trials trials, long seed) throws StockpotException {
        int n = trials.space().ingredients().size();
        if (n < 2) {
            throw new StockpotException(
                    "Model Stock compares the directions of ingredients, and there is one: add at least another");
        }
        var matrix = new double[n][trials.space().groups().size()];
        for (int group : trials.space().activeGroups()) {
            double share = share(trials.space().geometry().meanCosine(group), n) / n;
            for (double[] row : matrix) {
                row[group] = share;
            }
        }
        for (int group : trials.space().inertGroups()) {
            for (double[] row : matrix) {
                row[group] = 1.0 / n;
            }
        }
        return trials.score(MixingWeights.of(matrix), Curve.all(trials.space()), Told.of(Phase.MODEL_STOCK));
    }

    /**
     * r, within 0…1. Ingredients that are all the base, whose cosine is NaN, have the same mean whatever it is.
     *
     * @param cosine between two ingredients, −1…1
     * @param n ingredients
     */
    static double share(double cosine, int n) {
        if (Double.isNaN(cosine)) {
            return 1;
        }
        // Where the denominator is not positive the cosine is negative: the base is as good as anything between.
        double denominator = 1 + (n - 1) * cosine;
        return denominator <= 0 ? 0 : Math.max(0, Math.min(1, n * cosine / denominator));
    }
}

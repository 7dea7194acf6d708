package org.stockpot.search;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.stockpot.fuse.FusionMethod;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.fuse.Parameter;
import org.stockpot.fuse.Settings;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.Told;

/**
 * θ₀ + λ/n · Σδᵢ for every λ of a grid. Ilharco et al. 2023, arXiv:2212.04089, §2. The differences are divided by their
 * number, so that λ = 1 is the uniform soup however many there are, and λ = n adds them whole.
 */
public record TaskVectors(List<Double> lambdas) implements SearchPlan {
    static final TaskVectors STANDARD = new TaskVectors(List.of(0.4, 0.6, 0.8, 1.0, 1.2, 1.4, 1.6));

    static final double LARGEST_LAMBDA = 100;

    private static final String LAMBDAS = "lambdas";

    public TaskVectors {
        lambdas = List.copyOf(lambdas);
    }

    static TaskVectors read(Settings settings) throws StockpotException {
        return new TaskVectors(settings.numbers(LAMBDAS));
    }

    @Override
    public String id() {
        return method().id();
    }

    @Override
    public String title() {
        return "Task arithmetic";
    }

    @Override
    public String reference() {
        return method().reference();
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
        return List.of(new Parameter(
                LAMBDAS,
                new Parameter.Grid(0, LARGEST_LAMBDA),
                Settings.text(STANDARD.lambdas),
                "Scales of the mean difference that are tried; 1 is the uniform soup."));
    }

    @Override
    public Map<String, String> settings() {
        return Map.of(LAMBDAS, Settings.text(lambdas));
    }

    @Override
    public int mostEvaluations(SearchSpace space) {
        return lambdas.size();
    }

    @Override
    public Mix run(Trials trials, long seed) throws StockpotException {
        MixingWeights uniform = Curve.uniform(trials.space());
        for (double lambda : lambdas) {
            trials.score(
                    Curve.scaled(uniform, group -> lambda),
                    Curve.all(trials.space()),
                    Told.of(Phase.ARITHMETIC, String.format(Locale.ROOT, "%.3f", lambda)));
        }
        return trials.best().orElseThrow();
    }
}

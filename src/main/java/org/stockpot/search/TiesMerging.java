package org.stockpot.search;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.stockpot.fuse.FusionMethod;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.fuse.Parameter;
import org.stockpot.fuse.Settings;
import org.stockpot.fuse.Ties;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.Told;

/**
 * TIES with every density and every λ of a grid, all ingredients alike. Yadav et al. 2023, arXiv:2306.01708, §4.
 *
 * @param lambdas what the merged differences are multiplied by; the weights of every ingredient are λ/n
 */
public record TiesMerging(List<Double> densities, List<Double> lambdas, Ties.Scope scope) implements SearchPlan {
    static final TiesMerging STANDARD =
            new TiesMerging(List.of(0.1, 0.2, 0.4), List.of(0.8, 1.0, 1.2), Ties.STANDARD.scope());

    private static final String DENSITIES = "densities";
    private static final String LAMBDAS = "lambdas";
    private static final String SCOPE = "scope";

    public TiesMerging {
        densities = List.copyOf(densities);
        lambdas = List.copyOf(lambdas);
    }

    static TiesMerging read(Settings settings) throws StockpotException {
        return new TiesMerging(
                settings.numbers(DENSITIES), settings.numbers(LAMBDAS), Ties.Scope.of(settings.text(SCOPE)));
    }

    @Override
    public String id() {
        return Ties.STANDARD.id();
    }

    @Override
    public String title() {
        return Ties.STANDARD.title();
    }

    @Override
    public String reference() {
        return Ties.STANDARD.reference();
    }

    @Override
    public Set<Need> needs() {
        return Set.of(Need.BASE, Need.IMAGES, Need.LABELS);
    }

    /** The first of those that are tried. */
    @Override
    public FusionMethod method() {
        return new Ties(densities.get(0), scope);
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                new Parameter(
                        DENSITIES,
                        new Parameter.Grid(Ties.LEAST_DENSITY, 1),
                        Settings.text(STANDARD.densities),
                        "Shares of every difference to keep that are tried."),
                new Parameter(
                        LAMBDAS,
                        new Parameter.Grid(0, TaskVectors.LARGEST_LAMBDA),
                        Settings.text(STANDARD.lambdas),
                        "Scales of the merged difference that are tried."),
                new Parameter(
                        SCOPE,
                        new Parameter.Choice(Ties.Scope.WORDS),
                        STANDARD.scope.word(),
                        "Whether the largest elements are those of the whole model or of every tensor."));
    }

    @Override
    public Map<String, String> settings() {
        var settings = new LinkedHashMap<String, String>();
        settings.put(DENSITIES, Settings.text(densities));
        settings.put(LAMBDAS, Settings.text(lambdas));
        settings.put(SCOPE, scope.word());
        return settings;
    }

    @Override
    public int mostEvaluations(SearchSpace space) {
        return densities.size() * lambdas.size();
    }

    @Override
    public Mix run(Trials trials, long seed) throws StockpotException {
        MixingWeights uniform = Curve.uniform(trials.space());
        for (double density : densities) {
            for (double lambda : lambdas) {
                trials.score(
                        new Ties(density, scope),
                        Curve.scaled(uniform, group -> lambda),
                        Curve.all(trials.space()),
                        Told.of(
                                Phase.TIES,
                                String.format(Locale.ROOT, "%.3f", density),
                                String.format(Locale.ROOT, "%.3f", lambda)));
            }
        }
        return trials.best().orElseThrow();
    }
}

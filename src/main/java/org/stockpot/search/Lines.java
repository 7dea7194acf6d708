package org.stockpot.search;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.stockpot.fuse.FusionMethod;
import org.stockpot.fuse.Parameter;
import org.stockpot.fuse.Settings;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.Told;

/**
 * LiNeS: layers near the input move less. The difference from the base is scaled by α + (1 − α)·depth, with depth 0 at the
 * input and 1 at the output, for every α of a grid. Wang et al. 2025, arXiv:2410.17146, §4. See {@link Depth} for how deep a
 * layer group lies.
 *
 * @param of the model whose difference is scaled; a soup may be
 * @param ingredient number of the ingredient that it is, from 1, where one was named
 * @param alphas scales at the input, 0…1
 */
public record Lines(Finetuned of, int ingredient, List<Double> alphas) implements SearchPlan {
    static final Lines STANDARD = new Lines(Finetuned.UNIFORM, 1, List.of(0.0, 0.2, 0.4, 0.6, 0.8, 1.0));

    private static final String ALPHAS = "alphas";

    public Lines {
        alphas = List.copyOf(alphas);
    }

    static Lines read(Settings settings) throws StockpotException {
        return new Lines(Finetuned.of(settings.text("of")), settings.whole("ingredient"), settings.numbers(ALPHAS));
    }

    @Override
    public String id() {
        return "lines";
    }

    @Override
    public String title() {
        return "LiNeS";
    }

    @Override
    public String reference() {
        return "Wang et al. 2025, ICLR, arXiv:2410.17146";
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
        return List.of(
                new Parameter(
                        "of",
                        new Parameter.Choice(Finetuned.WORDS),
                        STANDARD.of.word(),
                        "Whose difference is scaled: a soup of all, the best ingredient, or one by its number."),
                new Parameter(
                        "ingredient",
                        new Parameter.Whole(1, 10_000),
                        "" + STANDARD.ingredient,
                        "Number of the ingredient, where of is ingredient."),
                new Parameter(
                        ALPHAS,
                        new Parameter.Grid(0, 1),
                        Settings.text(STANDARD.alphas),
                        "Scales at the input that are tried; at the output it is 1."));
    }

    @Override
    public Map<String, String> settings() {
        var settings = new LinkedHashMap<String, String>();
        settings.put("of", of.word());
        settings.put("ingredient", "" + ingredient);
        settings.put(ALPHAS, Settings.text(alphas));
        return settings;
    }

    @Override
    public int mostEvaluations(SearchSpace space) {
        return of.mostEvaluations(space) + alphas.size();
    }

    @Override
    public Mix run(Trials trials, long seed) throws StockpotException {
        double[] depth = Depth.of(trials.space());
        Finetuned.Model end = of.model(trials, ingredient, seed);
        for (double alpha : alphas) {
            trials.score(
                    Curve.scaled(end.weights(), group -> alpha + (1 - alpha) * depth[group]),
                    end.members(),
                    Told.of(Phase.LINES, String.format(Locale.ROOT, "%.3f", alpha)));
        }
        return trials.best().orElseThrow();
    }
}

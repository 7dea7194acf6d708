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
 * The straight line from the base to a finetuned model, (1 − α)θ₀ + αθ₁ for α = 0…1, and the best point on it. Wortsman et
 * al. 2022, arXiv:2109.01903, §4.
 *
 * @param of what θ₁ is; a soup may be
 * @param ingredient number of the ingredient that it is, from 1, where one was named
 * @param steps between 0 and 1; one more point is scored
 */
public record WiseFt(Finetuned of, int ingredient, int steps) implements SearchPlan {
    static final WiseFt STANDARD = new WiseFt(Finetuned.UNIFORM, 1, 10);

    static WiseFt read(Settings settings) throws StockpotException {
        return new WiseFt(Finetuned.of(settings.text("of")), settings.whole("ingredient"), settings.whole("steps"));
    }

    @Override
    public String id() {
        return "wise-ft";
    }

    @Override
    public String title() {
        return "WiSE-FT";
    }

    @Override
    public String reference() {
        return "Wortsman et al. 2022, CVPR, arXiv:2109.01903";
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
                        "What the line leads to: a soup of all, the best ingredient, or one by its number."),
                new Parameter(
                        "ingredient",
                        new Parameter.Whole(1, 10_000),
                        "" + STANDARD.ingredient,
                        "Number of the ingredient, where of is ingredient."),
                new Parameter(
                        "steps",
                        new Parameter.Whole(1, 1000),
                        "" + STANDARD.steps,
                        "Into how many steps the line is cut; one more point is scored."));
    }

    @Override
    public Map<String, String> settings() {
        var settings = new LinkedHashMap<String, String>();
        settings.put("of", of.word());
        settings.put("ingredient", "" + ingredient);
        settings.put("steps", "" + steps);
        return settings;
    }

    @Override
    public int mostEvaluations(SearchSpace space) {
        return of.mostEvaluations(space) + steps + 1;
    }

    @Override
    public Mix run(Trials trials, long seed) throws StockpotException {
        Finetuned.Model end = of.model(trials, ingredient, seed);
        for (int step = 0; step <= steps; step++) {
            double alpha = (double) step / steps;
            trials.score(
                    Curve.scaled(end.weights(), group -> alpha),
                    step == 0 ? List.of() : end.members(),
                    Told.of(Phase.WISE_FT, String.format(Locale.ROOT, "%.3f", alpha)));
        }
        return trials.best().orElseThrow();
    }
}

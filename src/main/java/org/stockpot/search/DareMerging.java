package org.stockpot.search;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.stockpot.fuse.Dare;
import org.stockpot.fuse.FusionMethod;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.fuse.Parameter;
import org.stockpot.fuse.Settings;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.Told;

/**
 * DARE with every drop rate and every λ of a grid, all ingredients alike. Yu et al. 2024, arXiv:2311.03099, §3.2. The
 * search's seed says which elements are dropped.
 *
 * @param lambdas the weights of every ingredient are λ/n
 */
public record DareMerging(List<Double> drops, List<Double> lambdas, Dare.Merge merge) implements SearchPlan {
    static final DareMerging STANDARD = new DareMerging(List.of(0.5, 0.8, 0.9), List.of(1.0), Dare.STANDARD.merge());

    private static final String DROPS = "drops";
    private static final String LAMBDAS = "lambdas";
    private static final String MERGE = "merge";

    public DareMerging {
        drops = List.copyOf(drops);
        lambdas = List.copyOf(lambdas);
    }

    static DareMerging read(Settings settings) throws StockpotException {
        return new DareMerging(settings.numbers(DROPS), settings.numbers(LAMBDAS), Dare.Merge.of(settings.text(MERGE)));
    }

    @Override
    public String id() {
        return Dare.STANDARD.id();
    }

    @Override
    public String title() {
        return Dare.STANDARD.title();
    }

    @Override
    public String reference() {
        return Dare.STANDARD.reference();
    }

    @Override
    public Set<Need> needs() {
        return Set.of(Need.BASE, Need.IMAGES, Need.LABELS);
    }

    /** The first of those that are tried. */
    @Override
    public FusionMethod method() {
        return new Dare(drops.get(0), merge, Dare.STANDARD.seed());
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                new Parameter(
                        DROPS,
                        new Parameter.Grid(0, Dare.MOST_DROPPED),
                        Settings.text(STANDARD.drops),
                        "Shares of every difference to drop that are tried."),
                new Parameter(
                        LAMBDAS,
                        new Parameter.Grid(0, TaskVectors.LARGEST_LAMBDA),
                        Settings.text(STANDARD.lambdas),
                        "Scales of the mean difference that are tried."),
                new Parameter(
                        MERGE,
                        new Parameter.Choice(Dare.Merge.WORDS),
                        STANDARD.merge.word(),
                        "Whether the rest is added up as it is, or only where it agrees in sign."));
    }

    @Override
    public Map<String, String> settings() {
        var settings = new LinkedHashMap<String, String>();
        settings.put(DROPS, Settings.text(drops));
        settings.put(LAMBDAS, Settings.text(lambdas));
        settings.put(MERGE, merge.word());
        return settings;
    }

    @Override
    public int mostEvaluations(SearchSpace space) {
        return drops.size() * lambdas.size();
    }

    @Override
    public Mix run(Trials trials, long seed) throws StockpotException {
        MixingWeights uniform = Curve.uniform(trials.space());
        int mask = (int) Math.floorMod(seed, Dare.LARGEST_SEED + 1L);
        for (double drop : drops) {
            for (double lambda : lambdas) {
                trials.score(
                        new Dare(drop, merge, mask),
                        Curve.scaled(uniform, group -> lambda),
                        Curve.all(trials.space()),
                        Told.of(
                                Phase.DARE,
                                String.format(Locale.ROOT, "%.3f", drop),
                                String.format(Locale.ROOT, "%.3f", lambda)));
            }
        }
        return trials.best().orElseThrow();
    }
}

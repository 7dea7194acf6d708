package org.stockpot.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.fuse.Parameter;
import org.stockpot.fuse.Settings;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.Told;

/**
 * Goes through the ingredients, best first, and keeps those with which the plain average scores at least as well:
 * θᵢ joins S if Acc((|S|·avg(S) + θᵢ)/(|S| + 1)) ≥ Acc(S). Wortsman et al. 2022, arXiv:2203.05482, §2, recipe 1.
 *
 * @param order in which candidates come; the published one is descending
 * @param strict a candidate must raise the score, not only keep it
 * @param repeats go round again until a round keeps nothing, so that an ingredient may be in the soup several times;
 *     later rounds are always strict, or they would never end
 */
public record GreedySoup(Order order, boolean strict, boolean repeats) implements SearchPlan {
    static final String ID = "greedy";

    /** As published. */
    public static final GreedySoup STANDARD = new GreedySoup(Order.DESCENDING, false, false);

    static GreedySoup read(Settings settings) throws StockpotException {
        return new GreedySoup(Order.of(settings.text("order")), settings.flag("strict"), settings.flag("repeats"));
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String title() {
        return "Greedy soup";
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
        return List.of(
                new Parameter(
                        "order",
                        new Parameter.Choice(Order.WORDS),
                        STANDARD.order.word(),
                        "In which order of their own scores candidates are tried."),
                new Parameter(
                        "strict",
                        new Parameter.Flag(),
                        "" + STANDARD.strict,
                        "Keep a candidate only if the score rises, not if it stays the same."),
                new Parameter(
                        "repeats",
                        new Parameter.Flag(),
                        "" + STANDARD.repeats,
                        "Go round again, so that an ingredient may be added several times."));
    }

    @Override
    public Map<String, String> settings() {
        var settings = new LinkedHashMap<String, String>();
        settings.put("order", order.word());
        settings.put("strict", "" + strict);
        settings.put("repeats", "" + repeats);
        return settings;
    }

    @Override
    public int mostEvaluations(SearchSpace space) {
        return repeats ? Integer.MAX_VALUE : 2 * space.ingredients().size() - 1;
    }

    @Override
    public Mix run(Trials trials, long seed) throws StockpotException {
        List<Integer> rows = order.rows(trials.all(Told.of(Phase.SCORING)), seed);
        int first = rows.get(0);
        Mix soup = trials.accept(trials.only(first, Told.of(Phase.GREEDY)));
        trials.decide(first, Decision.Outcome.STARTED, soup, soup.score());
        boolean strictly = strict;
        List<Integer> candidates = rows.subList(1, rows.size());
        while (true) {
            int before = soup.members().size();
            for (int candidate : candidates) {
                soup = consider(trials, soup, candidate, strictly);
            }
            if (!repeats || soup.members().size() == before) {
                break;
            }
            candidates = rows;
            strictly = true;
        }
        return trials.best().orElse(soup);
    }

    private static Mix consider(Trials trials, Mix soup, int candidate, boolean strictly) throws StockpotException {
        var members = new ArrayList<>(soup.members());
        members.add(candidate);
        String name = trials.space().ingredients().get(candidate);
        Mix larger = trials.race(
                average(trials.space(), members), members, Told.of(Phase.GREEDY_WITH, name), soup, soup.score());
        boolean keep = strictly ? larger.score() > soup.score() : larger.score() >= soup.score();
        trials.decide(candidate, keep ? Decision.Outcome.ACCEPTED : Decision.Outcome.REJECTED, larger, soup.score());
        return keep ? trials.accept(larger) : soup;
    }

    private static MixingWeights average(SearchSpace space, List<Integer> members) {
        var matrix = new double[space.ingredients().size()][space.groups().size()];
        for (int member : new TreeSet<>(members)) {
            double share = (double) members.stream().filter(m -> m == member).count() / members.size();
            Arrays.fill(matrix[member], share);
        }
        return MixingWeights.of(matrix);
    }
}

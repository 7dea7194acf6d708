package org.stockpot.search;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.stockpot.fuse.FusionMethod;
import org.stockpot.tensor.StockpotException;

/** Which search to run, with all its settings. */
public sealed interface SearchPlan 
        permits UniformSoup, WeightedSoup, LossSoftmax, GreedySoup, ParetoFront, ShiftAwareMixing, ManifoldMixing {
    /** Names of all plans, the simplest first. */
    static List<String> ids() {
        return Plans.ALL.stream().map(Plans.Kind::id).toList();
    }

    /** Name as in files and on the command line. */
    String id();

    /** Name for people. */
    String title();

    /** The literature it comes from. */
    String reference();

    /** What it needs; a session that lacks it is refused before anything runs. */
    Set<Need> needs();

    /** Its settings, with the values that {@link #parse} takes where none are given. */
    List<Parameter> parameters();

    /** The values of all {@link #parameters()} in the form that {@link #parse} reads. */
    Map<String, String> settings();

    /** What it maximises unless something else is asked for. */
    default Goal goal() {
        return Goal.ACCURACY;
    }

    /** The most compromises between the goal's measures that it hands over beside the best mix; usually none. */
    default int compromises() {
        return 0;
    }

    /** The most evaluations that it can make; {@link Integer#MAX_VALUE} if that is not known. */
    int mostEvaluations(SearchSpace space);

    /** How the weights it finds are to be applied. */
    default FusionMethod method() {
        return new FusionMethod.WeightedAverage();
    }

    /** Runs the plan; the searcher adds budget, bookkeeping and the result. */
    Mix run(Trials trials, long seed) throws StockpotException;

    /** A plan with all settings at their initial values, to describe it; a weighted soup has no weights yet. */
    static SearchPlan standard(String id) throws StockpotException {
        return Plans.of(id).standard();
    }

    /**
     * Reads a plan from its name and settings; a setting not given has its initial value.
     *
     * @throws StockpotException if the plan or a setting is unknown, or a value is out of its range; the message lists
     *     what is allowed
     */
    static SearchPlan parse(String id, Map<String, String> settings) throws StockpotException {
        Plans.Kind kind = Plans.of(id);
        List<Parameter> parameters = kind.standard().parameters();
        for (String key : settings.keySet()) {
            if (parameters.stream().noneMatch(parameter -> parameter.name().equals(key))) {
                throw new StockpotException("Search \"" + id + "\" has no setting \"" + key + "\"; "
                        + (parameters.isEmpty()
                                ? "it has none"
                                : "it has "
                                        + parameters.stream()
                                                .map(Parameter::toString)
                                                .collect(Collectors.joining(", "))));
            }
        }
        return kind.reader().read(new Settings(id, parameters, settings));
    }
}

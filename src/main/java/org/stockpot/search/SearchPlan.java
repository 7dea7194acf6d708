package org.stockpot.search;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.stockpot.fuse.FusionMethod;
import org.stockpot.fuse.Parameter;
import org.stockpot.fuse.Settings;
import org.stockpot.tensor.StockpotException;

/** Which search to run, with all its settings. */
public sealed interface SearchPlan
        permits UniformSoup,
                WeightedSoup,
                LossSoftmax,
                GreedySoup,
                ModelStock,
                WiseFt,
                Lines,
                TaskVectors,
                TiesMerging,
                DareMerging,
                SlerpMerging,
                LearnedSoup,
                AdaMerging,
                Refinement,
                DirectSearch,
                ParetoFront,
                ShiftAwareMixing,
                ManifoldMixing {
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

    /** Whether what it finds depends on the mix that the session has, apart from constraints. */
    default boolean usesSliders() {
        return false;
    }

    /**
     * How mixes are fused, what it finds among them; a plan that tries several methods names one of them, and says of every
     * mix which it is.
     */
    default FusionMethod method() {
        return new FusionMethod.WeightedAverage();
    }

    /** Runs the plan; the searcher adds budget, bookkeeping and the result. */
    Mix run(Trials trials, long seed) throws StockpotException;

    /** What sort of method a plan is. */
    static Family family(String id) throws StockpotException {
        return Plans.of(id).family();
    }

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
        return kind.reader()
                .read(Settings.of("Search \"" + id + "\"", kind.standard().parameters(), settings));
    }
}

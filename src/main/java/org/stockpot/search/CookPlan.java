package org.stockpot.search;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.stockpot.fuse.Parameter;
import org.stockpot.fuse.Settings;
import org.stockpot.tensor.StockpotException;

/**
 * A method that makes a checkpoint of its own out of ingredients and what their networks do with images: no mixing weights
 * give its result, so it ends in a file, which can be an ingredient again.
 */
public sealed interface CookPlan permits FisherAveraging, RegMean {
    /** One sort of plan. */
    @FunctionalInterface
    interface Reader {
        CookPlan read(Settings settings) throws StockpotException;
    }

    /** Names of all plans. */
    static List<String> ids() {
        return CookPlans.ALL.stream().map(kind -> kind.standard().id()).toList();
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

    /** Images that every ingredient sees, at most. */
    int images();

    /** Whether the sliders say how much every ingredient counts; otherwise all count the same. */
    boolean usesShares();

    /**
     * Cooks.
     *
     * @return values of tensors by their names, row-major; all others are the weighted average of the ingredients'
     * @throws StockpotException if a network cannot be asked, or what it says is not finite
     */
    Map<String, float[]> cook(Stove stove) throws StockpotException;

    /** A plan with all settings at their initial values. */
    static CookPlan standard(String id) throws StockpotException {
        return CookPlans.of(id).standard();
    }

    /**
     * Reads a plan from its name and settings; a setting not given has its initial value.
     *
     * @throws StockpotException if the plan or a setting is unknown, or a value is out of its range
     */
    static CookPlan parse(String id, Map<String, String> settings) throws StockpotException {
        CookPlans.Kind kind = CookPlans.of(id);
        return kind.reader()
                .read(Settings.of("Method \"" + id + "\"", kind.standard().parameters(), settings));
    }
}

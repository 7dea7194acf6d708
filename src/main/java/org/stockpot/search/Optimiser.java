package org.stockpot.search;

import java.util.List;
import java.util.Map;
import org.stockpot.fuse.Parameter;
import org.stockpot.fuse.Settings;
import org.stockpot.tensor.StockpotException;

/**
 * The optimisers that a search can be told to use. Each works on the unit cube between the bounds and has a smallest step,
 * because an accuracy is a step function, on which small steps see nothing but flat ground. One that comes to its end
 * before the budget does begins again from the best point, otherwise than before; after two such rounds without a gain it
 * stops, unless the whole budget is to be spent.
 */
public sealed interface Optimiser extends Minimiser
        permits Cobyla, Bobyqa, CmaEs, OnePlusOne, DifferentialEvolution, CoordinateSearch, RandomSearch, GridSearch {
    /** Names of all optimisers, the published one first, the baselines last. */
    static List<String> ids() {
        return Optimisers.ALL.stream().map(Optimisers.Kind::id).toList();
    }

    /** Name as in files and on the command line. */
    String id();

    /** Name for people. */
    String title();

    /** The literature it comes from. */
    String reference();

    /** Its settings, with the values that {@link #parse} takes where none are given. */
    List<Parameter> parameters();

    /** The values of all {@link #parameters()} in the form that {@link #parse} reads. */
    Map<String, String> settings();

    /** Whether it goes on until the budget is spent, even after two rounds without a gain. */
    boolean wholeBudget();

    /** An optimiser with all settings at their initial values, to describe it. */
    static Optimiser standard(String id) throws StockpotException {
        return Optimisers.of(id).standard();
    }

    /**
     * Reads an optimiser from its name and settings; a setting not given has its initial value.
     *
     * @param wholeBudget as {@link #wholeBudget()}; the baselines do so anyway
     * @throws StockpotException if the optimiser or a setting is unknown, or a value is out of its range; the message
     *     lists what is allowed
     */
    static Optimiser parse(String id, Map<String, String> settings, boolean wholeBudget) throws StockpotException {
        Optimisers.Kind kind = Optimisers.of(id);
        String subject = "Optimiser \"" + id + "\"";
        return kind.reader().read(Settings.of(subject, kind.standard().parameters(), settings), wholeBudget);
    }
}

package org.stockpot.search;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.stockpot.fuse.Parameter;
import org.stockpot.fuse.Settings;
import org.stockpot.tensor.StockpotException;

/** The settings by which a plan is told which optimiser to use, the same for all plans that have one. */
final class ChosenOptimiser {
    private static final String WHOLE_BUDGET = "wholeBudget";
    private static final String OPTIMISER = "optimiser";
    private static final String SETTINGS = "optimiserSettings";

    private ChosenOptimiser() {}

    static List<Parameter> parameters() {
        return List.of(
                new Parameter(
                        WHOLE_BUDGET,
                        new Parameter.Flag(),
                        "false",
                        "Search on to the last evaluation, as published, even where two rounds have gained nothing."),
                new Parameter(
                        OPTIMISER,
                        new Parameter.Choice(Optimiser.ids()),
                        Cobyla.ID,
                        "What chooses the mixes to try; COBYLA as published."),
                new Parameter(
                        SETTINGS,
                        new Parameter.Pairs(),
                        "",
                        "Settings of the optimiser that are not its usual ones, such as firstStep=0.2."));
    }

    static Optimiser read(Settings settings) throws StockpotException {
        return Optimiser.parse(
                settings.text(OPTIMISER), Parameter.Pairs.of(settings.text(SETTINGS)), settings.flag(WHOLE_BUDGET));
    }

    /** What {@link #read} reads. */
    static Map<String, String> settings(Optimiser optimiser) {
        Map<String, String> usual =
                optimiser.parameters().stream().collect(Collectors.toMap(Parameter::name, Parameter::initial));
        var settings = new LinkedHashMap<String, String>();
        settings.put(WHOLE_BUDGET, "" + optimiser.wholeBudget());
        settings.put(OPTIMISER, optimiser.id());
        settings.put(
                SETTINGS,
                optimiser.settings().entrySet().stream()
                        .filter(one -> !one.getValue().equals(usual.get(one.getKey())))
                        .map(one -> one.getKey() + "=" + one.getValue())
                        .collect(Collectors.joining(",")));
        return settings;
    }
}

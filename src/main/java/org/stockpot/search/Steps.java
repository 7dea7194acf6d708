package org.stockpot.search;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.stockpot.fuse.Parameter;
import org.stockpot.fuse.Settings;
import org.stockpot.tensor.StockpotException;

/**
 * Between which steps an optimiser works, as shares of the way from bound to bound.
 *
 * @param first 0.05…0.5
 * @param last 0.001…0.05; a round ends where steps would be smaller
 */
record Steps(double first, double last) {
    /** Two fifths, so that the first steps cover the ground; a fiftieth, because smaller ones hardly change an accuracy. */
    static final Steps USUAL = new Steps(0.4, 0.02);

    private static final String FIRST = "firstStep";
    private static final String LAST = "lastStep";

    Steps {
        if (!(first >= 0.05 && first <= 0.5) || !(last >= 0.001 && last <= 0.05)) {
            throw new IllegalArgumentException("steps from " + first + " to " + last);
        }
    }

    static Steps read(Settings settings) throws StockpotException {
        return new Steps(settings.real(FIRST), settings.real(LAST));
    }

    List<Parameter> parameters() {
        return List.of(
                new Parameter(
                        FIRST,
                        new Parameter.Real(0.05, 0.5),
                        "" + first,
                        "How far the first steps go, as a share of the way between the bounds."),
                new Parameter(
                        LAST,
                        new Parameter.Real(0.001, 0.05),
                        "" + last,
                        "A round ends where steps would be smaller than this share of the way."));
    }

    Map<String, String> settings() {
        var settings = new LinkedHashMap<String, String>();
        settings.put(FIRST, "" + first);
        settings.put(LAST, "" + last);
        return settings;
    }
}

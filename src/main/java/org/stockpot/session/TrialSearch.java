package org.stockpot.session;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which search came upon a mix.
 *
 * @param plan its id
 * @param settings of the plan, sorted by name
 * @param evaluation number of the evaluation that scored it, from 1; 0 where it was measured but not by the search
 */
public record TrialSearch(String plan, Map<String, String> settings, int evaluation) {
    public TrialSearch {
        settings = Collections.unmodifiableMap(new TreeMap<>(settings));
    }
}

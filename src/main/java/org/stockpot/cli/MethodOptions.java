package org.stockpot.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.stockpot.search.Refinement;
import org.stockpot.search.SearchPlan;
import org.stockpot.session.Session;
import org.stockpot.tensor.StockpotException;
import picocli.CommandLine.Option;

/** Which searches to run, and how each of them is set. */
final class MethodOptions {
    @Option(
            names = "--method",
            paramLabel = "NAME",
            required = true,
            completionCandidates = PlanNames.class,
            description =
                    "One of ${COMPLETION-CANDIDATES}; what each needs and can be set to stands below. May be repeated: the"
                            + " methods run one after the other, nothing is measured twice, and a table compares them.")
    private List<String> methods = new ArrayList<>();

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "A setting of the method; may be repeated. With several methods NAME.KEY=VALUE says whose.")
    private Map<String, String> settings = new LinkedHashMap<>();

    /** One of the methods asked for. */
    record Chosen(String id, Map<String, String> settings) {
        /** What it is in a session: a refinement goes on from the session's mix. */
        SearchPlan plan(Session session) throws StockpotException {
            Map<String, String> all = new LinkedHashMap<>(settings);
            if (id.equals(Refinement.ID) && !settings.containsKey(Refinement.WEIGHTS)) {
                Refinement.from(session.recipe()).forEach(all::putIfAbsent);
            }
            return SearchPlan.parse(id, all);
        }
    }

    /**
     * The methods in the order asked for.
     *
     * @throws StockpotException if a method is unknown or asked for twice, or a setting is nobody's or out of its range
     */
    List<Chosen> chosen() throws StockpotException {
        if (new LinkedHashSet<>(methods).size() < methods.size()) {
            throw new StockpotException("--method names a method twice: leave one out, or search twice.");
        }
        Map<String, Map<String, String>> own = new LinkedHashMap<>();
        methods.forEach(method -> own.put(method, new LinkedHashMap<>()));
        for (Map.Entry<String, String> setting : settings.entrySet()) {
            String[] parts = setting.getKey().split("\\.", 2);
            Map<String, String> named = own.get(parts[0]);
            if (parts.length == 2 && named != null) {
                named.put(parts[1], setting.getValue());
            } else if (methods.size() == 1) {
                own.values().forEach(all -> all.put(setting.getKey(), setting.getValue()));
            } else {
                throw new StockpotException("--set " + setting.getKey() + "=" + setting.getValue()
                        + " does not say whose setting it is: write it as in " + methods.get(0) + "."
                        + parts[parts.length - 1]
                        + "=" + setting.getValue() + ".");
            }
        }
        List<Chosen> chosen = new ArrayList<>();
        for (Map.Entry<String, Map<String, String>> one : own.entrySet()) {
            // A refinement lacks its weights until the session is there.
            if (!one.getKey().equals(Refinement.ID)) {
                SearchPlan.parse(one.getKey(), one.getValue());
            }
            chosen.add(new Chosen(one.getKey(), one.getValue()));
        }
        return chosen;
    }
}

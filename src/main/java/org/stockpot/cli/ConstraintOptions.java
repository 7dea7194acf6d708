package org.stockpot.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.stockpot.search.Bounds;
import org.stockpot.search.Constraints;
import org.stockpot.tensor.StockpotException;
import picocli.CommandLine.Option;

/** What a search may not change. */
final class ConstraintOptions {
    @Option(
            names = "--pin",
            paramLabel = "GROUP",
            description = "Leave the weights of a layer group as they are in the session; may be repeated.")
    private List<String> pins = new ArrayList<>();

    @Option(
            names = "--range",
            paramLabel = "GROUP=LOW..HIGH",
            description = "Keep the weight of every ingredient in a layer group within a range; may be repeated.")
    private Map<String, String> ranges = new LinkedHashMap<>();

    @Option(
            names = "--link",
            paramLabel = "GROUP,GROUP",
            description = "Give layer groups the same weights, searched as one; may be repeated.")
    private List<String> links = new ArrayList<>();

    @Option(
            names = "--link-in-proportion",
            paramLabel = "GROUP,GROUP",
            description = "Let layer groups keep the proportions that their weights have in the session, searched as"
                    + " one; may be repeated.")
    private List<String> proportions = new ArrayList<>();

    Constraints constraints() throws StockpotException {
        var limits = new LinkedHashMap<String, Bounds.Range>();
        for (Map.Entry<String, String> range : ranges.entrySet()) {
            limits.put(range.getKey(), range(range.getKey(), range.getValue()));
        }
        return new Constraints(new TreeSet<>(pins), limits, sets(links), sets(proportions));
    }

    private static List<Set<String>> sets(List<String> texts) {
        List<Set<String>> sets = new ArrayList<>();
        for (String text : texts) {
            sets.add(new TreeSet<>(List.of(text.split(",", -1))));
        }
        return sets;
    }

    private static Bounds.Range range(String group, String text) throws StockpotException {
        String[] ends = text.split("\\.\\.", -1);
        try {
            if (ends.length == 2 && Double.parseDouble(ends[0]) < Double.parseDouble(ends[1])) {
                return new Bounds.Range(Double.parseDouble(ends[0]), Double.parseDouble(ends[1]));
            }
        } catch (NumberFormatException e) {
            // Answered below, as any other text that is no range.
        }
        throw new StockpotException("--range " + group + "=" + text
                + " is no range: give the lower number, two dots and the higher number, such as " + group
                + "=0.1..0.5.");
    }
}

package org.stockpot.search;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.stockpot.tensor.StockpotException;

/**
 * What a search may not change, by names of layer groups. Every mix that a search looks at obeys, whatever the plan and the
 * optimiser: {@link SearchSpace#held} sees to that.
 *
 * @param pinned groups whose weights stay as they are on the sliders; they are not searched
 * @param ranges between which numbers the weight of every ingredient in a group stays
 * @param links sets of groups that have the same weights; each is searched as if it were one group
 * @param proportions sets of groups in which every ingredient's weights keep the proportions that they have on the sliders;
 *     each is searched as one group, too, that the others follow
 */
public record Constraints(
        Set<String> pinned, Map<String, Bounds.Range> ranges, List<Set<String>> links, List<Set<String>> proportions) {
    /** Everything may change. */
    public static final Constraints NONE = new Constraints(Set.of(), Map.of(), List.of());

    public Constraints {
        pinned = sorted(pinned);
        SortedMap<String, Bounds.Range> byName = new TreeMap<>(ranges);
        ranges = Collections.unmodifiableSortedMap(byName);
        links = sorted(links);
        // What was written before there were proportions has none.
        proportions = sorted(Objects.requireNonNullElse(proportions, List.of()));
    }

    /** Without proportions. */
    public Constraints(Set<String> pinned, Map<String, Bounds.Range> ranges, List<Set<String>> links) {
        this(pinned, ranges, links, List.of());
    }

    private static List<Set<String>> sorted(List<Set<String>> sets) {
        return sets.stream()
                .map(Constraints::sorted)
                .sorted(Comparator.comparing(Set::toString))
                .toList();
    }

    private static Set<String> sorted(Set<String> names) {
        SortedSet<String> sorted = new TreeSet<>(names);
        return Collections.unmodifiableSortedSet(sorted);
    }

    /** Whether everything may change. */
    public boolean allowEverything() {
        return pinned.isEmpty() && ranges.isEmpty() && links.isEmpty() && proportions.isEmpty();
    }

    /** Whether what they allow depends on the mix on the sliders. */
    public boolean dependOnSliders() {
        return !pinned.isEmpty() || !proportions.isEmpty();
    }

    /** For people; empty if everything may change. */
    public List<String> sentences() {
        var sentences = new ArrayList<String>();
        pinned.forEach(group -> sentences.add(group + " stays as it is on the sliders"));
        ranges.forEach((group, range) -> sentences.add(group + " stays within " + words(range)));
        links.forEach(link -> sentences.add(String.join(", ", link) + " have the same weights"));
        proportions.forEach(
                link -> sentences.add(String.join(", ", link) + " keep the proportions that they have on the sliders"));
        return sentences;
    }

    /**
     * Refuses what cannot be held.
     *
     * @param groups names of all layer groups
     * @param ingredients how many there are
     * @throws StockpotException if a group is unknown, pinned and bound otherwise, or in two links, or if no shares that
     *     sum to 1 lie within a range
     */
    public void require(List<String> groups, int ingredients) throws StockpotException {
        var linked = new TreeSet<String>();
        for (Set<String> link : allLinks().toList()) {
            if (link.size() < 2) {
                throw new StockpotException("A link of " + link + " links nothing: name two layer groups or more.");
            }
            for (String group : link) {
                if (!linked.add(group)) {
                    throw new StockpotException(
                            "Layer group \"" + group + "\" is in two links: give one link with all its groups.");
                }
            }
        }
        var all = new TreeSet<>(linked);
        all.addAll(pinned);
        all.addAll(ranges.keySet());
        for (String group : all) {
            if (!groups.contains(group)) {
                throw new StockpotException("There is no layer group \"" + group + "\" to hold: give one of "
                        + String.join(", ", groups) + ".");
            }
            if (pinned.contains(group) && (linked.contains(group) || ranges.containsKey(group))) {
                throw new StockpotException("Layer group \"" + group + "\" is pinned, so it cannot be "
                        + (linked.contains(group) ? "linked" : "given a range") + " too.");
            }
            requireShares(group, ingredients);
        }
    }

    private void requireShares(String group, int ingredients) throws StockpotException {
        double low = low(group);
        double high = high(group);
        if (ingredients * low > 1 || ingredients * high < 1 || low > high) {
            throw new StockpotException(String.format(
                    Locale.ROOT,
                    "No weights of %d %s within %s…%s sum to 1 in layer group \"%s\": give a range around %.3g.",
                    ingredients,
                    ingredients == 1 ? "ingredient" : "ingredients",
                    low,
                    high,
                    group,
                    1.0 / ingredients));
        }
    }

    /** The groups that share one variable of a search with a group, itself among them. */
    Set<String> linkedTo(String group) {
        return with(group, allLinks());
    }

    private Stream<Set<String>> allLinks() {
        return Stream.concat(links.stream(), proportions.stream());
    }

    private static Set<String> with(String group, Stream<Set<String>> sets) {
        return sets.filter(link -> link.contains(group)).findFirst().orElse(Set.of(group));
    }

    /** The smallest weight in a group and all that have the same. */
    double low(String group) {
        return rangesOf(group).mapToDouble(Bounds.Range::low).max().orElse(Double.NEGATIVE_INFINITY);
    }

    /** The largest weight in a group and all that have the same. */
    double high(String group) {
        return rangesOf(group).mapToDouble(Bounds.Range::high).min().orElse(Double.POSITIVE_INFINITY);
    }

    private Stream<Bounds.Range> rangesOf(String group) {
        Set<String> linked = with(group, links.stream());
        return ranges.entrySet().stream()
                .filter(one -> linked.contains(one.getKey()))
                .map(Map.Entry::getValue);
    }

    private static String words(Bounds.Range range) {
        return range.low() + "…" + range.high();
    }
}

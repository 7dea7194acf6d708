package org.stockpot.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.stockpot.tensor.StockpotException;

/**
 * How deep layer groups lie in the network, 0 at the input and 1 at the output. Names tell more than their order, which in
 * many files is that of the alphabet: numbered blocks come in the order of their numbers, what is called like a head or a
 * last normalisation comes after all of them, everything else before. Groups of the same block are equally deep. Without
 * numbered blocks groups come in their own order, heads last. Inert groups count as the output.
 */
public final class Depth {
    private static final Pattern BLOCK =
            Pattern.compile("(?:^|[._])(?:layers?|stages?|blocks?|resblocks|features|h)[._]?"
                    + "(\\d+)(?:\\.(?:blocks?\\.|layers?\\.)?(\\d+))?(?:\\.|$)");
    private static final Pattern OUTPUT = Pattern.compile(
            "(?:^|\\.)(?:(?:classification_)?head|classifier|fc|(?:\\w+_)?"
                    + "proj|projection|visual_projection|ln_post|post_layernorm|ln_f|norm|fc_norm|head_norm|layernorm)(?:\\.|$)");

    private Depth() {}

    /** Where a group lies; more is deeper. */
    private record Place(int part, int block, int sub) implements Comparable<Place> {
        static final int INPUT = 0;
        static final int MIDDLE = 1;
        static final int OUTPUT = 2;

        @Override
        public int compareTo(Place other) {
            return Comparator.comparingInt(Place::part)
                    .thenComparingInt(Place::block)
                    .thenComparingInt(Place::sub)
                    .compare(this, other);
        }
    }

    /**
     * Depths of all groups.
     *
     * @throws StockpotException if all that is searched lies equally deep
     */
    static double[] of(SearchSpace space) throws StockpotException {
        List<Integer> active = space.activeGroups();
        return of(space.groups(), active)
                .orElseThrow(() -> new StockpotException("LiNeS scales layer groups by their depth, and "
                        + (active.size() == 1 ? "there is one group" : "all groups lie equally deep")
                        + ": choose a finer granularity"));
    }

    /**
     * Depths of all groups; empty if all that are not inert lie equally deep.
     *
     * @param groups names
     * @param active numbers of those that are not inert
     */
    public static Optional<double[]> of(List<String> groups, List<Integer> active) {
        boolean blocks = active.stream()
                .anyMatch(group -> BLOCK.matcher(groups.get(group)).find());
        var places = new ArrayList<Place>();
        for (int group : active) {
            places.add(place(groups.get(group), blocks, group));
        }
        List<Place> levels = List.copyOf(new TreeSet<>(places));
        if (levels.size() < 2) {
            return Optional.empty();
        }
        var depths = new double[groups.size()];
        Arrays.fill(depths, 1);
        for (int index = 0; index < places.size(); index++) {
            depths[active.get(index)] = (double) levels.indexOf(places.get(index)) / (levels.size() - 1);
        }
        return Optional.of(depths);
    }

    private static Place place(String name, boolean blocks, int order) {
        Matcher number = BLOCK.matcher(name);
        if (number.find()) {
            return new Place(
                    Place.MIDDLE,
                    Integer.parseInt(number.group(1)),
                    number.group(2) == null ? 0 : Integer.parseInt(number.group(2)));
        }
        if (OUTPUT.matcher(name).find()) {
            return new Place(Place.OUTPUT, 0, 0);
        }
        return blocks ? new Place(Place.INPUT, 0, 0) : new Place(Place.INPUT, order, 0);
    }
}

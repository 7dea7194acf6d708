package org.stockpot.ui.chart;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * How far each ingredient moved from the base in each layer group.
 *
 * @param ingredients names
 * @param palette index of each ingredient in the palette
 * @param groups names
 * @param inert groups that do not influence the result; their cells are hatched
 * @param cells {@code [ingredient][group]}
 */
public record HeatMapData(
        List<String> ingredients,
        List<Integer> palette,
        List<String> groups,
        Set<Integer> inert,
        List<List<Cell>> cells) {
    public static final HeatMapData EMPTY = new HeatMapData(List.of(), List.of(), Set.of(), List.of());

    public HeatMapData {
        ingredients = List.copyOf(ingredients);
        palette = List.copyOf(palette);
        groups = List.copyOf(groups);
        inert = Set.copyOf(inert);
        cells = cells.stream().map(List::copyOf).toList();
        if (palette.size() != ingredients.size()) {
            throw new IllegalArgumentException(palette.size() + " colours for " + ingredients.size() + " ingredients");
        }
        if (cells.size() != ingredients.size()) {
            throw new IllegalArgumentException(cells.size() + " rows for " + ingredients.size() + " ingredients");
        }
        for (List<Cell> row : cells) {
            if (row.size() != groups.size()) {
                throw new IllegalArgumentException(row.size() + " cells for " + groups.size() + " groups");
            }
        }
    }

    /** With colours in the order of the palette. */
    public HeatMapData(List<String> ingredients, List<String> groups, Set<Integer> inert, List<List<Cell>> cells) {
        this(ingredients, IntStream.range(0, ingredients.size()).boxed().toList(), groups, inert, cells);
    }

    public Cell cell(int ingredient, int group) {
        return cells.get(ingredient).get(group);
    }

    public boolean isEmpty() {
        return ingredients.isEmpty() || groups.isEmpty();
    }

    /**
     * One ingredient in one layer group. NaN where a number is not defined.
     *
     * @param relativeL2 ‖ingredient − base‖ / ‖base‖
     * @param cosine of the ingredient's move to the mean move of all ingredients, −1…1
     * @param unchanged share of the weights that equal the base's, 0…1
     */
    public record Cell(double relativeL2, double cosine, double unchanged) {}

    /** What the colours show. */
    public enum Measure {
        RELATIVE_L2("Distance to base (relative L2)"),
        COSINE("Agreement (cosine to mean move)");

        private final String title;

        Measure(String title) {
            this.title = title;
        }

        public String title() {
            return title;
        }

        @Override
        public String toString() {
            return title;
        }
    }

    /** A place in the map. */
    public record Place(int ingredient, int group) {}
}

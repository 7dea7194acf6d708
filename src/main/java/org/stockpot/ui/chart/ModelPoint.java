package org.stockpot.ui.chart;

/**
 * A model on a map of models.
 *
 * @param kind what it is
 * @param palette index of an ingredient in the palette
 * @param words what is said about it when the mouse is over it
 */
public record ModelPoint(String name, Kind kind, int palette, double x, double y, String words) {
    /** What a point of the map is. */
    public enum Kind {
        BASE,
        INGREDIENT,
        MIX
    }
}

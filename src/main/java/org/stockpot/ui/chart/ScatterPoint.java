package org.stockpot.ui.chart;

/**
 * A mix in the plane of test and OOD accuracy.
 *
 * @param palette index of the ingredient, for its colour and shape; ignored for other kinds
 * @param name for people
 * @param key what a click hands back; the caller's own number
 * @param test in-distribution accuracy
 * @param ood mean accuracy over the OOD sets
 */
public record ScatterPoint(Kind kind, int palette, String name, int key, Measurement test, Measurement ood) {
    /** What a point stands for. Later kinds are drawn over earlier ones. */
    public enum Kind {
        TRIAL,
        BASE,
        INGREDIENT,
        /** All ingredients, voting: no model, but a line to compare with. */
        ENSEMBLE,
        SOUP,
        CURRENT
    }

    /** True for points that carry their name and their intervals in the chart. */
    boolean isNamed() {
        return kind != Kind.TRIAL;
    }
}

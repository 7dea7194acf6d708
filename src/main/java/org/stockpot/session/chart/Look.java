package org.stockpot.session.chart;

import java.util.List;

/**
 * What an ingredient looks like in every chart, from its place in the list. Eight colours that stay apart under the two
 * common colour-vision deficiencies and have a contrast of at least 3 to the background; from the ninth ingredient on a
 * colour comes again with another shape, so that 64 ingredients can be told apart.
 *
 * @param colour index into {@link #ON_LIGHT} and {@link #ON_DARK}
 */
public record Look(int colour, MarkerShape shape) {
    /** Colours on a white background, as {@code #rrggbb}. */
    public static final List<String> ON_LIGHT =
            List.of("#009adb", "#a55000", "#0c7d6a", "#ff29ae", "#939400", "#6160ff", "#761b38", "#6f319f");

    /** Colours on a dark background, as {@code #rrggbb}. */
    public static final List<String> ON_DARK =
            List.of("#0068ca", "#ff6b00", "#0ab274", "#ff8abd", "#fac104", "#3fc6ff", "#806849", "#8987ff");

    /** The look of the ingredient at a place in the list. */
    public static Look of(int ingredient) {
        MarkerShape[] shapes = MarkerShape.values();
        return new Look(
                Math.floorMod(ingredient, ON_LIGHT.size()),
                shapes[Math.floorMod(ingredient + ingredient / ON_LIGHT.size(), shapes.length)]);
    }
}

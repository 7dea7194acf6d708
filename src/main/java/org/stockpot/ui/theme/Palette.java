package org.stockpot.ui.theme;

import java.util.List;
import javafx.scene.paint.Color;

/**
 * What an ingredient looks like in every chart, from its place in the list. Eight colours that stay apart under the two
 * common colour-vision deficiencies and have a contrast of at least 3 to the background; from the ninth ingredient on a
 * colour comes again with another shape, so that 64 ingredients can be told apart.
 */
public final class Palette {
    private static final List<Color> ON_LIGHT =
            colours("#009adb", "#a55000", "#0c7d6a", "#ff29ae", "#939400", "#6160ff", "#761b38", "#6f319f");
    private static final List<Color> ON_DARK =
            colours("#0068ca", "#ff6b00", "#0ab274", "#ff8abd", "#fac104", "#3fc6ff", "#806849", "#8987ff");

    private Palette() {}

    public static Color colour(int ingredient, Theme theme) {
        List<Color> colours = theme == Theme.LIGHT ? ON_LIGHT : ON_DARK;
        return colours.get(Math.floorMod(ingredient, colours.size()));
    }

    public static MarkerShape shape(int ingredient) {
        MarkerShape[] shapes = MarkerShape.values();
        return shapes[Math.floorMod(ingredient + ingredient / ON_LIGHT.size(), shapes.length)];
    }

    private static List<Color> colours(String... names) {
        return List.of(names).stream().map(Color::web).toList();
    }
}

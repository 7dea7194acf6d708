package org.stockpot.ui.theme;

import java.util.List;
import javafx.scene.paint.Color;
import org.stockpot.session.chart.Look;
import org.stockpot.session.chart.MarkerShape;

/** What an ingredient looks like in every chart of the window; see {@link Look}. */
public final class Palette {
    private static final List<Color> ON_LIGHT = colours(Look.ON_LIGHT);
    private static final List<Color> ON_DARK = colours(Look.ON_DARK);

    private Palette() {}

    public static Color colour(int ingredient, Theme theme) {
        List<Color> colours = theme == Theme.LIGHT ? ON_LIGHT : ON_DARK;
        return colours.get(Math.floorMod(ingredient, colours.size()));
    }

    public static MarkerShape shape(int ingredient) {
        return Look.of(ingredient).shape();
    }

    private static List<Color> colours(List<String> names) {
        return names.stream().map(Color::web).toList();
    }
}

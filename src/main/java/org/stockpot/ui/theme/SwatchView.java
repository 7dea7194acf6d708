package org.stockpot.ui.theme;

import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.layout.StackPane;
import javafx.scene.shape.Polygon;

/** An ingredient's marker as a small node for lists and legends; follows the theme. */
public final class SwatchView extends StackPane {
    private static final double SIDE = 14;

    public SwatchView(ObservableValue<Theme> theme, int ingredient) {
        getStyleClass().add("swatch");
        setAlignment(Pos.CENTER);
        setMinSize(SIDE, SIDE);
        setPrefSize(SIDE, SIDE);
        setMaxSize(SIDE, SIDE);
        var marker = new Polygon();
        double[] xs = Palette.shape(ingredient).xs(0, SIDE / 2 - 1.5);
        double[] ys = Palette.shape(ingredient).ys(0, SIDE / 2 - 1.5);
        for (int corner = 0; corner < xs.length; corner++) {
            marker.getPoints().addAll(xs[corner], ys[corner]);
        }
        marker.fillProperty().bind(theme.map(now -> Palette.colour(ingredient, now)));
        getChildren().add(marker);
    }
}

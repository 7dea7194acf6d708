package org.stockpot.ui;

import java.util.List;
import java.util.stream.IntStream;
import javafx.scene.Scene;
import javafx.scene.SnapshotParameters;
import javafx.scene.image.Image;
import javafx.scene.layout.StackPane;
import javafx.scene.paint.Color;
import javafx.scene.shape.Rectangle;
import org.kordamp.ikonli.javafx.FontIcon;

/** The pot on the window's button in the task bar, drawn in every size that desktops ask for; packages have it as files. */
public final class WindowIcon {
    private static final Color POT = Color.web("#c2410c");

    private WindowIcon() {}

    /** From 16 to 512 pixels. On the JavaFX thread. */
    public static List<Image> all() {
        return IntStream.of(16, 24, 32, 48, 64, 128, 256, 512)
                .mapToObj(WindowIcon::of)
                .toList();
    }

    private static Image of(int size) {
        var plate = new Rectangle(size, size, POT);
        plate.setArcWidth(size * 0.36);
        plate.setArcHeight(size * 0.36);
        var pot = new FontIcon("mdi2p-pot-steam");
        // After what it says itself, and before the theme: that gives icons a size and a colour of its own.
        pot.setStyle(pot.getStyle() + "; -fx-icon-size: " + Math.round(size * 0.78) + "; -fx-icon-color: white;");
        var all = new StackPane(plate, pot);
        var scene = new Scene(all, size, size, Color.TRANSPARENT);
        var parameters = new SnapshotParameters();
        parameters.setFill(Color.TRANSPARENT);
        return scene.getRoot().snapshot(parameters, null);
    }
}

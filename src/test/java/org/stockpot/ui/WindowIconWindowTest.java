package org.stockpot.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.List;
import javafx.application.Platform;
import javafx.scene.image.Image;
import javafx.scene.paint.Color;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.stockpot.tools.AppIcon;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@ExtendWith(ApplicationExtension.class)
class WindowIconWindowTest {
    @AfterAll
    static void wash() {
        Platform.setImplicitExit(false);
    }

    @Start
    void start(Stage stage) {
        // Only the toolkit is needed.
    }

    @Test
    void desktopsShowTheIconOfTheWindow() throws Exception {
        List<Image> drawn = ShellStage.onFx(WindowIcon::all);
        assertThat(drawn)
                .extracting(Image::getWidth)
                .containsExactly(16.0, 24.0, 32.0, 48.0, 64.0, 128.0, 256.0, 512.0);
        for (Image icon : drawn) {
            try (var file = Files.newInputStream(AppIcon.file(icon))) {
                var kept = new Image(file);
                assertThat(kept.getWidth()).isEqualTo(icon.getWidth());
                assertThat(difference(kept, icon))
                        .as("mean difference at %s pixels", icon.getWidth())
                        .isLessThan(0.05);
            }
        }
    }

    /** Mean over all pixels and channels, 0…1; small letters are smoothed a little otherwise from run to run. */
    private static double difference(Image one, Image other) {
        double sum = 0;
        int side = (int) one.getWidth();
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                Color a = one.getPixelReader().getColor(x, y);
                Color b = other.getPixelReader().getColor(x, y);
                sum += Math.abs(a.getRed() - b.getRed())
                        + Math.abs(a.getGreen() - b.getGreen())
                        + Math.abs(a.getBlue() - b.getBlue())
                        + Math.abs(a.getOpacity() - b.getOpacity());
            }
        }
        return sum / (4.0 * side * side);
    }
}

package org.stockpot.ui.theme;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.layout.StackPane;
import javafx.scene.paint.Color;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.util.WaitForAsyncUtils;

/** Text on the surfaces that style sheets put it on, by the colours that JavaFX finds for it; WCAG 2.1, AA. */
@ExtendWith(ApplicationExtension.class)
class ContrastTest {
    private static final double ENOUGH = 4.5;
    private static final List<String> TEXT = List.of(
            "-color-fg-default",
            "-color-fg-muted",
            "-color-accent-fg",
            "-color-success-fg",
            "-color-danger-fg",
            "-color-warning-fg");
    private static final List<String> SURFACES = List.of("-color-bg-default", "-color-bg-subtle", "-color-bg-overlay");

    @AfterAll
    static void wash() {
        Platform.setImplicitExit(false);
    }

    @ParameterizedTest
    @EnumSource
    void textCanBeReadOnEverySurface(Theme theme) throws Exception {
        for (String surface : SURFACES) {
            for (String text : TEXT) {
                assertThat(contrast(theme, text, surface))
                        .as("%s on %s", text, surface)
                        .isGreaterThanOrEqualTo(ENOUGH);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void wordsOnBarsAndButtonsCanBeRead(Theme theme) throws Exception {
        assertThat(contrast(theme, "-color-fg-default", "-color-danger-subtle")).isGreaterThanOrEqualTo(ENOUGH);
        assertThat(contrast(theme, "-color-fg-default", "-color-accent-subtle")).isGreaterThanOrEqualTo(ENOUGH);
        assertThat(contrast(theme, "-color-fg-emphasis", "-color-accent-emphasis"))
                .isGreaterThanOrEqualTo(ENOUGH);
    }

    /** Of the colours as they are painted; a surface that lets light through lies on the window's background. */
    private static double contrast(Theme theme, String text, String surface) throws Exception {
        return WaitForAsyncUtils.asyncFx(() -> {
                    var appearance = new Appearance(theme);
                    var label = new Label("words");
                    label.setStyle("-fx-text-fill: " + text + "; -fx-background-color: " + surface + ";");
                    var ground = new StackPane(label);
                    ground.setStyle("-fx-background-color: -color-bg-default;");
                    var scene = new Scene(ground);
                    appearance.dress(scene);
                    ground.applyCss();
                    Color under = over(fill(label), fill(ground));
                    return ColourMap.contrast(over((Color) label.getTextFill(), under), under);
                })
                .get(30, TimeUnit.SECONDS);
    }

    private static Color fill(javafx.scene.layout.Region region) {
        return (Color)
                Objects.requireNonNull(region.getBackground()).getFills().get(0).getFill();
    }

    private static Color over(Color front, Color back) {
        Color opaque = Color.color(front.getRed(), front.getGreen(), front.getBlue());
        return back.interpolate(opaque, front.getOpacity());
    }
}

package org.stockpot.ui.theme;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import javafx.scene.paint.Color;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PaletteTest {
    private static final int COLOURS = 8;

    /** Linear RGB as seen with normal vision, protanopia and deuteranopia (Machado et al. 2009, severity 1). */
    private static final List<double[]> EYES = List.of(
            new double[] {1, 0, 0, 0, 1, 0, 0, 0, 1},
            new double[] {0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998},
            new double[] {0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940, 0.968881});

    @ParameterizedTest
    @EnumSource
    void everyColourStandsOutFromTheBackground(Theme theme) {
        for (int ingredient = 0; ingredient < COLOURS; ingredient++) {
            assertThat(ColourMap.contrast(Palette.colour(ingredient, theme), theme.background()))
                    .as("ingredient %d", ingredient)
                    .isGreaterThan(3);
        }
    }

    @ParameterizedTest
    @EnumSource
    void coloursStayApartForColourBlindReaders(Theme theme) {
        for (double[] eye : EYES) {
            for (int one = 0; one < COLOURS; one++) {
                for (int other = 0; other < one; other++) {
                    assertThat(distance(eye, Palette.colour(one, theme), Palette.colour(other, theme)))
                            .as("ingredients %d and %d", other, one)
                            .isGreaterThan(0.1);
                }
            }
        }
    }

    @Test
    void sixtyFourIngredientsLookDifferent() {
        var looks = new HashSet<String>();
        for (int ingredient = 0; ingredient < 64; ingredient++) {
            looks.add(Palette.colour(ingredient, Theme.LIGHT) + " " + Palette.shape(ingredient));
        }
        assertThat(looks).hasSize(64);
    }

    @ParameterizedTest
    @EnumSource
    void textIsReadable(Theme theme) {
        assertThat(ColourMap.contrast(theme.text(), theme.background())).isGreaterThan(7);
        for (Color colour : List.of(theme.muted(), theme.good(), theme.bad(), theme.accent())) {
            assertThat(ColourMap.contrast(colour, theme.panel())).isGreaterThan(4.5);
        }
    }

    /** Euclidean distance in OKLab (Ottosson 2020). */
    private static double distance(double[] eye, Color one, Color other) {
        double[] a = oklab(eye, one);
        double[] b = oklab(eye, other);
        return Math.sqrt(Math.pow(a[0] - b[0], 2) + Math.pow(a[1] - b[1], 2) + Math.pow(a[2] - b[2], 2));
    }

    private static double[] oklab(double[] eye, Color colour) {
        double[] seen =
                times(eye, new double[] {linear(colour.getRed()), linear(colour.getGreen()), linear(colour.getBlue())});
        for (int channel = 0; channel < 3; channel++) {
            seen[channel] = Math.max(0, Math.min(1, seen[channel]));
        }
        double[] cones = times(
                new double[] {
                    0.4122214708,
                    0.5363325363,
                    0.0514459929,
                    0.2119034982,
                    0.6806995451,
                    0.1073969566,
                    0.0883024619,
                    0.2817188376,
                    0.6299787005
                },
                seen);
        for (int cone = 0; cone < 3; cone++) {
            cones[cone] = Math.cbrt(cones[cone]);
        }
        return times(
                new double[] {
                    0.2104542553,
                    0.7936177850,
                    -0.0040720468,
                    1.9779984951,
                    -2.4285922050,
                    0.4505937099,
                    0.0259040371,
                    0.7827717662,
                    -0.8086757660
                },
                cones);
    }

    private static double[] times(double[] matrix, double[] vector) {
        var result = new double[3];
        for (int row = 0; row < 3; row++) {
            for (int column = 0; column < 3; column++) {
                result[row] += matrix[3 * row + column] * vector[column];
            }
        }
        return result;
    }

    private static double linear(double channel) {
        return channel <= 0.04045 ? channel / 12.92 : Math.pow((channel + 0.055) / 1.055, 2.4);
    }
}

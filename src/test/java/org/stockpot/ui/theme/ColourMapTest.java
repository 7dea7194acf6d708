package org.stockpot.ui.theme;

import static org.assertj.core.api.Assertions.assertThat;

import javafx.scene.paint.Color;
import org.junit.jupiter.api.Test;

class ColourMapTest {
    @Test
    void theSequentialMapBecomesBrighterWithEveryStep() {
        for (int step = 1; step <= 100; step++) {
            assertThat(ColourMap.luminance(ColourMap.SEQUENTIAL.at(step / 100.0)))
                    .isGreaterThan(ColourMap.luminance(ColourMap.SEQUENTIAL.at((step - 1) / 100.0)));
        }
    }

    @Test
    void theDivergingMapIsBrightestInTheMiddleAndRedBelowIt() {
        assertThat(ColourMap.DIVERGING.at(0.5)).isEqualTo(Color.web("#f7f7f7"));
        assertThat(ColourMap.DIVERGING.at(0.2).getRed())
                .isGreaterThan(ColourMap.DIVERGING.at(0.2).getBlue());
        assertThat(ColourMap.DIVERGING.at(0.8).getBlue())
                .isGreaterThan(ColourMap.DIVERGING.at(0.8).getRed());
    }

    @Test
    void valuesOutsideGetTheColourOfTheNearerEnd() {
        assertThat(ColourMap.SEQUENTIAL.at(-3)).isEqualTo(Color.web("#440154"));
        assertThat(ColourMap.SEQUENTIAL.at(7)).isEqualTo(Color.web("#fde725"));
    }

    @Test
    void inkReadsOnEveryColourOfBothMaps() {
        for (ColourMap map : ColourMap.values()) {
            for (int step = 0; step <= 100; step++) {
                Color ground = map.at(step / 100.0);
                assertThat(ColourMap.contrast(ColourMap.inkOn(ground), ground)).isGreaterThan(4.5);
            }
        }
    }
}

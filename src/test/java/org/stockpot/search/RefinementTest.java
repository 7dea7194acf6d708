package org.stockpot.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stockpot.fuse.FusionMethod;
import org.stockpot.fuse.Granularity;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.fuse.Recipe;
import org.stockpot.tensor.StockpotException;

class RefinementTest {
    @ParameterizedTest
    @CsvSource({"weighted, true", "sum, false"})
    void goesOnAsTheMixIsFused(String method, String normalise) throws StockpotException {
        assertThat(Refinement.from(mix(method))).isEqualTo(Map.of("weights", "0.2,0.3", "normalise", normalise));
    }

    @Test
    void refusesAMixThatTheSameWeightsWouldNotMake() {
        assertThatThrownBy(() -> Refinement.from(mix("arithmetic")))
                .isInstanceOf(StockpotException.class)
                .hasMessage("Refinement goes on from a weighted average or a weighted sum, and this mix is by Task"
                        + " arithmetic: fuse by one of the two first, or choose a search that begins anew.");
    }

    private static Recipe mix(String method) throws StockpotException {
        return new Recipe(
                FusionMethod.parse(method), Granularity.parse("whole"), MixingWeights.of(new double[][] {{0.2}, {0.3}
                }));
    }
}

package org.stockpot.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.stockpot.fuse.FusionMethod;
import org.stockpot.fuse.Granularity;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.fuse.Recipe;
import org.stockpot.tensor.StockpotException;

class MixClipTest {
    private static final Recipe RECIPE =
            new Recipe(new FusionMethod.WeightedSum(), new Granularity.Level(1), MixingWeights.of(new double[][] {
                {0.25, 0.5}, {0.75, 0.125}
            }));
    private static final List<String> GROUPS = List.of("conv", "head");

    @Test
    void aMixComesBackInAnyOrderOfIngredientsAndGroups() throws StockpotException {
        MixClip clip = MixClip.parse(copied().text());
        assertThat(clip.recipe(List.of("a", "b"), GROUPS, new Granularity.Level(1)))
                .isEqualTo(RECIPE);
        assertThat(clip.recipe(List.of("b", "new", "a"), List.of("head", "conv"), new Granularity.Level(1))
                        .weights()
                        .toMatrix())
                .isDeepEqualTo(new double[][] {{0.125, 0.75}, {0, 0}, {0.5, 0.25}});
    }

    @Test
    void aMixOfOtherLayerGroupsBringsThemAlong() throws StockpotException {
        assertThat(copied().recipe(List.of("a", "b"), List.of("all"), new Granularity.WholeModel()))
                .isEqualTo(RECIPE);
    }

    @Test
    void aStripComesBackByTheNamesOfItsGroups() throws StockpotException {
        MixClip strip = MixClip.parse(copied().only(1).text());
        assertThat(strip.strip(List.of("head", "conv"))).containsExactly(0.125, 0.75);
    }

    @Test
    void whatDoesNotFitIsRefusedWithWhatToDo() {
        assertRefused(
                () -> copied().strip(GROUPS),
                "What was copied is a mix of 2 ingredients, not one strip: paste it as a whole mix, or copy one strip.");
        assertRefused(
                () -> copied().only(0).strip(List.of("conv", "stem")),
                "What was copied has no weight for stem: choose the layer groups that it was copied from.");
        assertRefused(
                () -> copied().recipe(List.of("a"), GROUPS, new Granularity.Level(1)),
                "What was copied has the ingredient \"b\", and the desk has a: add that checkpoint, or rename one of"
                        + " these.");
        assertRefused(
                () -> MixClip.parse("{\"method\":\"sum\",\"granularity\":\"level1\",\"groups\":[\"a\"],\"strips\":[]}"),
                "What was copied has not one number for each of its 1 layer groups in every strip: copy it again.");
    }

    @Test
    void anyOtherTextIsRefused() {
        for (String text : List.of("", "hello", "{}", "null", "[1]", "{\"method\":\"sum\"}")) {
            var refusal = assertThrows(StockpotException.class, () -> MixClip.parse(text));
            assertThat(refusal.getMessage()).startsWith("What was copied is");
        }
    }

    private static MixClip copied() {
        return MixClip.of(RECIPE, List.of("a", "b"), GROUPS);
    }

    private static void assertRefused(org.junit.jupiter.api.function.Executable executable, String message) {
        assertThat(assertThrows(StockpotException.class, executable).getMessage())
                .isEqualTo(message);
    }
}

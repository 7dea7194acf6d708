package org.stockpot.ui.mix;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.stockpot.data.Preprocessing;
import org.stockpot.evaluate.Architecture;
import org.stockpot.fuse.FusionMethod;
import org.stockpot.fuse.LayerGroups;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.fuse.Recipe;
import org.stockpot.session.NetworkFacts;
import org.stockpot.session.OpenSession;
import org.stockpot.session.Session;
import org.stockpot.session.Source;

class DeskTest {
    private static final List<String> GROUPS = List.of("visual.conv1", "visual.blocks.0", "text.blocks.0");

    @Test
    void oneColumnOfWeightsStandsForAllGroups() {
        Desk desk = desk(new double[][] {{0.5}, {0.25}});
        assertThat(desk.strips().get(0).weights()).containsExactly(0.5, 0.5, 0.5);
        assertThat(desk.strips().get(0).shares().get(0)).isCloseTo(2.0 / 3, Offset.offset(1e-12));
        assertThat(desk.strips().get(0).isUneven()).isFalse();
    }

    @Test
    void theMasterIsTheMeanOfTheGroupsThatCount() {
        Desk desk = desk(new double[][] {{0.2, 0.4, 0.9}, {0.8, 0.6, 0.1}});
        assertThat(desk.strips().get(0).master()).isCloseTo(0.3, Offset.offset(1e-12));
        assertThat(desk.strips().get(0).isUneven()).isTrue();
        assertThat(desk.groups().get(2).inert()).isTrue();
    }

    @Test
    void whereAMethodDoesNotDivideSharesAreTheWeightsThemselves() {
        Session session = session(new double[][] {{0.5}, {0.25}});
        Session arithmetic = session.withRecipe(new Recipe(
                new FusionMethod.TaskArithmetic(),
                session.recipe().granularity(),
                session.recipe().weights()));
        assertThat(Desk.of(arithmetic, Optional.empty()).strips().get(0).shares())
                .containsExactly(0.5);
    }

    @Test
    void labelsAreTheShortestTailsThatTellGroupsApart() {
        assertThat(GROUPS.stream().map(name -> Desk.label(name, GROUPS)))
                .containsExactly("conv1", "visual.blocks.0", "text.blocks.0");
    }

    @Test
    void whileTheFilesAreUnknownThereIsOneGroup() {
        Desk desk = Desk.of(session(new double[][] {{0.5}, {0.5}}), Optional.empty());
        assertThat(desk.groups()).extracting(Desk.Group::name).containsExactly("all layers");
    }

    private static Desk desk(double[][] weights) {
        Session session = session(weights);
        var groups = new LayerGroups(GROUPS, Map.of("a", 0, "b", 1, "c", 2));
        var network = Architecture.whole("net", Preprocessing.clip(28, 1), 10, Set.of("a", "b"));
        return Desk.of(
                session,
                Optional.of(new OpenSession(
                        session,
                        network,
                        groups,
                        Set.of(2),
                        Preprocessing.clip(28, 1),
                        new NetworkFacts(
                                "net",
                                Optional.empty(),
                                Optional.empty(),
                                List.of(),
                                Optional.empty(),
                                List.of(),
                                ""))));
    }

    private static Session session(double[][] weights) {
        Session session = Session.EMPTY.withIngredients(List.of(
                new Source("a", Path.of("a.safetensors"), "1"), new Source("b", Path.of("b.safetensors"), "2")));
        return session.withRecipe(session.recipe().withWeights(MixingWeights.of(weights)));
    }
}

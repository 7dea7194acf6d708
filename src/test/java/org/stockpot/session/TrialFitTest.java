package org.stockpot.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.stockpot.fuse.FusionMethod;
import org.stockpot.fuse.Recipe;

class TrialFitTest {
    private static final Source THREE = new Source("three", Path.of("three.safetensors"), "c".repeat(64));

    private final Session session = TrialSamples.session();
    private final Trial mix = session.trials().get(3);
    private final Trial alone = session.trials().get(1);

    @Test
    void theSameIngredientsInTheSameOrderTakeTheRecipeAsItIs() {
        assertThat(TrialFit.of(session, mix)).isEqualTo(new TrialFit.Fits(mix.recipe()));
    }

    @Test
    void furtherIngredientsGetNoWeightAndWeightsFollowTheirIngredients() {
        Session more = session.added(List.of(THREE)).moved(0, 2);
        assertThat(rows(more, mix)).containsExactly(List.of(0.8), List.of(0.0), List.of(0.2));
        assertThat(rows(more, alone)).containsExactly(List.of(1.0), List.of(0.0), List.of(0.0));
    }

    @Test
    void aMethodThatIsNoSumNeedsExactlyTheSameIngredients() throws Exception {
        var ties = new Recipe(
                FusionMethod.parse("ties"),
                mix.recipe().granularity(),
                mix.recipe().weights());
        var trial = new Trial("ties", ties, mix.ingredients(), 0, mix.evaluations(), "CPU", 1, mix.finished());
        assertThat(TrialFit.of(session, trial)).isEqualTo(new TrialFit.Fits(ties));
        assertThat(TrialFit.of(session.added(List.of(THREE)), trial)).isEqualTo(new TrialFit.Differs(0, 1));
    }

    @Test
    void whatIsMissingIsCounted() {
        Session fewer = session.removed(0);
        assertThat(TrialFit.of(fewer, mix)).isEqualTo(new TrialFit.Differs(1, 0));
        assertThat(TrialFit.of(fewer, mix).recipeIfFits()).isEmpty();
    }

    @Test
    void filesThatNobodyHasReadMayBeTheMissingOnes() {
        Session unread = session.withIngredients(
                List.of(TrialSamples.ONE, new Source("two", TrialSamples.TWO.path(), Optional.empty(), false)));
        assertThat(TrialFit.of(unread, mix)).isEqualTo(new TrialFit.Unread(1));
    }

    private static List<List<Double>> rows(Session session, Trial trial) {
        return TrialFit.of(session, trial)
                .recipeIfFits()
                .orElseThrow()
                .weights()
                .rows();
    }
}

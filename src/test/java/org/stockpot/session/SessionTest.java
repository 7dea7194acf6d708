package org.stockpot.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.stockpot.data.DataRef;
import org.stockpot.data.Role;
import org.stockpot.evaluate.Evaluation;
import org.stockpot.evaluate.Hits;
import org.stockpot.fuse.FusionMethod;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.fuse.Recipe;
import org.stockpot.tensor.StockpotException;

class SessionTest {
    private static final Source A = new Source("a", Path.of("a.safetensors"), "aa");
    private static final Source B = new Source("b", Path.of("b.safetensors"), "bb");
    private static final Source C = new Source("c", Path.of("c.safetensors"), "cc");

    private static Session weighted(double[]... rows) {
        Session session = Session.EMPTY.withIngredients(List.of(A, B, C).subList(0, rows.length));
        return session.withRecipe(session.recipe().withWeights(MixingWeights.of(rows)));
    }

    @Test
    void beginsWithUniformWeightsAndKeepsThemUniformWhileNobodyTouchedThem() {
        Session session = Session.EMPTY.added(List.of(A)).added(List.of(B, C));
        assertThat(session.recipe().weights()).isEqualTo(MixingWeights.uniform(3, 1));
    }

    @Test
    void letsNewcomersStartAtZeroInAMixThatSomebodyMade() {
        Session session = weighted(new double[] {0.8, 0.1}, new double[] {0.2, 0.9});
        assertThat(session.added(List.of(C)).recipe().weights().rows())
                .containsExactly(List.of(0.8, 0.1), List.of(0.2, 0.9), List.of(0.0, 0.0));
    }

    @Test
    void givesANumberToANameThatIsTaken() {
        Session session = Session.EMPTY.added(List.of(A, B.renamed("a"), C.renamed("a")));
        assertThat(session.ingredients()).extracting(Source::name).containsExactly("a", "a (2)", "a (3)");
    }

    @Test
    void sharesTheWeightOfARemovedIngredientInProportion() {
        Session session = weighted(new double[] {0.5, 1}, new double[] {0.25, 0}, new double[] {0.25, 0});
        assertThat(session.removed(0).recipe().weights().rows())
                .as("evenly where the others had nothing")
                .containsExactly(List.of(0.5, 0.5), List.of(0.5, 0.5));
        assertThat(session.removed(2).recipe().weights().column(0)).containsExactly(2 / 3.0, 1 / 3.0);
    }

    @Test
    void canLoseItsLastIngredient() {
        Session session = Session.EMPTY.added(List.of(A)).removed(0);
        assertThat(session.ingredients()).isEmpty();
        assertThat(session.added(List.of(B)).recipe().weights()).isEqualTo(MixingWeights.uniform(1, 1));
    }

    @Test
    void movesWeightsTogetherWithTheirIngredient() {
        Session session = weighted(new double[] {1}, new double[] {2}, new double[] {3});
        Session moved = session.moved(0, 2);
        assertThat(moved.ingredients()).extracting(Source::name).containsExactly("b", "c", "a");
        assertThat(moved.recipe().weights().column(0)).containsExactly(2, 3, 1);
        assertThat(moved.moved(2, 0)).isEqualTo(session);
    }

    @Test
    void refusesAnOrderThatLosesAnIngredient() {
        Session session = weighted(new double[] {1}, new double[] {2});
        assertThatIllegalArgumentException()
                .isThrownBy(() -> session.reordered(order -> List.of(0, 0)))
                .withMessage("not a permutation: [0, 0]");
    }

    @Test
    void refusesTwoIngredientsOfOneName() {
        Session session = Session.EMPTY.added(List.of(A, B));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> session.renamed(1, "a"))
                .withMessage("two ingredients are called a");
    }

    @Test
    void undoesAndRedoesStepByStep() {
        var first = session(1).recipe();
        var second = session(2).recipe();
        var third = session(3).recipe();
        History history = History.EMPTY
                .did(new History.Step("one", new Edit.OfRecipe(first, second)))
                .did(new History.Step("two", new Edit.OfRecipe(second, third)));
        assertThat(history.undoable())
                .hasValueSatisfying(step -> assertThat(step.edit().before()).isEqualTo(second));
        History back = history.undone().undone();
        assertThat(back.undoable()).isEmpty();
        assertThat(back.undone()).isEqualTo(back);
        assertThat(back.redoable())
                .hasValueSatisfying(step -> assertThat(step.name()).isEqualTo("one"));
        assertThat(back.redone().redone()).isEqualTo(history);
        assertThat(back.did(new History.Step("other", new Edit.OfRecipe(first, third)))
                        .redoable())
                .isEmpty();
    }

    private static Session session(int ingredients) {
        return Session.EMPTY.added(List.of(A, B, C).subList(0, ingredients));
    }

    @Test
    void otherImagesUnderTheSameRoleAndNameAreAnotherSet() {
        DataRef whole = DataRef.of(Role.TEST, Path.of("a/test"));
        DataRef other = DataRef.of(Role.TEST, Path.of("b/test"));
        DataRef ood = DataRef.of(Role.OOD, Path.of("a/test"));
        Session measured = weighted(new double[] {1}).withData(List.of(whole, ood));
        measured = measured.withTrial(trial(measured.recipe()));

        Session next = measured.withData(List.of(ood, other));

        assertThat(next.trials().get(0).evaluations())
                .extracting(Evaluation::set)
                .containsExactly("test (before)", "test");
        assertThat(next.trials().get(0).isOn(List.of(whole, ood))).isFalse();
        Session again = next.withTrial(trial(next.recipe())).withData(List.of(whole, ood));
        assertThat(again.trials().get(1).evaluations())
                .extracting(Evaluation::set)
                .containsExactly("test (before 2)", "test");
    }

    @Test
    void theSameSetsInAnotherOrderKeepTheirNames() {
        DataRef test = DataRef.of(Role.TEST, Path.of("a/test"));
        DataRef ood = DataRef.of(Role.OOD, Path.of("a/test"));
        Session measured = weighted(new double[] {1}).withData(List.of(test, ood));
        Session trial = measured.withTrial(trial(measured.recipe()));

        assertThat(trial.withData(List.of(ood, test)).trials()).isEqualTo(trial.trials());
        assertThat(trial.withData(List.of()).withData(List.of(test, ood))).isEqualTo(trial);
    }

    @Test
    void setsOfOneRoleAndNameGetNumbers() {
        Session session = Session.EMPTY.withData(List.of(
                DataRef.of(Role.OOD, Path.of("r/val")),
                DataRef.of(Role.OOD, Path.of("sketch/val")),
                DataRef.of(Role.VALIDATION, Path.of("own/val"))));

        assertThat(session.data()).extracting(DataRef::name).containsExactly("val", "val (2)", "val");
    }

    @Test
    void anotherBaseForgetsMixesThatBeganAtTheOneBefore() throws StockpotException {
        Session average = weighted(new double[] {1}).withBase(B);
        Recipe sum = new Recipe(
                FusionMethod.parse("arithmetic"),
                average.recipe().granularity(),
                average.recipe().weights());
        Session both = average.withTrial(trial(average.recipe())).withTrial(trial(sum));

        assertThat(both.withBase(B.renamed("same")).trials()).hasSize(2);
        assertThat(both.withBase(C).trials()).containsExactly(both.trials().get(0));
        assertThat(both.withoutBase().trials()).containsExactly(both.trials().get(0));
    }

    private static Trial trial(Recipe recipe) {
        Hits hits = new Hits(BitSet.valueOf(new long[] {1}), 2);
        return new Trial(
                "sliders",
                recipe,
                List.of("aa"),
                0,
                List.of(new Evaluation("test", Role.TEST, hits), new Evaluation("test", Role.OOD, hits)),
                "CPU",
                1,
                Instant.EPOCH);
    }
}

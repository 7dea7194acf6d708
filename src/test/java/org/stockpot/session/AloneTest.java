package org.stockpot.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.stockpot.data.Role;
import org.stockpot.evaluate.Evaluation;
import org.stockpot.fuse.FusionMethod;
import org.stockpot.fuse.Recipe;
import org.stockpot.search.Budget;
import org.stockpot.search.SearchListener;
import org.stockpot.search.SearchPlan;
import org.stockpot.tensor.StockpotException;

/** One model alone is measured as it is, whatever the session's method would make of it; on the real engine. */
@Timeout(120)
class AloneTest {
    private static final int IMAGES = 70;

    @TempDir
    Path folder;

    private final Workbench workbench = TinyKitchen.workbench();
    private Session average = Session.EMPTY;

    static Stream<FusionMethod> methods() {
        return FusionMethod.standard().stream();
    }

    @BeforeEach
    void cook() throws Exception {
        average = new TinyKitchen(folder).session(workbench, IMAGES);
    }

    @AfterEach
    void closeWorkbench() {
        workbench.close();
    }

    private Session by(FusionMethod method) {
        Recipe recipe = average.recipe();
        return average.withRecipe(new Recipe(method, recipe.granularity(), recipe.weights()));
    }

    private Trial trial(Session session) throws StockpotException {
        return workbench.device().call(workbench.evaluation(session, EnumSet.allOf(Role.class), partial -> {}));
    }

    /** Of a session that never had anything but this model. */
    private List<Evaluation> plain(Source model) throws StockpotException {
        Session session = Session.EMPTY.withIngredients(List.of(model)).withData(average.data());
        return trial(session).evaluations();
    }

    @ParameterizedTest
    @MethodSource("methods")
    void theBaseAndEveryIngredientAloneAreWhatTheyAreInNoMix(FusionMethod method) throws Exception {
        for (Source model : average.sources()) {
            Trial alone = trial(by(method).solo(model));
            assertThat(alone.evaluations()).as(model.name()).isEqualTo(plain(model));
            assertThat(alone.alone())
                    .as(model.name())
                    .contains(alone.ingredients().get(0));
        }
    }

    @ParameterizedTest
    @MethodSource("methods")
    void theLogitEnsembleIsThatOfTheIngredients(FusionMethod method) throws Exception {
        assertThat(workbench.device().call(workbench.ensemble(by(method))))
                .isEqualTo(workbench.device().call(workbench.ensemble(average)));
    }

    @ParameterizedTest
    @MethodSource("methods")
    void chartsPerClassShowTheBaseAndTheBestIngredientAsTheyAre(FusionMethod method) throws Exception {
        List<ClassReport.Model> expected =
                workbench.device().call(workbench.classes(average)).models();
        List<ClassReport.Model> models =
                workbench.device().call(workbench.classes(by(method))).models();
        assertThat(models.subList(0, 2)).isEqualTo(expected.subList(0, 2));
    }

    @ParameterizedTest
    @MethodSource("methods")
    void theTableOfMethodsComparesWithTheBaseAndTheIngredients(FusionMethod method) throws Exception {
        var order = new SearchOrder(SearchPlan.standard("uniform"), Budget.UNLIMITED, 1);
        MethodTable table =
                workbench.device().call(workbench.compare(by(method), List.of(order), true, SearchListener.NONE));
        assertThat(table.rows().get(0).evaluations())
                .isEqualTo(plain(average.base().get()));
        assertThat(table.rows().get(2).evaluations())
                .isEqualTo(workbench.device().call(workbench.ensemble(average)));
    }
}

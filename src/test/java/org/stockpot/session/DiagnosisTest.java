package org.stockpot.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.data.Role;
import org.stockpot.fuse.Finding.Severity;
import org.stockpot.fuse.FusionMethod;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.fuse.Recipe;
import org.stockpot.session.Diagnosis.Remark;
import org.stockpot.tensor.StockpotException;

@Timeout(120)
class DiagnosisTest {
    @TempDir
    Path folder;

    private final Workbench workbench = TinyKitchen.workbench();

    @AfterEach
    void closeWorkbench() {
        workbench.close();
    }

    private Diagnosis diagnose(Session session, int points, int images) throws StockpotException {
        return workbench.device().call(workbench.diagnosis(session, new Diagnosing(points, images)));
    }

    @Test
    void walksFromTheBaseToEveryIngredientAndFromTheBestToTheOthers() throws Exception {
        Session session = new TinyKitchen(folder).session(workbench, 300);
        Diagnosis diagnosis = diagnose(session, 5, 1000);

        assertThat(diagnosis.barriers()).hasSize(5);
        assertThat(diagnosis.barriers().subList(0, 3))
                .extracting(barrier -> barrier.from() + " " + barrier.to())
                .containsExactly("base one", "base two", "base three");
        for (Barrier barrier : diagnosis.barriers()) {
            assertThat(barrier.points()).extracting(Barrier.Point::share).containsExactly(0.0, 0.25, 0.5, 0.75, 1.0);
            assertThat(barrier.points()).allMatch(point -> point.total() == 300);
        }
        Trial one = workbench
                .device()
                .call(workbench.evaluation(
                        session.solo(session.ingredients().get(0)),
                        java.util.EnumSet.of(Role.VALIDATION),
                        partial -> {}));
        assertThat(diagnosis.barriers().get(0).points().get(4).correct())
                .isEqualTo(one.evaluations().get(0).correct());
    }

    @Test
    void everyPointOfALineHasSeenTheSameImages() throws Exception {
        Session session = new TinyKitchen(folder).session(workbench, 600);
        // The ingredients alone are measured on all images on the way, the other points on two batches.
        Diagnosis diagnosis = diagnose(session, 3, 300);
        for (Barrier barrier : diagnosis.barriers()) {
            assertThat(barrier.points()).extracting(Barrier.Point::total).containsOnly(512);
        }
    }

    @Test
    void saysThatAMixIsScaledThatGroupsAreInertAndThatAModelIsForeign() throws Exception {
        var kitchen = new TinyKitchen(folder);
        Session session = kitchen.session(workbench, 60);
        Path stranger = kitchen.fresh("stranger", 77);
        Added added = workbench.io().call(workbench.addCheckpoints(session, List.of(stranger)));
        session = session.added(added.sources());
        var half = MixingWeights.uniform(4, 1).withIngredient(3, 0).withIngredient(0, 0.1);
        session = session.withRecipe(
                new Recipe(new FusionMethod.WeightedSum(), session.recipe().granularity(), half));
        assertThat(texts(diagnose(session, 2, 60)))
                .anyMatch(text -> text.startsWith("The weights of classification_head.bias, classification_head.weight,"
                        + " model.token_embedding, model.visual sum to 0.600, and the method does not divide by that, so"
                        + " all values there are too small."))
                .anyMatch(text -> text.startsWith("No prediction depends on model.token_embedding."))
                .as("what is not in the mix does not spoil it")
                .noneMatch(text -> text.startsWith("stranger:"));
        session = session.withRecipe(session.recipe().withWeights(MixingWeights.uniform(4, 1)));
        assertThat(texts(diagnose(session, 2, 60)))
                .anyMatch(text -> text.startsWith("stranger: It was probably not finetuned from what base comes from"));
    }

    @Test
    void withoutValidationDataItLooksAtTheFilesAlone() throws Exception {
        Session session = new TinyKitchen(folder).session(workbench, 30).withData(List.of());
        Diagnosis diagnosis = diagnose(session, 11, 100);
        assertThat(diagnosis.barriers()).isEmpty();
        assertThat(texts(diagnosis))
                .contains(
                        "Nothing was measured, because the session has no validation data. Add a validation set to see"
                                + " barriers between the models.");
    }

    @Test
    void theMostSevereRemarkComesFirst() throws Exception {
        var kitchen = new TinyKitchen(folder);
        Session session = kitchen.session(workbench, 30);
        Path same = kitchen.spoilt("same", 11, Map.of());
        Added added = workbench.io().call(workbench.addCheckpoints(session, List.of(same)));
        Diagnosis diagnosis = diagnose(session.added(added.sources()), 2, 30);
        assertThat(diagnosis.remarks().get(0).severity()).isEqualTo(Severity.WARNING);
        assertThat(texts(diagnosis)).anyMatch(text -> text.startsWith("same: It is the same as one"));
    }

    private static List<String> texts(Diagnosis diagnosis) {
        return diagnosis.remarks().stream().map(Remark::sentences).toList();
    }
}

package org.stockpot.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stockpot.checkpoint.Checkpoint;
import org.stockpot.checkpoint.Checkpoints;
import org.stockpot.engine.GradientFixture;
import org.stockpot.search.CookPlan;
import org.stockpot.tensor.StockpotException;

/** Checkpoints that are no mixes, from real files on the real engine. */
class CookingTest {
    private static final List<String> TENSORS = List.of("1.weight", "1.bias", "3.weight", "3.bias");

    @TempDir
    Path folder;

    private final Workbench workbench = TinyKitchen.workbench();

    @AfterEach
    void closeWorkbench() {
        workbench.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"fisher", "regmean"})
    void theCheckpointIsThatOfPyTorch(String method) throws Exception {
        Session session = new FormulaKitchen(folder).session(workbench);

        Cooked cooked = cook(session, method, "cooked");

        assertThat(cooked.images()).isEqualTo(FormulaKitchen.IMAGES);
        try (Checkpoint file = Checkpoints.open(cooked.file());
                Checkpoint found = GradientFixture.found("methods")) {
            assertThat(file.specs().keySet()).containsExactlyInAnyOrderElementsOf(TENSORS);
            for (String tensor : TENSORS) {
                float[] expected = found.floats(method + "." + tensor);
                float[] values = file.floats(tensor);
                for (int i = 0; i < values.length; i++) {
                    assertThat(values[i]).as("%s of %s", method, tensor).isCloseTo(expected[i], within(1e-4f));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"fisher", "regmean"})
    void equalModelsAreAFixedPoint(String method) throws Exception {
        var kitchen = new FormulaKitchen(folder);
        Session session = kitchen.session(workbench, List.of(kitchen.checkpoint("a", 1), kitchen.checkpoint("b", 1)));

        Cooked cooked = cook(session, method, "cooked");

        try (Checkpoint file = Checkpoints.open(cooked.file());
                Checkpoint one = Checkpoints.open(folder.resolve("a.safetensors"))) {
            for (String tensor : TENSORS) {
                float[] expected = one.floats(tensor);
                float[] values = file.floats(tensor);
                for (int i = 0; i < values.length; i++) {
                    assertThat(values[i]).isCloseTo(expected[i], within(1e-5f));
                }
            }
        }
    }

    @Test
    void theFileSaysHowItWasMadeAndCanBeAnIngredient() throws Exception {
        Session session = new FormulaKitchen(folder).session(workbench);

        Cooked cooked = cook(session, "fisher", "cooked");

        try (Checkpoint file = Checkpoints.open(cooked.file())) {
            ProvenanceForm form = Provenance.read("cooked", file.metadata()).orElseThrow();
            ProvenanceForm.CookNote note = Objects.requireNonNull(form.cooking());
            assertThat(note.method()).isEqualTo("fisher");
            assertThat(note.settings()).containsEntry("floor", "1.0E-6");
            assertThat(note.data().get(0).images()).isEqualTo(FormulaKitchen.IMAGES);
            assertThat(note.data().get(0).sha256()).matches("[0-9a-f]{64}");
            assertThat(form.ingredients())
                    .hasSize(3)
                    .allMatch(source -> source.sha256().matches("[0-9a-f]{64}"));
            assertThat(Objects.requireNonNull(form.measured()).sets().get(0).correct())
                    .isEqualTo(cooked.after().get(0).correct());
        }
        Added added = workbench.io().call(workbench.addCheckpoints(session, List.of(cooked.file())));
        assertThat(session.added(added.sources()).ingredients()).hasSize(4);
    }

    @Test
    void theSameOrderGivesTheSameFile() throws Exception {
        Session session = new FormulaKitchen(folder).session(workbench);

        assertThat(cook(session, "regmean", "one").sha256())
                .isEqualTo(cook(session, "regmean", "two").sha256());
    }

    @Test
    void anIngredientWithoutAShareDoesNotCount() throws Exception {
        Session session = new FormulaKitchen(folder).session(workbench);
        Session one = session.withRecipe(session.recipe().withWeights(org.stockpot.fuse.MixingWeights.only(1, 3, 2)));

        Cooked cooked = cook(one, "fisher", "cooked");

        try (Checkpoint file = Checkpoints.open(cooked.file());
                Checkpoint alone = Checkpoints.open(folder.resolve("model2.safetensors"))) {
            for (String tensor : TENSORS) {
                assertThat(file.floats(tensor)).containsExactly(alone.floats(tensor));
            }
        }
    }

    @Test
    void refusesToRebuildWhatIsNoMix() throws Exception {
        Session session = new FormulaKitchen(folder).session(workbench);
        Cooked cooked = cook(session, "fisher", "cooked");

        assertThatThrownBy(() -> workbench.device().call(workbench.rebuild(cooked.file(), List.of(folder))))
                .isInstanceOf(StockpotException.class)
                .hasMessageContaining("is no mix but was made by fisher");
    }

    @Test
    void refusesASessionWithoutValidationImagesBeforeAnythingIsWritten() throws Exception {
        Session session = new FormulaKitchen(folder).session(workbench).withData(List.of());

        assertThatThrownBy(() -> cook(session, "fisher", "cooked"))
                .isInstanceOf(StockpotException.class)
                .hasMessage("Fisher averaging shows validation images to the ingredients: add a validation set.");
        assertThat(Files.exists(folder.resolve("cooked.safetensors"))).isFalse();
    }

    private Cooked cook(Session session, String method, String name) throws StockpotException {
        var order = new CookOrder(CookPlan.parse(method, Map.of()), folder.resolve(name + ".safetensors"));
        return workbench.device().call(workbench.cook(session, order));
    }
}

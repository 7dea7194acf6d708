package org.stockpot.ui.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.stockpot.data.Preprocessing;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.session.Session;
import org.stockpot.session.TinyKitchen;
import org.stockpot.ui.state.ModelTest;

class ExplainModelTest extends ModelTest {
    private final ExplainModel model = new ExplainModel(workbench, session, opened(), tasks, notices);

    @BeforeEach
    void open() throws Exception {
        session.open(new TinyKitchen(folder).session(workbench, 20), Optional.empty());
    }

    private void diagnosed() throws InterruptedException {
        model.diagnose();
        ended();
        assertThat(model.diagnosisProperty().getValue()).isPresent();
    }

    private void ended() throws InterruptedException {
        delivery.until(() -> !model.runningProperty().get(), () -> {});
    }

    static Stream<Arguments> changes() {
        return Stream.of(
                Arguments.of("base", (UnaryOperator<Session>) Session::withoutBase),
                Arguments.of("data", (UnaryOperator<Session>)
                        now -> now.withData(now.data().subList(1, 3))),
                Arguments.of("preparation", (UnaryOperator<Session>)
                        now -> now.withPreprocessing(Optional.of(Preprocessing.imageNet(8, 1)))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("changes")
    void aDiagnosisGoesWithWhatItIsAbout(String name, UnaryOperator<Session> change) throws Exception {
        diagnosed();
        session.edit(change);
        assertThat(model.diagnosisProperty().getValue()).isEmpty();
    }

    @Test
    void aDiagnosisGoesWithItsSessionThoughAnotherHasTheSameMix() throws Exception {
        diagnosed();
        session.open(session.session(), Optional.empty());
        assertThat(model.diagnosisProperty().getValue()).isEmpty();
    }

    @Test
    void aDiagnosisThatComesTooLateIsNotShown() throws Exception {
        model.diagnose();
        session.edit(Session::withoutBase);
        ended();
        assertThat(model.diagnosisProperty().getValue()).isEmpty();
    }

    @Test
    void aDiagnosisOfAnotherMixOfTheSameFilesStaysAndIsMarked() throws Exception {
        diagnosed();
        session.edit(now -> now.renamed(0, "first"));
        assertThat(model.staleProperty().getValue()).isFalse();
        session.edit(now -> now.withRecipe(now.recipe().withWeights(MixingWeights.only(0, 3, 1))));
        assertThat(model.diagnosisProperty().getValue()).isPresent();
        assertThat(model.staleProperty().getValue()).isTrue();
    }
}

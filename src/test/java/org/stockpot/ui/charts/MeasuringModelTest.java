package org.stockpot.ui.charts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.stockpot.data.Preprocessing;
import org.stockpot.session.Session;
import org.stockpot.session.TinyKitchen;
import org.stockpot.ui.state.ModelTest;

class MeasuringModelTest extends ModelTest {
    private final MeasuringModel model = new MeasuringModel(workbench, session, tasks);

    @BeforeEach
    void open() throws Exception {
        session.open(new TinyKitchen(folder).session(workbench, 20), Optional.empty());
    }

    private void measured() throws InterruptedException {
        model.measureEnsemble();
        ended();
        model.measureClasses();
        ended();
        Session now = session.session();
        model.measureLine(now.ingredients().get(0), now.ingredients().get(1));
        ended();
        assertThat(model.ensembleProperty().get()).isNotEmpty();
        assertThat(model.reportProperty().get()).isPresent();
        assertThat(model.linesProperty().get()).hasSize(1);
    }

    private void ended() throws InterruptedException {
        delivery.until(() -> !model.measuringProperty().get(), () -> {});
    }

    private void nothingIsShown() {
        assertThat(model.ensembleProperty().get()).isEmpty();
        assertThat(model.reportProperty().get()).isEmpty();
        assertThat(model.linesProperty().get()).isEmpty();
    }

    @Test
    void whatWasMeasuredWithAnotherPreparationGoes() throws Exception {
        measured();
        session.edit(now -> now.withPreprocessing(Optional.of(Preprocessing.imageNet(8, 1))));
        nothingIsShown();
    }

    @Test
    void whatWasMeasuredOnAnotherNetworkGoes() throws Exception {
        measured();
        session.edit(now -> now.withNetwork(now.network().withActivation("gelu")));
        nothingIsShown();
    }

    @Test
    void whatWasMeasuredInAnotherSessionGoesThoughItHasTheSameFiles() throws Exception {
        measured();
        session.open(session.session(), Optional.empty());
        nothingIsShown();
    }

    @Test
    void whatComesTooLateIsNotShown() throws Exception {
        model.measureEnsemble();
        session.edit(now -> now.withPreprocessing(Optional.of(Preprocessing.imageNet(8, 1))));
        ended();
        nothingIsShown();
    }

    @Test
    void newNamesOfFilesTakeNothingAway() throws Exception {
        measured();
        session.edit(now -> now.renamed(0, "first"));
        assertThat(model.ensembleProperty().get()).isNotEmpty();
    }
}

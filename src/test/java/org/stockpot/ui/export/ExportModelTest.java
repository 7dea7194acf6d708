package org.stockpot.ui.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.fuse.Recipe;
import org.stockpot.session.ExportOrder;
import org.stockpot.session.Session;
import org.stockpot.session.TinyKitchen;
import org.stockpot.ui.state.ModelTest;

class ExportModelTest extends ModelTest {
    private final ExportModel model = new ExportModel(workbench, session, opened(), tasks, notices);
    private Session whole = Session.EMPTY;
    private Path soup = Path.of("");

    @BeforeEach
    void open() throws Exception {
        Session made = new TinyKitchen(folder).session(workbench, 8).removed(2);
        whole = made.withRecipe(mix(made, 0.25));
        session.open(whole, Optional.empty());
        soup = folder.resolve("soup.safetensors");
    }

    @Test
    void whatWasOrderedIsWrittenThoughTheMixBecameAnotherWhileTheQuestionStood() throws Exception {
        Files.writeString(soup, "mine");
        export();
        delivery.until(() -> model.questionProperty().get().isPresent(), () -> {});
        session.cook("drag", mix(whole, 0.75));
        model.answer(true);

        assertThat(written().get(0)).containsOnly(0.25);
    }

    @Test
    void whatWasOrderedIsWrittenThoughTheMixBecameAnotherBeforeTheFolderWasLookedAt() throws Exception {
        export();
        session.cook("drag", mix(whole, 0.75));

        assertThat(written().get(0)).containsOnly(0.25);
    }

    @Test
    void whatWasOrderedIsWrittenThoughAnotherSessionWasOpened() throws Exception {
        export();
        session.open(whole.withRecipe(mix(whole, 0.75)), Optional.empty());

        assertThat(written().get(0)).containsOnly(0.25);
    }

    @Test
    void aQuestionIsDroppedWhenAnotherSessionIsOpened() throws Exception {
        Files.writeString(soup, "mine");
        export();
        delivery.until(() -> model.questionProperty().get().isPresent(), () -> {});
        session.open(whole, Optional.empty());

        assertThat(model.questionProperty().get()).isEmpty();
    }

    @Test
    void noQuestionIsAskedInASessionThatWasOpenedMeanwhile() throws Exception {
        Files.writeString(soup, "mine");
        export();
        session.open(whole, Optional.empty());
        delivery.until(() -> !model.runningProperty().get(), () -> {});

        assertThat(model.questionProperty().get()).isEmpty();
        assertThat(soup).hasContent("mine");
    }

    private void export() {
        model.export(ExportOrder.to(soup).withCard(false));
    }

    /** Weights of what lies in the file, once it does. */
    private List<List<Double>> written() throws InterruptedException {
        delivery.until(() -> model.lastProperty().get().isPresent(), () -> {});
        return model.lastProperty().get().orElseThrow().recipe().weights().rows();
    }

    private static Recipe mix(Session session, double first) {
        return session.recipe().withWeights(MixingWeights.of(new double[][] {{first}, {1 - first}}));
    }
}

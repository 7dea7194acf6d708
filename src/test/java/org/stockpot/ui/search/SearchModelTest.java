package org.stockpot.ui.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.stockpot.fuse.FusionMethod;
import org.stockpot.fuse.Recipe;
import org.stockpot.session.Session;
import org.stockpot.session.TinyKitchen;
import org.stockpot.ui.state.ModelTest;
import org.stockpot.ui.state.Notice;
import org.stockpot.ui.state.RunningTask;

class SearchModelTest extends ModelTest {
    private static final SearchRequest GREEDY = new SearchRequest(
            "greedy", Map.of(), "accuracy", false, Optional.empty(), Optional.empty(), Optional.empty(), 1);

    private final SearchModel model = new SearchModel(workbench, session, opened(), tasks, notices);
    private Session whole = Session.EMPTY;

    @BeforeEach
    void open() throws Exception {
        whole = new TinyKitchen(folder).session(workbench, 40);
        session.open(whole, Optional.empty());
    }

    @Test
    void whatASearchFindsIsKeptWithItsSession() throws Exception {
        model.start(GREEDY);
        untilIdle();

        assertThat(session.session().trials()).hasSize(1);
        assertThat(session.unsavedProperty().get()).isTrue();
    }

    @Test
    void whatASearchFindsIsNotTakenIntoASessionThatWasOpenedMeanwhile() throws Exception {
        model.start(GREEDY);
        session.open(whole.removed(2), Optional.empty());
        untilIdle();

        assertThat(session.session().trials()).isEmpty();
        assertThat(session.unsavedProperty().get()).isFalse();
        assertThat(notices.all())
                .singleElement()
                .satisfies(notice -> assertThat(notice.text())
                        .startsWith("Another session was opened while the search was running"));
    }

    @Test
    void theSameSessionOpenedAnewTakesIn() throws Exception {
        model.start(GREEDY);
        session.open(whole, Optional.empty());
        untilIdle();

        assertThat(session.session().trials()).hasSize(1);
    }

    @Test
    void searchesThatWaitDoNotBeginInAnotherSession() throws Exception {
        model.start(GREEDY);
        model.start(GREEDY);
        assertThat(model.queue().waiting()).hasSize(1);

        session.open(whole.removed(2), Optional.empty());

        assertThat(model.queue().waiting()).isEmpty();
        assertThat(notices.all()).extracting(Notice::text).anyMatch(text -> text.startsWith("Searches that waited"));
        untilIdle();
    }

    @Test
    void whoeverPausesTheTaskPausesTheSearch() throws Exception {
        model.start(GREEDY);
        RunningTask task = tasks.running().get(0);
        task.pause();
        assertThat(model.pausedProperty().get()).isTrue();
        model.takeOver();
        assertThat(model.handProperty().get()).isNotEmpty();

        task.resume();

        assertThat(model.pausedProperty().get()).isFalse();
        assertThat(model.handProperty().get()).isEmpty();
        untilIdle();
    }

    @Test
    void aMixThatCannotBeImprovedIsNotGivenBack() throws Exception {
        model.start(GREEDY);
        model.takeOver();
        Recipe desk = session.session().recipe();
        session.cook("by hand", new Recipe(FusionMethod.parse("arithmetic"), desk.granularity(), desk.weights()));

        model.giveBack();

        assertThat(model.pausedProperty().get()).isTrue();
        assertThat(notices.all())
                .singleElement()
                .satisfies(notice -> assertThat(notice.text())
                        .startsWith("Refinement goes on from a weighted average or a weighted sum"));
        model.resume();
        untilIdle();
    }

    private void untilIdle() throws InterruptedException {
        delivery.until(() -> !model.runningProperty().get(), model::poll);
    }
}

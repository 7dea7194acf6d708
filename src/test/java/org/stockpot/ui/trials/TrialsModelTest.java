package org.stockpot.ui.trials;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.stockpot.session.History;
import org.stockpot.session.Session;
import org.stockpot.session.TinyKitchen;
import org.stockpot.session.Trial;
import org.stockpot.session.TrialNote;
import org.stockpot.session.TrialRow;
import org.stockpot.session.TrialSamples;
import org.stockpot.session.TrialTable;
import org.stockpot.session.Workbench;
import org.stockpot.ui.state.Notices;
import org.stockpot.ui.state.OpenModel;
import org.stockpot.ui.state.SelectionModel;
import org.stockpot.ui.state.SessionModel;
import org.stockpot.ui.state.Tasks;

class TrialsModelTest {
    private final Workbench workbench = TinyKitchen.workbench();
    private final SessionModel session = new SessionModel();
    private final Notices notices = new Notices();
    private final Tasks tasks = new Tasks(notices, error -> {});
    private TrialsModel model;

    @BeforeEach
    void open() {
        // The files do not exist: nothing here needs them.
        var idle = new OpenModel(workbench, new SessionModel(), tasks, notices);
        model = new TrialsModel(workbench, session, idle, tasks, notices);
        session.open(TrialSamples.session(), Optional.empty());
    }

    @AfterEach
    void close() {
        workbench.close();
    }

    @Test
    void theFilterLooksForAllWordsInOriginTagsAndNotesAndObeysItsSwitches() {
        List<TrialRow> rows = rows();
        assertThat(rows)
                .filteredOn(TrialFilter.NONE.withWords(" MANIFOLD cobyla"))
                .hasSize(1);
        assertThat(rows)
                .filteredOn(TrialFilter.NONE.withWords("manifold sliders"))
                .isEmpty();
        assertThat(rows)
                .filteredOn(TrialFilter.NONE.withOrigin(Optional.of("two")))
                .hasSize(1);
        model.tag(List.of(row(1)), List.of("keep"));
        model.pin(List.of(row(2)), true);
        assertThat(rows())
                .filteredOn(TrialFilter.NONE.withWords("KEE"))
                .extracting(TrialRow::number)
                .containsExactly(1);
        assertThat(rows())
                .filteredOn(TrialFilter.NONE.withPinned(true))
                .extracting(TrialRow::number)
                .containsExactly(2);
        session.edit(now -> now.withData(now.data().subList(0, 1)));
        assertThat(rows()).filteredOn(TrialFilter.NONE.withOnData(true)).isEmpty();
    }

    @Test
    void restoringIsAStepOfTheRecipe() {
        model.restore(row(4));
        assertThat(session.session().recipe()).isEqualTo(trials().get(3).recipe());
        assertThat(session.historyProperty().get().undoable().orElseThrow().name())
                .isEqualTo("recipe of trial 4: Manifold mixing");
        session.undo();
        assertThat(session.session().recipe()).isNotEqualTo(trials().get(3).recipe());
    }

    @Test
    void whatCannotBeRestoredSaysWhyAndChangesNothing() {
        session.edit(now -> now.removed(0));
        var before = session.session().recipe();
        model.restore(row(4));
        assertThat(session.session().recipe()).isEqualTo(before);
        assertThat(model.saidProperty().get())
                .isEqualTo("One of its ingredients is not in the library: add the file to bring this mix back.");
    }

    @Test
    void deletedTrialsComeBackToTheirPlacesAndSoDoNotes() {
        List<Trial> before = trials();
        model.pin(rows(), true);
        model.delete(List.of(row(2), row(4)));
        assertThat(trials()).extracting(Trial::origin).containsExactly("one", "sliders");
        assertThat(model.undoableProperty().getValue()).contains("delete 2 trials");
        assertThat(session.unsavedProperty().get()).isTrue();
        Trial newcomer = TrialSamples.trial("new", List.of(TrialSamples.ONE), new double[][] {{1}}, 0, 5, 9);
        session.edit(now -> now.withTrial(newcomer));
        model.undo();
        assertThat(trials())
                .extracting(Trial::origin)
                .containsExactly("one", "two", "sliders", "Manifold mixing", "new");
        model.undo();
        assertThat(trials().subList(0, 4)).isEqualTo(before);
        assertThat(model.undoableProperty().getValue()).isEmpty();
    }

    @Test
    void writingOnIsOneStep() {
        model.choose(List.of(row(3)));
        model.write(model.chosenProperty().get().get(0), "a");
        model.write(model.chosenProperty().get().get(0), "a b");
        assertThat(model.chosenProperty().get().get(0).trial().note())
                .isEqualTo(new TrialNote(false, List.of(), "a b"));
        model.undo();
        assertThat(trials()).isEqualTo(TrialSamples.session().trials());
        assertThat(model.undoableProperty().getValue()).isEmpty();
    }

    @Test
    void notesAndTheRecipeShareOneHistory() {
        model.write(row(3), "worth it");
        model.restore(row(4));
        model.tag(List.of(row(1)), List.of("keep"));
        assertThat(session.historyProperty().get().past())
                .extracting(History.Step::name)
                .containsExactly("note of trial 3", "recipe of trial 4: Manifold mixing", "tags of 1 trial");
        session.goTo(0);
        assertThat(session.session()).isEqualTo(TrialSamples.session());
        session.edit(now -> now.withTrial(now.trials().get(0)));
        session.goTo(3);
        assertThat(session.session().recipe()).isEqualTo(trials().get(3).recipe());
        assertThat(trials().get(0).note().tags()).containsExactly("keep");
        assertThat(trials().get(2).note().text()).isEqualTo("worth it");
        assertThat(trials()).hasSize(5);
    }

    @Test
    void aNoteThatIsWrittenOnAfterAnotherStepIsAStepOfItsOwn() {
        model.choose(List.of(row(3)));
        model.write(model.chosenProperty().get().get(0), "a");
        model.pin(List.of(row(1)), true);
        model.write(model.chosenProperty().get().get(0), "a b");
        session.undo();
        assertThat(trials().get(2).note().text()).isEqualTo("a");
        assertThat(trials().get(0).note().pinned()).isTrue();
    }

    @Test
    void whatIsChosenIsSelectedInTheChartsAndTheOtherWayRound() {
        var selection = new SelectionModel(session);
        model.share(selection);
        model.choose(List.of(row(4), row(2)));
        assertThat(selection.trialsProperty().get()).containsExactly(3, 1);
        selection.select(List.of(3));
        assertThat(model.chosenProperty().get()).extracting(TrialRow::number).containsExactly(4);
        model.write(model.chosenProperty().get().get(0), "noted");
        assertThat(selection.trialsProperty().get()).containsExactly(3);
        assertThat(model.chosenProperty().get().get(0).trial().note().text()).isEqualTo("noted");
        model.delete(model.chosenProperty().get());
        assertThat(selection.trialsProperty().get()).isEmpty();
    }

    @Test
    void stepsOfTrialsThatAreForgottenAreForgottenTooAndThoseOfTheRecipeStay() {
        model.restore(row(4));
        model.pin(List.of(row(1)), true);
        session.edit(now -> now.withTrials(List.of()));
        assertThat(session.historyProperty().get().past())
                .extracting(History.Step::name)
                .containsExactly("recipe of trial 4: Manifold mixing");
    }

    @Test
    void stepsOfASessionThatIsClosedCannotBeTakenBackInAnother() {
        model.delete(rows());
        session.open(Session.EMPTY, Optional.of(Path.of("other.stockpot.json")));
        assertThat(model.undoableProperty().getValue()).isEmpty();
        model.undo();
        assertThat(trials()).isEmpty();
    }

    @Test
    void twoChosenTrialsAreComparedInTheOrderOfTheirNumbersUntilTheyAreSwapped() {
        model.choose(List.of(row(4), row(3)));
        ComparisonModel.Compared compared =
                model.comparison().comparedProperty().get().orElseThrow();
        assertThat(compared.first().number()).isEqualTo(3);
        model.comparison().swap();
        assertThat(model.comparison()
                        .comparedProperty()
                        .get()
                        .orElseThrow()
                        .first()
                        .number())
                .isEqualTo(4);
        model.choose(List.of(row(1)));
        assertThat(model.comparison().comparedProperty().get()).isEmpty();
    }

    @Test
    void everyColumnSortsByItsValue() {
        TrialColumn[] columns = TrialColumn.values();
        for (TrialColumn column : columns) {
            assertThat(rows().stream().sorted(column.order()).toList()).hasSize(4);
        }
        assertThat(rows().stream().sorted(TrialColumn.TEST.order()).map(TrialRow::number))
                .containsExactly(1, 2, 4, 3);
        assertThat(rows().stream().sorted(TrialColumn.TEST_GAIN.order()).map(TrialRow::number))
                .as("what has no gain first")
                .containsExactly(2, 1, 4, 3);
        assertThat(TrialColumn.TEST_GAIN.text(row(3))).isEqualTo("+1.20");
        assertThat(TrialColumn.TEST_GAIN.text(row(4))).isEqualTo("≈ +0.30");
    }

    private List<TrialRow> rows() {
        TrialTable table = model.tableProperty().get();
        return table.rows();
    }

    private TrialRow row(int number) {
        return rows().get(number - 1);
    }

    private List<Trial> trials() {
        return session.session().trials();
    }
}

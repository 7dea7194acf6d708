package org.stockpot.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.data.DataRef;
import org.stockpot.data.Role;
import org.stockpot.data.Shift;
import org.stockpot.data.ShiftKind;
import org.stockpot.evaluate.Evaluation;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.search.Budget;
import org.stockpot.search.Goal;
import org.stockpot.search.Measure;
import org.stockpot.search.Racing;
import org.stockpot.search.Savings;
import org.stockpot.search.Score;
import org.stockpot.search.SearchListener;
import org.stockpot.search.SearchPlan;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.Told;

/** Searches of real networks for other things than validation accuracy. */
@Timeout(120)
class GoalSearchTest {
    private static final int EVALUATIONS = 12;
    private static final String WEIGHTED = "0.7*accuracy+0.3*shifted(invert:5,rotate:2)";

    /** So that many races are lost among the few images of a test. */
    private static final Savings HASTY = Savings.ALL.with(new Racing(0.5, 0));

    @TempDir
    Path folder;

    private final List<Workbench> workbenches = new ArrayList<>();
    private Session session = Session.EMPTY;
    private Path file = Path.of("");

    private record Heard(MixingWeights weights, Score score) {}

    /** A session with two validation sets of different sizes. */
    @BeforeEach
    void cook() throws Exception {
        var kitchen = new TinyKitchen(folder);
        Session small = kitchen.session(fresh(), 120);
        List<DataRef> data = new ArrayList<>(small.data());
        data.add(kitchen.images(Role.VALIDATION, "more", 80));
        data.add(data.get(1).withRole(Role.OOD).withShift(Optional.of(new Shift(ShiftKind.BLUR, 2))));
        session = small.withData(data);
        file = folder.resolve("journal.jsonl");
    }

    @AfterEach
    void closeWorkbenches() {
        workbenches.forEach(Workbench::close);
    }

    /** A workbench that remembers nothing. */
    private Workbench fresh() {
        Workbench workbench = TinyKitchen.workbench();
        workbenches.add(workbench);
        return workbench;
    }

    private SearchOrder order(String goal, boolean resume) throws StockpotException {
        SearchPlan plan = SearchPlan.parse("manifold", Map.of("tau", "0.9"));
        return new SearchOrder(plan, Budget.ofEvaluations(EVALUATIONS), HASTY, 1, Optional.of(file), resume)
                .withGoal(Goal.parse(goal), false);
    }

    private SearchOutcome search(Workbench workbench, SearchOrder order, List<Heard> heard) throws StockpotException {
        var listener = new SearchListener() {
            @Override
            public void trial(int number, MixingWeights weights, Score score, String phase) {
                heard.add(new Heard(weights, score));
            }
        };
        return workbench.device().call(workbench.search(session, order, listener));
    }

    /** What a mix scores on sets of one kind, measured apart from any search. */
    private double measured(SearchOutcome outcome, Measure measure) throws StockpotException {
        List<DataRef> data = new ArrayList<>();
        for (Optional<Shift> copy : measure.copies()) {
            session.data().stream()
                    .filter(ref -> ref.role() == Role.VALIDATION)
                    .forEach(ref -> data.add(copy.isEmpty() ? ref : ref.withShift(copy)));
        }
        Session other = session.withData(data).withRecipe(outcome.after().recipe());
        Workbench workbench = fresh();
        List<Evaluation> evaluations = workbench
                .device()
                .call(workbench.evaluation(other, EnumSet.allOf(Role.class), partial -> {}))
                .evaluations();
        return measure.value(evaluations);
    }

    @Test
    void theScoreIsWhatTheGoalSaysOfTheValidationSetsAndTheirShiftedCopies() throws Exception {
        List<Heard> heard = new ArrayList<>();
        SearchOutcome outcome = search(fresh(), order(WEIGHTED, false), heard);
        double plain = measured(outcome, new Measure.Accuracy());
        double shifted = measured(
                outcome, new Measure.Shifted(List.of(new Shift(ShiftKind.INVERT, 5), new Shift(ShiftKind.ROTATE, 2))));
        assertThat(outcome.result().score()).isCloseTo(0.7 * plain + 0.3 * shifted, within(1e-12));
        assertThat(outcome.goal().text()).isEqualTo(WEIGHTED);
        assertThat(outcome.leak()).isEmpty();
        assertThat(outcome.effort().stopped()).isGreaterThan(1);
        assertThat(heard)
                .filteredOn(one -> one.score() instanceof Score.Estimated)
                .allSatisfy(one -> {
                    var estimate = (Score.Estimated) one.score();
                    assertThat(estimate.of()).isEqualTo(3 * 200);
                    assertThat(estimate.images()).isLessThan(600);
                    assertThat(estimate.images() % 3).isZero();
                });
    }

    @Test
    void goesOnFromItsJournalToTheSameResultWhereverItWasCut() throws Exception {
        List<Heard> unbroken = new ArrayList<>();
        SearchOutcome whole = search(fresh(), order(WEIGHTED, false), unbroken);
        List<String> lines = Files.readAllLines(file);
        assertThat(lines.get(0)).contains("\"objective\":\"" + WEIGHTED + "\"");
        assertThat(lines.get(1)).contains("\"parts\":[");
        for (int kept : new int[] {1, 7, lines.size()}) {
            Files.write(file, lines.subList(0, kept));
            List<Heard> resumed = new ArrayList<>();
            SearchOutcome again = search(fresh(), order(WEIGHTED, true), resumed);
            assertThat(resumed).as("cut after %d lines", kept).isEqualTo(unbroken);
            assertThat(again.result()).as("cut after %d lines", kept).isEqualTo(whole.result());
        }
        assertThatThrownBy(() -> search(fresh(), order("accuracy", true), unbroken))
                .isInstanceOf(StockpotException.class)
                .hasMessageContaining("(objective " + WEIGHTED + ", not accuracy)");
    }

    @Test
    void searchesForLowCrossEntropyWithoutRaces() throws Exception {
        List<Heard> heard = new ArrayList<>();
        SearchOutcome outcome = search(fresh(), order("negative-cross-entropy", false), heard);
        assertThat(heard).allMatch(one -> one.score().isWhole());
        assertThat(Files.readAllLines(file).get(0)).doesNotContain("racing").contains("negative-cross-entropy");
        assertThat(outcome.result().score())
                .isCloseTo(measured(outcome, new Measure.NegativeCrossEntropy()), within(1e-6));
        assertThat(outcome.result().score())
                .isGreaterThan(heard.get(0).score().value())
                .isNegative();
        assertThat(outcome.result().decisions().get(0).sentence(outcome.goal())).doesNotContain("%");
    }

    @Test
    void keepsAFloorIfAnyMixDoes() throws Exception {
        double best = search(fresh(), order("accuracy", false), new ArrayList<>())
                .result()
                .score();
        Files.delete(file);
        SearchOutcome outcome =
                search(fresh(), order("negative-cross-entropy where accuracy>=" + best, false), new ArrayList<>());
        if (outcome.result().score() > -100) {
            assertThat(measured(outcome, new Measure.Accuracy())).isGreaterThanOrEqualTo(best);
        } else {
            assertThat(outcome.result().score()).isBetween(-100 - best, -100.0);
        }
    }

    @Test
    void aShiftOfAnOodSetIsNotLookedAtUnlessTheUserInsists() throws Exception {
        assertThatThrownBy(() -> search(fresh(), order("shifted(blur:3)", false), new ArrayList<>()))
                .isInstanceOf(StockpotException.class)
                .hasMessageContaining("blur also makes the OOD set \"test blur 2\"");
        SearchOrder insisted = order("shifted(blur:3)", false).withGoal(Goal.parse("shifted(blur:3)"), true);
        SearchOutcome outcome = search(fresh(), insisted, new ArrayList<>());
        assertThat(outcome.leak().orElseThrow().toString()).contains("blur also makes the OOD set \"test blur 2\"");
        SearchSummary summary = SearchSummary.of(insisted, outcome);
        assertThat(summary.goal().text()).isEqualTo("shifted(blur:3)");
        assertThat(summary.leak()).isEqualTo(outcome.leak().map(Told::toString));
    }

    @Test
    void namesTheUsualShiftsInJournalAndOutcome() throws Exception {
        SearchOutcome outcome = search(fresh(), order("accuracy+shifted", false), new ArrayList<>());
        assertThat(outcome.goal().text()).isEqualTo("0.5*accuracy+0.5*shifted(brightness:3,pixelate:3,occlusion:3)");
        assertThat(Files.readAllLines(file).get(0)).contains(outcome.goal().text());
    }

    @Test
    void aParetoFrontComesWithMeasuredTrialsAndGoesOnFromItsJournal() throws Exception {
        SearchPlan plan = SearchPlan.parse("pareto", Map.of("population", "6", "generations", "2", "recipes", "3"));
        var order = new SearchOrder(plan, Budget.UNLIMITED, HASTY, 1, Optional.of(file), false);
        List<Heard> heard = new ArrayList<>();
        SearchOutcome outcome = search(fresh(), order, heard);
        assertThat(outcome.goal().text()).isEqualTo("0.5*accuracy+0.5*shifted(brightness:3,pixelate:3,occlusion:3)");
        assertThat(outcome.front()).hasSameSizeAs(outcome.result().front()).hasSizeBetween(1, 3);
        for (int i = 0; i < outcome.front().size(); i++) {
            Trial trial = outcome.front().get(i);
            assertThat(trial.recipe().weights())
                    .isEqualTo(outcome.result().front().get(i).weights());
            assertThat(trial.evaluations()).hasSize(session.data().size());
            assertThat(trial.origin())
                    .isEqualTo("Pareto front, " + (i + 1) + " of "
                            + outcome.front().size());
        }
        List<String> lines = Files.readAllLines(file);
        Files.write(file, lines.subList(0, 8));
        var resumed = new SearchOrder(plan, Budget.UNLIMITED, HASTY, 1, Optional.of(file), true);
        assertThat(search(fresh(), resumed, heard).result()).isEqualTo(outcome.result());
    }
}

package org.stockpot.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.data.DataRef;
import org.stockpot.data.Role;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.fuse.Recipe;
import org.stockpot.search.Budget;
import org.stockpot.search.Measure;
import org.stockpot.search.Racing;
import org.stockpot.search.Savings;
import org.stockpot.search.Score;
import org.stockpot.search.SearchListener;
import org.stockpot.search.SearchPlan;
import org.stockpot.tensor.StockpotException;

/** Races of real networks; at an error rate of one half, so that a few hundred images are enough to lose on. */
@Timeout(240)
class RacedSearchTest {
    private static final int EVALUATIONS = 16;
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
        Session small = kitchen.session(fresh(), 400);
        List<DataRef> data = new ArrayList<>(small.data());
        data.add(kitchen.images(Role.VALIDATION, "more", 300));
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

    private SearchOrder order(Savings savings, boolean resume) throws StockpotException {
        SearchPlan plan = SearchPlan.parse("manifold", Map.of("tau", "0.9"));
        return new SearchOrder(plan, Budget.ofEvaluations(EVALUATIONS), savings, 1, Optional.of(file), resume);
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

    private static double validation(Trial trial) {
        return new Measure.Accuracy()
                .value(trial.evaluations().stream()
                        .filter(one -> one.role() == Role.VALIDATION)
                        .toList());
    }

    @Test
    void looksAtFewerImagesAndShowsAWholeScore() throws Exception {
        List<Heard> heard = new ArrayList<>();
        SearchOutcome outcome = search(fresh(), order(HASTY, false), heard);

        assertThat(outcome.effort().stopped()).isGreaterThan(2);
        assertThat(heard)
                .filteredOn(trial -> !trial.score().isWhole())
                .hasSize(outcome.effort().stopped());
        assertThat(outcome.effort().saved()).isPositive();
        assertThat(outcome.effort().fullEvaluations() + outcome.effort().saved())
                .isCloseTo(outcome.result().evaluations(), within(1e-9));
        assertThat(outcome.effort().toString())
                .isEqualTo(outcome.effort().stopped() + " evaluations were stopped early, which saved the images of "
                        + String.format(Locale.ROOT, "%.1f", outcome.effort().saved())
                        + " full evaluations.");
        assertThat(validation(outcome.after())).isEqualTo(outcome.result().score());
    }

    @Test
    void estimatesAreNearTheScoreAndBelowTheThreshold() throws Exception {
        Workbench workbench = fresh();
        List<Heard> heard = new ArrayList<>();
        search(workbench, order(HASTY, false), heard);
        for (Heard trial : heard) {
            if (trial.score() instanceof Score.Estimated estimated) {
                assertThat(estimated.of()).isEqualTo(700);
                assertThat(estimated.images()).isBetween(1L, 700L);
                assertThat(estimated.value()).isCloseTo(measured(workbench, trial.weights()), within(0.2));
            } else {
                assertThat(trial.score().value()).isEqualTo(measured(workbench, trial.weights()));
            }
        }
    }

    /** At this error rate nobody bets a thing. */
    @Test
    void whoGainedNothingOnImagesThatIngredientsDisagreeOnHasLostForCertain() throws Exception {
        List<Heard> heard = new ArrayList<>();
        search(fresh(), order(Savings.ALL.with(new Racing(1e-300, 0)), false), heard);
        Workbench other = fresh();
        double best = 0;
        int stopped = 0;
        for (Heard trial : heard) {
            double score = measured(other, trial.weights());
            if (trial.score() instanceof Score.Estimated estimated) {
                stopped++;
                assertThat(score).isLessThanOrEqualTo(best);
                assertThat(estimated.value()).isCloseTo(score, within(0.05));
                assertThat(estimated.images()).isLessThan(estimated.of());
            } else {
                best = Math.max(best, score);
            }
        }
        assertThat(stopped).isGreaterThan(2);
    }

    @Test
    void aSearchThatRacesAtOnceAsksIngredientsWhichImagesAreHard() throws Exception {
        SearchPlan direct = SearchPlan.parse("direct", Map.of());
        Savings certain = Savings.ALL.with(new Racing(1e-300, 0));
        List<Heard> heard = new ArrayList<>();
        SearchOutcome outcome = search(
                fresh(),
                new SearchOrder(direct, Budget.ofEvaluations(EVALUATIONS), certain, 1, Optional.of(file), false),
                heard);
        // All hard images were seen, and no easy one had to be.
        assertThat(heard)
                .filteredOn(trial -> trial.score() instanceof Score.Estimated estimated
                        && estimated.images() < estimated.of()
                        && estimated.error() == 0)
                .hasSizeGreaterThan(2);

        assertThat(outcome.effort().saved())
                .as("less than the ingredients took, for these networks have few easy images")
                .isZero();

        List<String> lines = Files.readAllLines(file);
        for (int kept : new int[] {1, 2, 3, 9, lines.size()}) {
            Files.write(file, lines.subList(0, kept));
            List<Heard> again = new ArrayList<>();
            SearchOutcome resumed = search(
                    fresh(),
                    new SearchOrder(direct, Budget.ofEvaluations(EVALUATIONS), certain, 1, Optional.of(file), true),
                    again);
            assertThat(again).as("cut after %d lines", kept).isEqualTo(heard);
            assertThat(resumed.result()).isEqualTo(outcome.result());
        }
    }

    @Test
    void whatIsKeptScoresAsItDoesWhereNobodyRaces() throws Exception {
        List<Heard> heard = new ArrayList<>();
        search(fresh(), order(HASTY, false), heard);
        Workbench other = fresh();
        for (Heard trial : heard) {
            if (trial.score().isWhole()) {
                assertThat(trial.score().value()).isEqualTo(measured(other, trial.weights()));
            }
        }
    }

    private double measured(Workbench workbench, MixingWeights weights) throws StockpotException {
        Recipe recipe = session.recipe().withWeights(weights);
        return validation(workbench
                .device()
                .call(workbench.evaluation(session.withRecipe(recipe), EnumSet.of(Role.VALIDATION), partial -> {})));
    }

    @Test
    void reachesTheSameTrialsFromEveryEvaluationAfterWhichItWasCut() throws Exception {
        List<Heard> unbroken = new ArrayList<>();
        SearchOutcome whole = search(fresh(), order(HASTY, false), unbroken);
        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(1 + EVALUATIONS);
        assertThat(lines.stream().filter(line -> line.contains("\"stopped\"")))
                .hasSize(whole.effort().stopped());
        for (int kept = 0; kept <= lines.size(); kept++) {
            Files.write(file, lines.subList(0, kept));
            List<Heard> resumed = new ArrayList<>();
            SearchOutcome again = search(fresh(), order(HASTY, true), resumed);
            assertThat(resumed).as("cut after %d lines", kept).isEqualTo(unbroken);
            assertThat(again.result()).as("cut after %d lines", kept).isEqualTo(whole.result());
            assertThat(again.effort().stopped()).isEqualTo(whole.effort().stopped());
        }
    }

    @Test
    void findsTheSameWhateverWasMeasuredBefore() throws Exception {
        List<Heard> unprepared = new ArrayList<>();
        search(fresh(), order(HASTY, false), unprepared);
        Files.delete(file);
        Workbench workbench = fresh();
        for (Heard trial : unprepared) {
            measured(workbench, trial.weights());
        }
        List<Heard> prepared = new ArrayList<>();
        SearchOutcome outcome = search(workbench, order(HASTY, false), prepared);

        assertThat(prepared).isEqualTo(unprepared);
        assertThat(outcome.effort().fullEvaluations()).isZero();
    }

    @Test
    void withNothingSavedEveryEvaluationRunsOverAllImages() throws Exception {
        Workbench workbench = fresh();
        List<Heard> heard = new ArrayList<>();
        SearchOutcome outcome = search(workbench, order(Savings.NONE, false), heard);
        assertThat(heard).allMatch(trial -> trial.score().isWhole());
        assertThat(outcome.effort()).isEqualTo(new Effort(EVALUATIONS, 0, 0));
        assertThat(outcome.effort()).hasToString("No evaluation was stopped early.");
        Files.delete(file);
        assertThat(search(workbench, order(Savings.NONE, false), heard).effort().fullEvaluations())
                .as("nothing is remembered")
                .isEqualTo(EVALUATIONS);
    }

    @Test
    void goesOnFromAJournalOfBeforeThereWereRaces() throws Exception {
        List<Heard> unbroken = new ArrayList<>();
        Savings before = Savings.ALL.withoutRacing();
        SearchOutcome whole = search(fresh(), order(before, false), unbroken);
        List<String> lines = new ArrayList<>(Files.readAllLines(file).subList(0, 9));
        assertThat(lines).noneMatch(line -> line.contains("racing") || line.contains("stopped"));
        String header = lines.get(0).replaceFirst(",\"crc32c\".*", "").replaceFirst(",\"wholeBudget\":\"false\"", "");
        assertThat(header).doesNotContain("wholeBudget");
        var crc = new CRC32C();
        crc.update((header + "}").getBytes(StandardCharsets.UTF_8));
        lines.set(0, header + ",\"crc32c\":\"" + HexFormat.of().toHexDigits((int) crc.getValue()) + "\"}");
        Files.write(file, lines);
        List<Heard> resumed = new ArrayList<>();

        assertThat(search(fresh(), order(before, true), resumed).result()).isEqualTo(whole.result());
        assertThat(resumed).isEqualTo(unbroken);
        assertThatThrownBy(() -> search(fresh(), order(HASTY, true), resumed))
                .isInstanceOf(StockpotException.class)
                .hasMessageContaining("(racing off, not on with error rate 0.5, least gain 0.0 standard errors)");
        assertThatThrownBy(() -> search(fresh(), order(before.withoutMemory(), true), resumed))
                .isInstanceOf(StockpotException.class)
                .hasMessageContaining("(memory of scores on, not off)");
    }
}

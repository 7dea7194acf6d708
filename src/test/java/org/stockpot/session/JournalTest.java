package org.stockpot.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.search.Budget;
import org.stockpot.search.Constraints;
import org.stockpot.search.Savings;
import org.stockpot.search.Score;
import org.stockpot.search.SearchListener;
import org.stockpot.search.SearchPlan;
import org.stockpot.tensor.StockpotException;

@Timeout(120)
class JournalTest {
    private static final int EVALUATIONS = 12;

    @TempDir
    Path folder;

    private final Workbench workbench = TinyKitchen.workbench();
    private Session session = Session.EMPTY;
    private Path file = Path.of("");

    @BeforeEach
    void cook() throws Exception {
        session = new TinyKitchen(folder).session(workbench, 60);
        file = folder.resolve("journal.jsonl");
    }

    @AfterEach
    void closeWorkbench() {
        workbench.close();
    }

    private SearchOrder order(long seed, boolean resume) throws StockpotException {
        SearchPlan plan = SearchPlan.parse("manifold", Map.of("tau", "0.9"));
        return new SearchOrder(plan, Budget.ofEvaluations(EVALUATIONS), Savings.ALL, seed, Optional.of(file), resume);
    }

    private SearchOutcome search(SearchOrder order, List<MixingWeights> heard) throws StockpotException {
        var listener = new SearchListener() {
            @Override
            public void trial(int number, MixingWeights weights, Score score, String phase) {
                heard.add(weights);
            }
        };
        return workbench.device().call(workbench.search(session, order, listener));
    }

    @Test
    void reachesTheSameResultAndTheSameJournalFromEveryPlaceWhereItWasCut() throws Exception {
        List<MixingWeights> unbroken = new ArrayList<>();
        SearchOutcome whole = search(order(1, false), unbroken);
        byte[] bytes = Files.readAllBytes(file);
        assertThat(new String(bytes, StandardCharsets.UTF_8).lines()).hasSize(1 + EVALUATIONS);
        var cuts = new TreeSet<Integer>(List.of(0, 1, bytes.length - 1, bytes.length));
        for (int at = 0; at < bytes.length; at++) {
            if (bytes[at] == '\n') {
                cuts.addAll(List.of(at - 1, at, at + 1, Math.min(bytes.length, at + 40)));
            }
        }
        for (int cut : cuts) {
            Files.write(file, Arrays.copyOf(bytes, cut));
            List<MixingWeights> resumed = new ArrayList<>();
            SearchOutcome again = search(order(1, true), resumed);
            assertThat(again.result()).as("cut at %d", cut).isEqualTo(whole.result());
            assertThat(resumed).as("cut at %d", cut).isEqualTo(unbroken);
            List<String> journal = Files.readAllLines(file);
            assertThat(journal).as("cut at %d", cut).hasSize(1 + EVALUATIONS);
            assertThat(weights(journal))
                    .isEqualTo(weights(
                            new String(bytes, StandardCharsets.UTF_8).lines().toList()));
        }
    }

    /** What was evaluated; how many images were run for it depends on what was remembered. */
    private static List<String> weights(List<String> journal) {
        return journal.stream()
                .map(line -> line.replaceFirst("\"images\":\\d+,", "").replaceFirst(",\"(seconds|crc32c).*", ""))
                .toList();
    }

    @Test
    void aStoppedMixThatIsReadAgainIsAsUnsureAsItWas() throws Exception {
        List<Score> measured = new ArrayList<>();
        workbench.device().call(workbench.search(session, order(1, false), listening(measured)));
        List<Score> read = new ArrayList<>();
        workbench.device().call(workbench.search(session, order(1, true), listening(read)));
        List<String> errors = measured.stream()
                .flatMap(score -> score instanceof Score.Estimated estimate
                        ? Stream.of("\"error\":" + estimate.error() + ",")
                        : Stream.empty())
                .toList();
        assertThat(Files.readString(file)).contains(errors);
        assertThat(measured).anySatisfy(score -> assertThat(score).isInstanceOf(Score.Estimated.class));
        assertThat(read).isEqualTo(measured);
    }

    private static SearchListener listening(List<Score> scores) {
        return new SearchListener() {
            @Override
            public void trial(int number, MixingWeights weights, Score score, String phase) {
                scores.add(score);
            }
        };
    }

    @Test
    void everyTrialKeepsItsProvenance() throws Exception {
        List<MixingWeights> heard = new ArrayList<>();
        SearchOutcome outcome = search(order(1, false), heard);
        List<String> lines = Files.readAllLines(file);
        assertThat(lines.get(0))
                .contains("\"search\":\"manifold\"", "\"tau\":\"0.9\"", "\"seed\":1", "\"granularity\":\"1\"")
                .contains(outcome.after().ingredients());
        assertThat(lines.get(1)).contains("\"n\":1,", "\"weights\":[[", "\"seconds\":", "\"device\":\"");
        assertThat(lines.get(2)).as("named where it changes").doesNotContain("device");
        TrialSearch found = outcome.after().search().orElseThrow();
        assertThat(found.plan()).isEqualTo("manifold");
        assertThat(found.settings()).containsEntry("tau", "0.9");
        assertThat(heard.get(found.evaluation() - 1)).isEqualTo(outcome.result().weights());
        Path saved = folder.resolve("saved.stockpot.json");
        SessionFile.write(session.withTrial(outcome.after()), saved);
        assertThat(SessionFile.read(saved).trials()).containsExactly(outcome.after());
    }

    @Test
    void inAFolderEverySearchFindsItsOwnJournal() throws Exception {
        file = Files.createDirectory(folder.resolve("journals"));
        List<MixingWeights> unbroken = new ArrayList<>();
        SearchOutcome whole = search(order(1, false), unbroken);
        search(order(2, false), new ArrayList<>());
        try (var journals = Files.list(file)) {
            assertThat(journals).hasSize(2);
        }
        List<MixingWeights> again = new ArrayList<>();
        SearchOutcome replayed = search(order(1, false), again);
        assertThat(again).isEqualTo(unbroken);
        assertThat(replayed.result()).isEqualTo(whole.result());
        assertThat(replayed.effort()).isEqualTo(whole.effort());
    }

    @Test
    void keepsATailItCannotUse() throws Exception {
        search(order(1, false), new ArrayList<>());
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length - 10));
        search(order(1, true), new ArrayList<>());
        assertThat(folder.resolve("journal.jsonl.tail")).exists();
    }

    @Test
    void stopsReadingAtALineWhoseChecksumIsWrong() throws Exception {
        SearchOutcome whole = search(order(1, false), new ArrayList<>());
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        lines.set(4, lines.get(4).replaceFirst("\"score\":0", "\"score\":1"));
        Files.write(file, lines);
        assertThat(search(order(1, true), new ArrayList<>()).result()).isEqualTo(whole.result());
    }

    @Test
    void refusesTheJournalOfAnotherSearch() throws Exception {
        search(order(1, false), new ArrayList<>());
        assertThatThrownBy(() -> search(order(2, true), new ArrayList<>()))
                .isInstanceOf(StockpotException.class)
                .hasMessage(file + " is the journal of another search (seed 1, not 2): give the options it was begun"
                        + " with, or another journal.");
        session = session.removed(0);
        assertThatThrownBy(() -> search(order(1, true), new ArrayList<>()))
                .isInstanceOf(StockpotException.class)
                .hasMessageContaining("(other ingredients, or the same in another order)");
    }

    @Test
    void refusesTheJournalOfASearchWithOtherConstraints() throws Exception {
        String group = groups().get(0);
        var pinned = new Constraints(Set.of(group), Map.of(), List.of());
        search(order(1, false).withConstraints(pinned), new ArrayList<>());
        List<MixingWeights> heard = new ArrayList<>();
        search(order(1, true).withConstraints(pinned), heard);
        double[] sliders = session.recipe().weights().column(0);
        assertThat(heard)
                .hasSize(EVALUATIONS)
                .allSatisfy(weights -> assertThat(weights.column(0)).isEqualTo(sliders));

        assertThatThrownBy(() -> search(order(1, true), new ArrayList<>()))
                .isInstanceOf(StockpotException.class)
                .hasMessageContaining("(constraints: " + group + " stays as it is on the sliders, not none)");
        session = session.withRecipe(
                session.recipe().withWeights(session.recipe().weights().withIngredient(0, 0.9)));
        assertThatThrownBy(() -> search(order(1, true).withConstraints(pinned), new ArrayList<>()))
                .isInstanceOf(StockpotException.class)
                .hasMessageContaining("(other weights on the sliders)");
    }

    @Test
    void aSearchThatKeepsProportionsGoesOnWithThemOnlyFromTheSameSliders() throws Exception {
        List<String> two = groups().subList(0, 2);
        var linked = new Constraints(Set.of(), Map.of(), List.of(), List.of(Set.copyOf(two)));
        MixingWeights sliders = MixingWeights.uniform(session.ingredients().size(), groups().size())
                .withWeight(0, 1, 0.25);
        session = session.withRecipe(session.recipe().withWeights(sliders));
        search(order(1, false).withConstraints(linked), new ArrayList<>());
        List<MixingWeights> heard = new ArrayList<>();
        search(order(1, true).withConstraints(linked), heard);
        double fourth = sliders.normalised().weight(0, 1) / sliders.normalised().weight(1, 1);
        double half = sliders.normalised().weight(0, 0) / sliders.normalised().weight(1, 0);
        assertThat(heard)
                .hasSize(EVALUATIONS)
                .allSatisfy(weights -> assertThat(weights.weight(0, 1) * weights.weight(1, 0) * half)
                        .isCloseTo(weights.weight(1, 1) * weights.weight(0, 0) * fourth, within(1e-9)));

        session = session.withRecipe(session.recipe().withWeights(sliders.withWeight(0, 1, 0.3)));
        assertThatThrownBy(() -> search(order(1, true).withConstraints(linked), new ArrayList<>()))
                .isInstanceOf(StockpotException.class)
                .hasMessageContaining("(other weights on the sliders)");
    }

    private List<String> groups() throws Exception {
        return workbench.io().call(workbench.open(session)).groups().names();
    }

    @Test
    void neverWritesOverAJournal() throws Exception {
        search(order(1, false), new ArrayList<>());
        byte[] before = Files.readAllBytes(file);
        assertThatThrownBy(() -> search(order(1, false), new ArrayList<>()))
                .isInstanceOf(StockpotException.class)
                .hasMessage(file + " already holds the journal of a search: resume that search, or name another file.");
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }
}

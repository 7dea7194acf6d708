package org.stockpot.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stockpot.data.Preparation;
import org.stockpot.data.Role;
import org.stockpot.evaluate.Bootstrap;
import org.stockpot.evaluate.Evaluation;
import org.stockpot.evaluate.Interval;
import org.stockpot.fuse.FusionMethod;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.fuse.Recipe;
import org.stockpot.job.QueueLane;
import org.stockpot.search.Budget;
import org.stockpot.search.Constraints;
import org.stockpot.search.Goal;
import org.stockpot.search.Savings;
import org.stockpot.search.SearchListener;
import org.stockpot.search.SearchPlan;
import org.stockpot.tensor.StockpotException;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** Reports of a small session on the real engine. */
@Timeout(60)
class ReportRunTest {
    private static final int IMAGES = 90;
    private static final String HOSTILE = "</td><script>alert(1)</script>&\"'|`\u202e*x*";

    @TempDir
    Path folder;

    private TinyKitchen kitchen;
    private Workbench workbench;

    @BeforeEach
    void open() {
        kitchen = new TinyKitchen(folder);
        workbench = new Workbench(
                TinyKitchen.backend(),
                new QueueLane("device", Runnable::run),
                new QueueLane("io", Runnable::run),
                Clock.fixed(Instant.parse("2024-02-29T12:00:00.5Z"), ZoneOffset.UTC),
                Preparation.inMemory());
    }

    @AfterEach
    void close() {
        workbench.close();
    }

    private String written(Session session, ReportOrder order) throws StockpotException, IOException {
        Reported reported = workbench.device().call(workbench.writeReport(session, order));
        return Files.readString(reported.html(), StandardCharsets.UTF_8);
    }

    /** Cells of the row that begins with a name, in the table with a caption. */
    private static List<String> row(String page, String caption, String name) {
        String table = page.substring(page.indexOf("<caption>" + caption));
        table = table.substring(0, table.indexOf("</table>"));
        for (String row : table.split("<tr>", -1)) {
            List<String> cells = new ArrayList<>();
            Matcher cell = Pattern.compile("<t[hd][^>]*>(.*?)</t[hd]>").matcher(row);
            while (cell.find()) {
                cells.add(cell.group(1).replaceAll("<[^>]*>", ""));
            }
            if (!cells.isEmpty() && cells.get(0).equals(name)) {
                return cells;
            }
        }
        throw new AssertionError("no row " + name + " in " + table);
    }

    private static String figures(double value, Interval interval) {
        return String.format(
                Locale.ROOT, "%.2f [%.1f,\u00a0%.1f]", 100 * value, 100 * interval.low(), 100 * interval.high());
    }

    @Test
    void everyFigureIsThatOfAFreshEvaluation() throws Exception {
        Session session = kitchen.session(workbench, IMAGES);
        String page = written(session, ReportOrder.to(folder.resolve("report.html")));
        try (Workbench fresh = TinyKitchen.workbench()) {
            List<Evaluation> mix = fresh.device()
                    .call(fresh.evaluation(session, EnumSet.allOf(Role.class), partial -> {}))
                    .evaluations();
            List<Evaluation> base = fresh.device()
                    .call(fresh.evaluation(
                            session.solo(session.base().get()), EnumSet.allOf(Role.class), partial -> {}))
                    .evaluations();
            Session second = session.withRecipe(session.recipe().withWeights(MixingWeights.only(1, 3, 1)));
            List<Evaluation> two = fresh.device()
                    .call(fresh.evaluation(second, EnumSet.allOf(Role.class), partial -> {}))
                    .evaluations();
            String caption = "Accuracy of every model on every set";
            assertThat(row(page, caption, "The mix").subList(1, 4))
                    .isEqualTo(mix.stream()
                            .map(one -> figures(one.accuracy(), one.interval()))
                            .toList());
            assertThat(row(page, caption, "base").subList(1, 4))
                    .isEqualTo(base.stream()
                            .map(one -> figures(one.accuracy(), one.interval()))
                            .toList());
            assertThat(row(page, caption, "two").subList(1, 4))
                    .isEqualTo(two.stream()
                            .map(one -> figures(one.accuracy(), one.interval()))
                            .toList());
            assertThat(row(page, caption, "Logit ensemble").subList(1, 4))
                    .isEqualTo(fresh.device().call(fresh.ensemble(session)).stream()
                            .map(one -> figures(one.accuracy(), one.interval()))
                            .toList());
            assertThat(row(page, caption, "The mix").get(4))
                    .isEqualTo(figures(
                            mix.get(2).accuracy(),
                            Bootstrap.USUAL.mean(List.of(mix.get(2).hits()))));
            assertThat(row(page, "The mix; ECE", "other").get(4))
                    .isEqualTo(String.format(
                            Locale.ROOT, "%.4f", mix.get(2).crossEntropy().orElseThrow()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"arithmetic", "ties", "dare"})
    void anotherMethodOfTheMixLeavesTheRowsOfAllOthersAsTheyAre(String method) throws Exception {
        Session session = kitchen.session(workbench, IMAGES);
        Recipe recipe = session.recipe();
        String plain = written(session, ReportOrder.to(folder.resolve("plain.html")));
        String page = written(
                session.withRecipe(new Recipe(FusionMethod.parse(method), recipe.granularity(), recipe.weights())),
                ReportOrder.to(folder.resolve("report.html")));
        String caption = "Accuracy of every model on every set";
        for (String model : List.of("base", "one", "two", "three", "Logit ensemble")) {
            assertThat(row(page, caption, model).subList(1, 4))
                    .as(model)
                    .isEqualTo(row(plain, caption, model).subList(1, 4));
        }
    }

    @Test
    void whatWasWrittenOnTrialsStandsInPageAndCard() throws Exception {
        Session session = kitchen.session(workbench, 40);
        Trial mix = workbench.device().call(workbench.evaluation(session, EnumSet.allOf(Role.class), partial -> {}));
        Session second = session.withRecipe(session.recipe().withWeights(MixingWeights.only(1, 3, 1)));
        Trial two = workbench.device().call(workbench.evaluation(second, EnumSet.allOf(Role.class), partial -> {}));
        Session noted = session.withTrials(List.of(
                two.noted(new TrialNote(false, List.of("weak", HOSTILE), "")),
                two,
                mix.noted(new TrialNote(true, List.of(), "the one\nto keep"))));
        String page = written(noted, ReportOrder.to(folder.resolve("report.html")));
        String caption = "What was written on mixes of the session";
        assertThat(row(page, caption, "3 (this mix)").subList(2, 6))
                .containsExactly(
                        String.format(
                                Locale.ROOT,
                                "%.2f",
                                100 * mix.evaluations().get(0).accuracy()),
                        "yes",
                        "",
                        "the one to keep");
        assertThat(row(page, caption, "1").get(4)).startsWith("weak, &lt;/td&gt;&lt;script&gt;");
        assertThat(page).doesNotContain("<script>");
        assertThat(Files.readString(folder.resolve("report.md"))).contains("## Notes on trials", "the one to keep");
        assertThat(written(session, ReportOrder.to(folder.resolve("plain.html"))))
                .doesNotContain("Notes on trials");
    }

    @Test
    void theSameSessionGivesTheSameBytesAndOnlyReportsAreReplaced() throws Exception {
        Session session = kitchen.session(workbench, 40);
        ReportOrder order = ReportOrder.to(folder.resolve("report.html"));
        String first = written(session, order);
        assertThat(written(session, order)).isEqualTo(first);
        assertThat(first).contains("Reported on 2024-02-29T12:00:00Z.");
        Files.writeString(folder.resolve("notes.html"), "mine");
        assertThatThrownBy(() -> written(session, ReportOrder.to(folder.resolve("notes.html"))))
                .hasMessage(
                        folder.resolve("notes.html") + " is where the report would go, and it is no report of Stockpot:"
                                + " move it away or choose another name.");
        assertThatThrownBy(() -> written(session, ReportOrder.to(folder.resolve("report.txt"))))
                .hasMessageContaining("does not end in .html");
        assertThat(folder.resolve("notes.html")).hasContent("mine");
    }

    @Test
    void namesFromOutsideStayText() throws Exception {
        Session plain = kitchen.session(workbench, 40);
        Session session = plain.renamed(0, HOSTILE)
                .withData(plain.data().stream()
                        .map(ref -> ref.withName(HOSTILE + ref.role().id()))
                        .toList());
        Path target = folder.resolve("report.html");
        String page = written(session, ReportOrder.to(target));
        assertThat(page)
                .doesNotContain("<script", "\u202e")
                .contains("&lt;/td&gt;&lt;script&gt;alert(1)&lt;/script&gt;&amp;&quot;&#39;|`[U+202E]*x*")
                .contains("default-src 'none'");
        String card = Files.readString(folder.resolve("report.md"), StandardCharsets.UTF_8);
        // Between backticks nothing is markup.
        String markup = card.replace("\\`", "").replaceAll("`[^`\n]*`", "");
        assertThat(markup).doesNotContain("<script", "\u202e");
        assertThat(card).contains("&lt;script>", "\\*x\\*");
        assertThat(card.lines().filter(line -> line.startsWith("| &lt;/td>")))
                .isNotEmpty()
                .allMatch(line -> line.contains("'\\|"));
    }

    /** All tags are closed and every attribute is quoted: with the few void tags closed too, a page is XML. */
    @Test
    void theStructureIsSoundAndNothingIsFetched() throws Exception {
        String page = written(kitchen.session(workbench, 40), ReportOrder.to(folder.resolve("report.html")));
        parse(page.replaceFirst("<!DOCTYPE html>", "").replaceAll("<(meta|img)( [^>]*)>", "<$1$2/>"));
        assertThat(page).startsWith("<!DOCTYPE html>\n<html lang=\"en\">").doesNotContain("<script", "@import", "url(");
        Matcher links = Pattern.compile("(?:href|src)=\"([^\"]*)\"").matcher(page);
        while (links.find()) {
            assertThat(links.group(1)).matches("#c\\d+|data:image/png;base64,[A-Za-z0-9+/=]+");
        }
        assertThat(Pattern.compile("<img (?![^>]*alt=\"[^\"]+\")").matcher(page).find())
                .isFalse();
        assertThat(Pattern.compile("<svg (?![^>]*aria-label=\"[^\"]+\")")
                        .matcher(page)
                        .find())
                .isFalse();
        assertThat(page.split("<h1>", -1)).hasSize(2);
        assertThat(page).contains("prefers-color-scheme:dark", "@media print");
    }

    private static void parse(String page) throws ParserConfigurationException, SAXException, IOException {
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(page)));
    }

    @Test
    void tellsHowTheMixWasFoundAndHowOftenTheTestSetWasLookedAt() throws Exception {
        Session session = kitchen.session(workbench, 40);
        Path journal = folder.resolve("journal.jsonl");
        var search = new SearchOrder(
                SearchPlan.standard("greedy"), Budget.UNLIMITED, Savings.ALL, 7, Optional.of(journal), false);
        SearchOutcome outcome = workbench.device().call(workbench.search(session, search, SearchListener.NONE));
        MixingWeights half = new MixingWeights(List.of(List.of(0.5), List.of(0.5), List.of(0.0)));
        Session halves = session.withRecipe(session.recipe().withWeights(half));
        Trial other = workbench.device().call(workbench.evaluation(halves, EnumSet.allOf(Role.class), partial -> {}));
        Trial uniform =
                workbench.device().call(workbench.evaluation(session, EnumSet.allOf(Role.class), partial -> {}));
        Session cooked =
                session.withRecipe(outcome.after().recipe()).withTrial(other).withTrial(uniform);
        ReportOrder order = ReportOrder.to(folder.resolve("report.html"))
                .withSearch(Optional.of(SearchSummary.of(search, outcome)))
                .withJournal(Optional.of(journal));
        String page = written(cooked, order);
        assertThat(row(page, "The search", "method").get(1)).isEqualTo("Greedy soup (greedy)");
        assertThat(row(page, "The search", "seed").get(1)).isEqualTo("7");
        assertThat(row(page, "The search", "constraints").get(1)).isEqualTo("none");
        assertThat(row(page, "The search", "SHA-256 of the journal").get(1))
                .isEqualTo(workbench.io().call(workbench.sha256(journal)));
        assertThat(row(page, "Data sets", "test").get(4)).isEqualTo("2");
        assertThat(row(page, "Data sets", "validation").get(5))
                .isEqualTo(Integer.toString(outcome.result().evaluations()));
        assertThat(page)
                .contains("More than one mix was measured on data that are only to be reported")
                .contains("stockpot search --session session.stockpot.json --method greedy --seed 7");
        Session others = session.removed(2);
        assertThatThrownBy(() -> written(others, order))
                .hasMessage(journal + " is the journal of a search over other ingredients than the session's: give the"
                        + " journal of the search that found this mix.");
    }

    @Test
    void tellsWhatTheSearchCouldNotChangeAndWhichMixItNeeds() throws Exception {
        Session session = kitchen.session(workbench, 40).withData(List.of());
        var held = new Constraints(Set.of("head"), Map.of(), List.of());
        var search = new SearchSummary(
                "greedy",
                Map.of(),
                7,
                Optional.empty(),
                held,
                OptionalInt.empty(),
                OptionalLong.empty(),
                OptionalInt.of(20),
                5,
                "finished",
                Goal.ACCURACY,
                Optional.empty());
        ReportOrder order = ReportOrder.to(folder.resolve("report.html")).withSearch(Optional.of(search));
        String page = written(session, order);
        assertThat(row(page, "The search", "constraints").get(1)).isEqualTo("head stays as it is on the sliders");
        assertThat(page)
                .contains("--pin head --patience 20", "The search depends on the mix that was on the sliders when");
    }

    @Test
    void aSessionWithoutDataSaysWhatWasMixed() throws Exception {
        String page = written(
                kitchen.session(workbench, 40).withData(List.of()), ReportOrder.to(folder.resolve("report.html")));
        assertThat(row(page, "Files, by content", "two").get(3)).matches("[0-9a-f]{64}");
        assertThat(page).doesNotContain(">Accuracy<");
    }

    @Test
    void aSessionWithOneSetOfAnyRoleIsReportedToo() throws Exception {
        Session session = kitchen.session(workbench, 40);
        for (Role role : Role.values()) {
            Session one = session.withData(
                    session.data().stream().filter(ref -> ref.role() == role).toList());
            assertThat(written(one, ReportOrder.to(folder.resolve(role.id() + ".html"))))
                    .contains(">Accuracy</h2>");
        }
    }

    @Test
    void wordsThatAShellWouldTakeApartAreQuoted() {
        assertThat(Commands.line(List.of("stockpot", "a b", "it's", "x=1,y", "$(rm)")))
                .isEqualTo("stockpot 'a b' 'it'\\''s' x=1,y '$(rm)'");
    }
}

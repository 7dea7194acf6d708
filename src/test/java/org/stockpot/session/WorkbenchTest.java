package org.stockpot.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.data.Role;
import org.stockpot.evaluate.Evaluation;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.job.JobHandle;
import org.stockpot.job.JobListener;
import org.stockpot.search.Budget;
import org.stockpot.search.Score;
import org.stockpot.search.SearchListener;
import org.stockpot.search.SearchPlan;
import org.stockpot.tensor.StockpotException;

/** The use cases on the real engine, with tiny real files. */
@Timeout(120)
class WorkbenchTest {
    @TempDir
    Path folder;

    private final Workbench workbench = TinyKitchen.workbench();

    @AfterEach
    void closeWorkbench() {
        workbench.close();
    }

    private Session session(int images) throws StockpotException {
        return new TinyKitchen(folder).session(workbench, images);
    }

    private Trial measure(Session session) throws StockpotException {
        return workbench.device().call(workbench.evaluation(session, EnumSet.allOf(Role.class), partial -> {}));
    }

    private static Session mixed(Session session, double... column) {
        var matrix = new double[column.length][1];
        for (int row = 0; row < column.length; row++) {
            matrix[row][0] = column[row];
        }
        return session.withRecipe(session.recipe().withWeights(MixingWeights.of(matrix)));
    }

    @Test
    void namesTheGroupsAndThoseThatNoPredictionDependsOn() throws Exception {
        OpenSession open = workbench.io().call(workbench.open(session(8)));
        assertThat(open.groups().names())
                .containsExactly(
                        "classification_head.bias",
                        "classification_head.weight",
                        "model.token_embedding",
                        "model.visual");
        assertThat(open.inertGroups()).containsExactly(2);
        assertThat(open.architecture().classes()).isEqualTo(TinyKitchen.CLASSES);
        assertThat(open.session().recipe().weights()).isEqualTo(MixingWeights.uniform(3, 4));
    }

    @Test
    void measuresAFileAsItMeasuredTheMixThatWasExportedToIt() throws Exception {
        Session session = mixed(session(200), 0.5, 0.2, 0.3);
        Trial mix = measure(session);
        Path target = folder.resolve("soup.safetensors");
        Exported exported = workbench.device().call(workbench.export(session, ExportOrder.to(target)));
        Source soup = workbench.io().call(workbench.checkpoint(target));
        assertThat(soup.sha256()).isEmpty();
        assertThat(workbench
                        .io()
                        .call(workbench.examine(Session.EMPTY.withIngredients(List.of(soup)), soup))
                        .of(soup)
                        .sha256())
                .contains(exported.sha256());
        Trial file = measure(Session.EMPTY.withIngredients(List.of(soup)).withData(session.data()));
        assertThat(file.evaluations()).isEqualTo(mix.evaluations());
        assertThat(mix.evaluations()).extracting(Evaluation::total).containsExactly(200, 200, 200);
    }

    @Test
    void givesTheSameResultWhetherANetworkIsLoadedAnewOrOnlyItsChangedGroupsAreReplaced() throws Exception {
        Session session = session(200);
        List<Session> mixes = List.of(
                mixed(session, 1, 0, 0),
                mixed(session, 0, 1, 0),
                session.withRecipe(session.recipe().withWeights(MixingWeights.of(new double[][] {
                    {1, 1, 0.5, 0}, {0, 0, 0.5, 0}, {0, 0, 0, 1},
                }))),
                mixed(session, 1, 0, 0).withData(List.of(session.data().get(1))));
        List<List<Evaluation>> replaced = new ArrayList<>();
        for (Session mix : mixes) {
            replaced.add(measure(mix).evaluations());
        }
        for (int index = 0; index < mixes.size(); index++) {
            try (Workbench fresh = TinyKitchen.workbench()) {
                Trial anew = fresh.device()
                        .call(fresh.evaluation(mixes.get(index), EnumSet.allOf(Role.class), partial -> {}));
                assertThat(replaced.get(index)).as("mix %d", index).isEqualTo(anew.evaluations());
            }
        }
        assertThat(replaced.get(0)).isNotEqualTo(replaced.get(1));
    }

    @Test
    void measuresOnlyTheRolesAskedForAndReportsOnTheWay() throws Exception {
        Session session = session(600);
        List<List<Evaluation>> heard = new ArrayList<>();
        Trial trial = workbench
                .device()
                .call(workbench.evaluation(session, EnumSet.of(Role.VALIDATION, Role.OOD), heard::add));
        assertThat(trial.evaluations()).extracting(Evaluation::role).containsExactly(Role.VALIDATION, Role.OOD);
        assertThat(heard).hasSizeGreaterThan(2);
        assertThat(heard.get(heard.size() - 1)).isEqualTo(trial.evaluations());
        heard.clear();
        workbench.device().call(workbench.evaluation(session, EnumSet.of(Role.VALIDATION), heard::add));
        assertThat(heard).as("what was measured is remembered").isEmpty();
    }

    @Test
    void letsASliderMeasureInsideASearchWithoutDisturbingIt() throws Exception {
        Session session = session(600);
        var order = new SearchOrder(SearchPlan.parse("manifold", Map.of("tau", "0.9")), Budget.ofEvaluations(25), 3);
        SearchOutcome alone;
        Trial sliderAlone;
        try (Workbench fresh = TinyKitchen.workbench()) {
            alone = fresh.device().call(fresh.search(session, order, SearchListener.NONE));
            sliderAlone = fresh.device()
                    .call(fresh.evaluation(mixed(session, 0.1, 0.1, 0.8), EnumSet.allOf(Role.class), partial -> {}));
        }
        List<JobHandle<Trial>> sliders = new ArrayList<>();
        var listener = new SearchListener() {
            @Override
            public void trial(int number, MixingWeights weights, Score score, String phase) {
                Session moved = number % 2 == 0 ? mixed(session, 0.1, 0.1, 0.8) : mixed(session, number, 1, 1);
                synchronized (sliders) {
                    sliders.add(workbench
                            .device()
                            .submitUrgent(
                                    workbench.evaluation(moved, EnumSet.allOf(Role.class), partial -> {}),
                                    new Quiet()));
                }
            }
        };
        SearchOutcome disturbed = workbench.device().call(workbench.search(session, order, listener));
        assertThat(disturbed.result()).isEqualTo(alone.result());
        assertThat(disturbed.after().evaluations()).isEqualTo(alone.after().evaluations());
        synchronized (sliders) {
            assertThat(sliders).hasSizeGreaterThan(20);
            assertThat(sliders.get(1).await().evaluations()).isEqualTo(sliderAlone.evaluations());
        }
    }

    @Test
    void letsASliderMeasureBetweenTwoBatchesOfAnotherMix() throws Exception {
        Session session = session(600);
        Session slow = mixed(session, 1, 0, 0);
        Session moved = mixed(session, 0, 0, 1);
        Trial slowAlone;
        Trial movedAlone;
        try (Workbench fresh = TinyKitchen.workbench()) {
            var all = EnumSet.allOf(Role.class);
            slowAlone = fresh.device().call(fresh.evaluation(slow, all, partial -> {}));
            movedAlone = fresh.device().call(fresh.evaluation(moved, all, partial -> {}));
        }
        measure(mixed(session, 0, 1, 0));
        var slider = new AtomicReference<JobHandle<Trial>>();
        Trial disturbed = workbench.device().call(workbench.evaluation(slow, EnumSet.allOf(Role.class), partial -> {
            if (slider.get() == null) {
                slider.set(workbench
                        .device()
                        .submitUrgent(
                                workbench.evaluation(moved, EnumSet.allOf(Role.class), inner -> {}), new Quiet()));
            }
        }));
        assertThat(disturbed.evaluations()).isEqualTo(slowAlone.evaluations());
        assertThat(slider.get().await().evaluations()).isEqualTo(movedAlone.evaluations());
        assertThat(slowAlone.evaluations()).isNotEqualTo(movedAlone.evaluations());
    }

    @Test
    void neverEndsASearchBelowItsBestIngredientAndKeepsEveryColumnsSumAtOne() throws Exception {
        Session session = session(300);
        var order = new SearchOrder(SearchPlan.standard("manifold"), Budget.ofEvaluations(40), 1);
        SearchOutcome outcome = workbench.device().call(workbench.search(session, order, SearchListener.NONE));
        double before =
                outcome.before().evaluation(Role.VALIDATION).orElseThrow().accuracy();
        double after = outcome.after().evaluation(Role.VALIDATION).orElseThrow().accuracy();
        assertThat(after)
                .isGreaterThanOrEqualTo(before)
                .isEqualTo(outcome.result().score());
        MixingWeights weights = outcome.after().recipe().weights();
        for (int group = 0; group < weights.groups(); group++) {
            assertThat(weights.columnSum(group)).isCloseTo(1, within(1e-12));
        }
        assertThat(outcome.comparisons()).hasSize(3);
        assertThat(outcome.effort().fullEvaluations() + outcome.effort().saved())
                .isCloseTo(outcome.result().evaluations(), within(1e-9));
    }

    @Test
    void hasTheBestMixSoFarWhenASearchIsCancelled() throws Exception {
        Session session = session(300);
        var best = new AtomicReference<MixingWeights>();
        var handle = new AtomicReference<JobHandle<SearchOutcome>>();
        var listener = new SearchListener() {
            @Override
            public void best(MixingWeights weights, double score) {
                best.set(weights);
            }

            @Override
            public void trial(int number, MixingWeights weights, Score score, String phase) {
                JobHandle<SearchOutcome> running = handle.get();
                if (number >= 5 && running != null) {
                    running.cancel();
                }
            }
        };
        var order = new SearchOrder(SearchPlan.standard("manifold"), Budget.UNLIMITED, 1);
        handle.set(workbench.device().submit(workbench.search(session, order, listener), new Quiet()));
        assertThatThrownBy(() -> handle.get().await()).isInstanceOf(CancellationException.class);
        assertThat(measure(session.withRecipe(session.recipe().withWeights(best.get())))
                        .evaluations())
                .hasSize(3);
    }

    @Test
    void comparesMethodsOnTheSameImages() throws Exception {
        Session session = session(100);
        List<SearchOrder> orders = List.of(
                new SearchOrder(SearchPlan.standard("uniform"), Budget.UNLIMITED, 1),
                new SearchOrder(SearchPlan.standard("greedy"), Budget.UNLIMITED, 1));
        MethodTable table = workbench.device().call(workbench.compare(session, orders, false, SearchListener.NONE));
        assertThat(table.rows())
                .extracting(MethodTable.Row::method)
                .containsExactly("Base model", "Best ingredient", "Uniform soup", "Greedy soup");
        assertThat(table.pairs())
                .extracting(pair -> pair.first() + " / " + pair.second() + " / " + pair.set())
                .containsExactly(
                        "Greedy soup / Best ingredient / validation",
                        "Greedy soup / Best ingredient / test",
                        "Greedy soup / Best ingredient / other",
                        "Greedy soup / Uniform soup / validation",
                        "Greedy soup / Uniform soup / test",
                        "Greedy soup / Uniform soup / other");
    }

    @Test
    void refusesToSearchWithoutValidationData() throws Exception {
        Session session = session(10);
        Session blind = session.withData(session.data().subList(1, 3));
        var order = new SearchOrder(SearchPlan.standard("greedy"), Budget.UNLIMITED, 1);
        assertThatThrownBy(() -> workbench.device().call(workbench.search(blind, order, SearchListener.NONE)))
                .isInstanceOf(StockpotException.class)
                .hasMessage("The session has no validation data, and a search may look at nothing else: add a"
                        + " validation set.");
    }

    @Test
    void refusesAFileThatWasReplacedSinceItWasAdded() throws Exception {
        var kitchen = new TinyKitchen(folder);
        Session session = session(10);
        measure(session);
        Path one = session.ingredients().get(0).path();
        Files.delete(one);
        kitchen.checkpoint("one", 99);
        Files.setLastModifiedTime(one, FileTime.fromMillis(1));
        assertThatThrownBy(() -> measure(session))
                .isInstanceOf(StockpotException.class)
                .hasMessage(one + " has changed since it was opened: remove it from the session and add it again.");
        Session declared = session.withSha256(Map.of(one, "0".repeat(64)));
        try (Workbench fresh = TinyKitchen.workbench()) {
            assertThatThrownBy(() ->
                            fresh.device().call(fresh.evaluation(declared, EnumSet.allOf(Role.class), partial -> {})))
                    .isInstanceOf(StockpotException.class)
                    .hasMessageStartingWith(one + " is not the file that was added: its SHA-256 begins with ");
        }
    }

    @Test
    void addsSeventyTwoLargeFilesByTheirHeadersAlone() throws Exception {
        List<Path> files = new ArrayList<>();
        for (int index = 0; index < 72; index++) {
            // So large that nobody who reads more than headers gets to the end.
            files.add(sparse(folder.resolve("large" + index + ".safetensors"), 16L << 30));
        }
        Added added = workbench.io().call(workbench.addCheckpoints(Session.EMPTY, files));
        assertThat(added.sources())
                .hasSize(72)
                .allMatch(source -> source.sha256().isEmpty());
    }

    /** A checkpoint of zeros that takes no room on the disk. */
    private static Path sparse(Path file, long bytes) throws IOException {
        String header = "{\"w\":{\"dtype\":\"F32\",\"shape\":[" + bytes / 4 + "],\"data_offsets\":[0," + bytes + "]}}";
        try (var channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            var head = ByteBuffer.allocate(8 + header.length()).order(ByteOrder.LITTLE_ENDIAN);
            channel.write(head.putLong(header.length())
                    .put(header.getBytes(StandardCharsets.UTF_8))
                    .flip());
            channel.write(ByteBuffer.allocate(1), 8 + header.length() + bytes - 1);
        }
        return file;
    }

    @Test
    void takesGoodFilesOfAFolderAndNamesTheOthers() throws Exception {
        var kitchen = new TinyKitchen(folder);
        Session session = session(10);
        Path drop = Files.createDirectories(folder.resolve("drop"));
        Files.move(kitchen.checkpoint("good", 5), drop.resolve("good.safetensors"));
        Files.move(kitchen.checkpoint("wide", 5, 7), drop.resolve("wide.safetensors"));
        Files.write(drop.resolve("short.safetensors"), new byte[] {1, 2, 3});
        Files.writeString(drop.resolve("notes.txt"), "not asked for");
        Added added = workbench
                .io()
                .call(workbench.addCheckpoints(
                        session, List.of(drop, session.ingredients().get(0).path())));
        assertThat(added.sources()).extracting(Source::name).containsExactly("good");
        assertThat(added.refusals()).hasSize(3);
        assertThat(added.refusals().get(0).text()).contains("short.safetensors");
        assertThat(added.refusals().get(1).text())
                .startsWith("wide does not fit one: classification_head.bias has shape [7], expected [4]; ");
        assertThat(added.refusals().get(2).text()).endsWith("one.safetensors is already in the session.");
    }

    @Test
    void neverOverwritesAnInput() throws Exception {
        Session session = session(10);
        Path input = session.ingredients().get(1).path();
        byte[] before = Files.readAllBytes(input);
        assertThatThrownBy(() -> workbench.device().call(workbench.export(session, ExportOrder.to(input))))
                .isInstanceOf(StockpotException.class)
                .hasMessageContaining("is one of the inputs and is not overwritten; choose another name");
        assertThat(Files.readAllBytes(input)).isEqualTo(before);
    }

    @Test
    void measuresHowFarTheIngredientsMovedAlsoWithoutABase() throws Exception {
        Session session = session(10);
        var withBase = workbench.io().call(workbench.differences(session));
        var without = workbench.io().call(workbench.differences(session.withoutBase()));
        assertThat(withBase.ingredients()).containsExactly("one", "two", "three");
        assertThat(withBase.cell(0, 3).relativeL2()).isPositive();
        assertThat(without.cell(0, 3).relativeL2())
                .isPositive()
                .isNotEqualTo(withBase.cell(0, 3).relativeL2());
    }

    /** Hears nothing. */
    private static final class Quiet implements JobListener<Object> {
        @Override
        public void succeeded(Object result) {}

        @Override
        public void failed(StockpotException problem) {}

        @Override
        public void crashed(Throwable error) {}
    }
}

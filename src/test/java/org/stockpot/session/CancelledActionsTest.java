package org.stockpot.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stockpot.data.DataRef;
import org.stockpot.data.ImageSet;
import org.stockpot.data.ImageSets;
import org.stockpot.data.Preparation;
import org.stockpot.data.Preprocessing;
import org.stockpot.data.Role;
import org.stockpot.data.Shift;
import org.stockpot.data.ShiftKind;
import org.stockpot.data.TensorCache;
import org.stockpot.data.WrittenImages;
import org.stockpot.engine.Programs;
import org.stockpot.fuse.Granularity;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.job.Job;
import org.stockpot.job.JobContext;
import org.stockpot.job.JobHandle;
import org.stockpot.job.JobListener;
import org.stockpot.job.Progress;
import org.stockpot.job.QueueLane;
import org.stockpot.search.Budget;
import org.stockpot.search.CookPlan;
import org.stockpot.search.Savings;
import org.stockpot.search.Score;
import org.stockpot.search.SearchListener;
import org.stockpot.search.SearchPlan;
import org.stockpot.tensor.StockpotException;

/**
 * Every long action, cancelled at the first, the middle and the last moment at which it asks: it ends at once, leaves every
 * file as it was and nothing half done, and the next one does all of it.
 */
@Timeout(240)
class CancelledActionsTest {
    private static final int IMAGES = 70;
    private static final Preprocessing GREY =
            new Preprocessing(8, 8, Preprocessing.Filter.BILINEAR, List.of(0.5), List.of(0.5));

    @TempDir
    Path folder;

    private Path made = Path.of("");
    private Session session = Session.EMPTY;

    /** What an action works on: a session, and a folder for what it makes. */
    private record Kitchen(Workbench workbench, Session session, Path made) {
        Source first() {
            return session.ingredients().get(0);
        }

        DataRef test() {
            return session.data().get(1);
        }
    }

    @FunctionalInterface
    private interface Start {
        Job<?> job(Kitchen kitchen) throws StockpotException;
    }

    /**
     * One action.
     *
     * @param target a file that it replaces and that is there already; empty where there is none
     * @param device on which lane it runs
     */
    private record Action(String name, String target, boolean device, Start start) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Action onDevice(String name, Start start) {
        return new Action(name, "", true, start);
    }

    private static Action onFiles(String name, Start start) {
        return new Action(name, "", false, start);
    }

    private static Action export(ExportFormat format, String target) {
        return new Action(
                "export as " + format.id(),
                target,
                true,
                kitchen -> kitchen.workbench()
                        .export(
                                kitchen.session(),
                                ExportOrder.to(kitchen.made().resolve(target)).withFormat(format)));
    }

    static Stream<Action> actions() {
        return Stream.of(
                onFiles(
                        "import",
                        kitchen -> kitchen.workbench()
                                .addCheckpoints(
                                        Session.EMPTY,
                                        kitchen.session().ingredients().stream()
                                                .map(Source::path)
                                                .toList())),
                onFiles(
                        "hash",
                        kitchen -> kitchen.workbench().sha256(kitchen.first().path())),
                onFiles("examine", kitchen -> kitchen.workbench().examine(kitchen.session(), kitchen.first())),
                onFiles(
                        "inspect",
                        kitchen -> kitchen.workbench()
                                .inspect(
                                        List.of(kitchen.first().path()),
                                        Optional.empty(),
                                        false,
                                        Granularity.parse("1"),
                                        NetworkChoice.NONE)),
                onFiles("cache of images", kitchen -> context -> {
                    var cache = new TensorCache(kitchen.made().resolve("cache"), TensorCache.DEFAULT_BYTES);
                    return new Preparation(Optional.of(cache), 2).prepare(kitchen.test(), GREY, context);
                }),
                onFiles("check of images", kitchen -> kitchen.workbench().checkImages(kitchen.test())),
                onFiles("differences", kitchen -> kitchen.workbench().differences(kitchen.session())),
                onFiles("tensor differences", kitchen -> kitchen.workbench().tensorDifferences(kitchen.session())),
                onFiles("task vectors", kitchen -> kitchen.workbench().taskVectors(kitchen.session(), true)),
                onFiles("leaks", kitchen -> kitchen.workbench().leaks(kitchen.session())),
                onFiles("leak check", kitchen -> kitchen.workbench().leakCheck(kitchen.test(), 20)),
                onFiles("shifted images", kitchen -> context -> {
                    Map<Path, ImageSet> sets = new LinkedHashMap<>();
                    for (ShiftKind kind : List.of(ShiftKind.BLUR, ShiftKind.INVERT)) {
                        DataRef shifted = kitchen.test().withShift(Optional.of(new Shift(kind, 2)));
                        sets.put(kitchen.made().resolve(kind.id()), ImageSets.open(shifted));
                    }
                    WrittenImages.write(sets, context);
                    return sets.size();
                }),
                onDevice(
                        "evaluation",
                        kitchen -> kitchen.workbench()
                                .evaluation(kitchen.session(), EnumSet.allOf(Role.class), partial -> {})),
                onDevice("ensemble", kitchen -> kitchen.workbench().ensemble(kitchen.session())),
                onDevice("predictions", kitchen -> kitchen.workbench().guesses(kitchen.session(), kitchen.test())),
                new Action(
                        "logits",
                        "logits.npy",
                        true,
                        kitchen -> kitchen.workbench()
                                .logits(kitchen.session(), kitchen.made().resolve("logits.npy"))),
                onDevice(
                        "diagnosis",
                        kitchen -> kitchen.workbench().diagnosis(kitchen.session(), new Diagnosing(3, IMAGES))),
                onDevice("classes", kitchen -> kitchen.workbench().classes(kitchen.session())),
                onDevice(
                        "search",
                        kitchen -> kitchen.workbench()
                                .search(kitchen.session(), search(Optional.empty()), SearchListener.NONE)),
                new Action(
                        "cook",
                        "cooked.safetensors",
                        true,
                        kitchen -> kitchen.workbench()
                                .cook(
                                        kitchen.session(),
                                        new CookOrder(
                                                CookPlan.parse("fisher", Map.of("images", "16")),
                                                kitchen.made().resolve("cooked.safetensors")))),
                export(ExportFormat.SAFETENSORS, "soup.safetensors"),
                export(ExportFormat.TORCH, "soup.pt"),
                new Action(
                        "export in shards",
                        "",
                        true,
                        kitchen -> kitchen.workbench()
                                .export(
                                        kitchen.session(),
                                        ExportOrder.to(kitchen.made().resolve("soup.safetensors"))
                                                .withShards(OptionalLong.of(100_000)))),
                new Action(
                        "export as torchscript",
                        "soup.pt",
                        true,
                        kitchen -> kitchen.workbench()
                                .export(
                                        programs(kitchen.workbench()),
                                        ExportOrder.to(kitchen.made().resolve("soup.pt"))
                                                .withFormat(ExportFormat.TORCHSCRIPT))),
                onDevice(
                        "rebuild",
                        kitchen -> kitchen.workbench()
                                .rebuild(
                                        kitchen.session()
                                                .ingredients()
                                                .get(0)
                                                .path()
                                                .resolveSibling("old.safetensors"),
                                        List.of())),
                onDevice(
                        "report",
                        kitchen -> kitchen.workbench()
                                .writeReport(
                                        kitchen.session(),
                                        ReportOrder.to(kitchen.made().resolve("report.html")))));
    }

    private static Session programs(Workbench workbench) throws StockpotException {
        List<Path> files = List.of(Programs.file("residual-2.7-a.pt"), Programs.file("residual-2.7-b.pt"));
        Added added = workbench.io().call(workbench.addCheckpoints(Session.EMPTY, files));
        return Session.EMPTY.withIngredients(added.sources());
    }

    private static SearchOrder search(Optional<Path> journal) throws StockpotException {
        return new SearchOrder(
                SearchPlan.standard("manifold"),
                Budget.ofEvaluations(12),
                Savings.ALL,
                1,
                journal,
                journal.isPresent());
    }

    @BeforeEach
    void cook() throws Exception {
        made = Files.createDirectory(folder.resolve("made"));
        Path stock = Files.createDirectory(folder.resolve("stock"));
        try (Workbench workbench = TinyKitchen.workbench()) {
            session = new TinyKitchen(stock).session(workbench, IMAGES);
        }
    }

    private Kitchen kitchen(Workbench workbench) {
        return new Kitchen(workbench, session, made);
    }

    @ParameterizedTest
    @MethodSource("actions")
    void endsAtOnceLeavesNothingAndWorksTheNextTime(Action action) throws Exception {
        if (action.name().equals("rebuild")) {
            export(session.ingredients().get(0).path().resolveSibling("old.safetensors"));
        }
        int moments;
        try (Workbench workbench = TinyKitchen.workbench()) {
            moments = run(action, kitchen(workbench), Integer.MAX_VALUE);
        }
        assertThat(moments).as("moments at which it can be cancelled").isPositive();
        Map<String, Long> whole = files();
        for (int moment : Arrays.stream(new int[] {1, (moments + 1) / 2, moments})
                .distinct()
                .toArray()) {
            cancel(action, moment);
        }
        try (Workbench workbench = TinyKitchen.workbench()) {
            run(action, kitchen(workbench), Integer.MAX_VALUE);
        }
        assertThat(files().keySet()).isEqualTo(whole.keySet());
    }

    /** How often an action asks depends on which thread is faster, so the last moment is found by going back. */
    private void cancel(Action action, int last) throws Exception {
        Path older = made.resolve(action.target());
        for (int moment = last; moment > 0; ) {
            empty(made);
            if (!action.target().isEmpty()) {
                Files.writeString(older, "older");
            }
            Map<String, Long> before = files();
            try (Workbench workbench = TinyKitchen.workbench()) {
                int asked = run(action, kitchen(workbench), moment);
                assertThat(asked).as("went on after it was cancelled").isLessThan(moment);
                moment = asked;
            } catch (CancellationException e) {
                assertThat(files())
                        .as("after moment %s of about %s", moment, last)
                        .isEqualTo(before);
                if (!action.target().isEmpty()) {
                    assertThat(older).content().isEqualTo("older");
                }
                return;
            }
        }
        throw new AssertionError("never asks");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 9})
    void aSearchKeepsItsJournalAndGoesOnToTheSameMix(int evaluations) throws Exception {
        search("whole.jsonl", Integer.MAX_VALUE);
        assertThatThrownBy(() -> search("stopped.jsonl", evaluations)).isInstanceOf(CancellationException.class);
        List<String> whole = trials("whole.jsonl");
        assertThat(trials("stopped.jsonl")).isEqualTo(whole.subList(0, 1 + evaluations));
        search("stopped.jsonl", Integer.MAX_VALUE);
        assertThat(trials("stopped.jsonl")).isEqualTo(whole);
    }

    /** Searches, until it is cancelled after some evaluations. */
    private void search(String journal, int evaluations) throws StockpotException {
        var handle = new CompletableFuture<JobHandle<?>>();
        var listener = new SearchListener() {
            @Override
            public void trial(int number, MixingWeights weights, Score score, String phase) {
                if (number == evaluations) {
                    handle.join().cancel();
                }
            }
        };
        try (Workbench workbench = TinyKitchen.workbench()) {
            SearchOrder order = search(Optional.of(made.resolve(journal)));
            JobHandle<?> running = workbench.device().submit(workbench.search(session, order, listener), new Quiet());
            handle.complete(running);
            running.await();
        }
    }

    private List<String> trials(String journal) throws IOException {
        return Files.readAllLines(made.resolve(journal)).stream()
                .map(line -> line.replaceFirst("\"images\":\\d+,", "").replaceFirst(",\"(seconds|crc32c).*", ""))
                .toList();
    }

    private void export(Path file) throws StockpotException {
        try (Workbench workbench = TinyKitchen.workbench()) {
            workbench
                    .device()
                    .call(workbench.export(session, ExportOrder.to(file).withCard(false)));
        }
    }

    /**
     * Runs an action on its lane and cancels it, from within, at one of the moments at which it asks.
     *
     * @return at how many it asked
     */
    private static int run(Action action, Kitchen kitchen, int moment) throws StockpotException {
        QueueLane lane = action.device()
                ? kitchen.workbench().device()
                : kitchen.workbench().io();
        Job<?> job = action.start().job(kitchen);
        var handle = new CompletableFuture<JobHandle<?>>();
        var asked = new AtomicInteger();
        JobHandle<?> running = lane.submit(
                context -> job.run(
                        new Stopping(context, moment, asked, () -> handle.join().cancel())),
                new Quiet());
        handle.complete(running);
        running.await();
        return asked.get();
    }

    /** Counts and, in the end, cancels. */
    private record Stopping(JobContext context, int moment, AtomicInteger asked, Runnable cancel)
            implements JobContext {
        @Override
        public void checkpoint() {
            if (asked.incrementAndGet() >= moment) {
                cancel.run();
            }
            context.checkpoint();
        }

        @Override
        public void progress(Progress progress) {
            context.progress(progress);
        }

        @Override
        public long workedNanos() {
            return context.workedNanos();
        }
    }

    /** Sizes of all files by their paths. A cache may keep its lock, and what is whole: unfinished files count. */
    private Map<String, Long> files() throws IOException {
        Map<String, Long> all = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                if (!path.endsWith(Path.of("cache", "lock")) && !path.toString().endsWith(".pixels")) {
                    all.put(folder.relativize(path).toString(), Files.size(path));
                }
            }
        }
        return all;
    }

    private static void empty(Path folder) throws IOException {
        List<Path> all = new ArrayList<>();
        try (Stream<Path> paths = Files.walk(folder)) {
            paths.filter(path -> !path.equals(folder)).forEach(path -> all.add(0, path));
        }
        for (Path path : all) {
            Files.delete(path);
        }
    }

    private static final class Quiet implements JobListener<Object> {
        @Override
        public void succeeded(Object result) {}

        @Override
        public void failed(StockpotException problem) {}

        @Override
        public void crashed(Throwable error) {}
    }
}

package org.stockpot.tools;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.stockpot.checkpoint.SafetensorsWriter;
import org.stockpot.checkpoint.WriteProgress;
import org.stockpot.data.DataRef;
import org.stockpot.data.Role;
import org.stockpot.engine.EngineOptions;
import org.stockpot.job.Job;
import org.stockpot.job.JobHandle;
import org.stockpot.job.JobListener;
import org.stockpot.job.QueueLane;
import org.stockpot.search.Budget;
import org.stockpot.search.CookPlan;
import org.stockpot.search.Savings;
import org.stockpot.search.SearchListener;
import org.stockpot.search.SearchPlan;
import org.stockpot.session.CookOrder;
import org.stockpot.session.Diagnosing;
import org.stockpot.session.ExportOrder;
import org.stockpot.session.ReportOrder;
import org.stockpot.session.SearchOrder;
import org.stockpot.session.Session;
import org.stockpot.session.SessionFile;
import org.stockpot.session.Source;
import org.stockpot.session.Workbench;
import org.stockpot.tensor.StockpotException;

/**
 * How long an action goes on after it was cancelled, at moments all over it: on models of 353 MB with images of 224 × 224
 * pixels, where a single step is long, and on the demo. What is left behind is a test's matter.
 */
final class BenchCancel {
    private static final int MODELS = 4;
    private static final int IMAGES = 400;

    /** Longer actions are cancelled within these seconds only. */
    private static final double LONGEST = 20;

    private final Path folder;
    private final int moments;
    private final List<List<String>> rows = new ArrayList<>();

    private BenchCancel(Path folder, int moments) {
        this.folder = folder;
        this.moments = moments;
    }

    /** A new job, to be run on one of a workbench's lanes. */
    @FunctionalInterface
    private interface Start {
        Job<?> job(Workbench workbench) throws StockpotException;
    }

    /** Tells nobody. */
    private static final class Silent implements JobListener<Object> {
        @Override
        public void succeeded(Object result) {}

        @Override
        public void failed(StockpotException problem) {}

        @Override
        public void crashed(Throwable error) {}
    }

    static BenchTable run(Effort effort) throws StockpotException, IOException {
        Path folder = Files.createTempDirectory("stockpot-cancel");
        try {
            var bench = new BenchCancel(folder, effort.rounds());
            bench.large();
            bench.demo();
            return new BenchTable(
                    "Stopping",
                    "Seconds from the order to stop to the end, the longest of " + effort.rounds()
                            + " moments spread evenly over the action or its first " + Math.round(LONGEST)
                            + " seconds; target: 2. The large models are " + MODELS
                            + " of 353 MB (CLIP ViT-B/32), with " + IMAGES + " images of each set.",
                    List.of("action", "takes", "stops after"),
                    bench.rows);
        } finally {
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }

    private void large() throws StockpotException, IOException {
        List<Path> files = new ArrayList<>();
        for (int model = 0; model < MODELS; model++) {
            Path file = folder.resolve("model-" + model + ".safetensors");
            SafetensorsWriter.write(BenchModel.ofDemo(model), file, Map.of(), WriteProgress.NONE);
            files.add(file);
        }
        Path data = Demo.SESSION.resolveSibling("data").toAbsolutePath();
        String count = "?count=" + IMAGES;
        List<DataRef> sets = List.of(
                DataRef.parse("validation:" + data.resolve("validation-images-idx3-ubyte.gz") + count),
                DataRef.parse("test:" + data.resolve("t10k-images-idx3-ubyte.gz") + count));
        Session session;
        try (Workbench workbench = workbench()) {
            List<Source> sources = workbench
                    .io()
                    .call(workbench.addCheckpoints(Session.EMPTY, files))
                    .sources();
            session = Session.EMPTY.withIngredients(sources).withData(sets);
        }
        Source first = session.ingredients().get(0);
        files("large, adding files", workbench -> workbench.addCheckpoints(Session.EMPTY, files));
        files("large, SHA-256", workbench -> workbench.sha256(first.path()));
        files("large, examining", workbench -> workbench.examine(session, first));
        files("large, differences", workbench -> workbench.tensorDifferences(session));
        files("large, task vectors", workbench -> workbench.taskVectors(session, false));
        device(
                "large, evaluation",
                workbench -> workbench.evaluation(session, EnumSet.allOf(Role.class), partial -> {}));
        device("large, ensemble", workbench -> workbench.ensemble(session));
        device(
                "large, predictions",
                workbench -> workbench.guesses(session, session.data().get(0)));
        device("large, search", workbench -> workbench.search(session, search("manifold"), SearchListener.NONE));
        device(
                "large, gradient search",
                workbench -> workbench.search(session, search("learned"), SearchListener.NONE));
        device(
                "large, Fisher averaging",
                workbench -> workbench.cook(
                        session,
                        new CookOrder(CookPlan.parse("fisher", Map.of()), folder.resolve("cooked.safetensors"))));
        device(
                "large, export",
                workbench -> workbench.export(session, ExportOrder.to(folder.resolve("soup.safetensors"))));
    }

    private void demo() throws StockpotException {
        Session session = SessionFile.read(Demo.SESSION);
        device(
                "demo, evaluation",
                workbench -> workbench.evaluation(session, EnumSet.allOf(Role.class), partial -> {}));
        device("demo, search", workbench -> workbench.search(session, search("manifold"), SearchListener.NONE));
        device("demo, diagnosis", workbench -> workbench.diagnosis(session, new Diagnosing(5, 1000)));
        device("demo, ensemble", workbench -> workbench.ensemble(session));
        device(
                "demo, report",
                workbench -> workbench.writeReport(session, ReportOrder.to(folder.resolve("report.html"))));
        files("demo, leaks between sets", workbench -> workbench.leaks(session));
    }

    private static SearchOrder search(String method) throws StockpotException {
        return new SearchOrder(
                SearchPlan.standard(method), Budget.ofEvaluations(300), Savings.ALL, 1, Optional.empty(), false);
    }

    /** A fresh one for each try, so that none finds anything remembered. */
    private static Workbench workbench() {
        return BenchSliders.workbench(EngineOptions.usual());
    }

    private void files(String what, Start start) throws StockpotException {
        measure(what, false, start);
    }

    private void device(String what, Start start) throws StockpotException {
        measure(what, true, start);
    }

    private void measure(String what, boolean device, Start start) throws StockpotException {
        double whole = stop(device, start, LONGEST).ran();
        double longest = 0;
        for (int moment = 0; moment < moments; moment++) {
            longest = Math.max(
                    longest,
                    stop(device, start, whole * (moment + 0.5) / moments).stopped());
        }
        rows.add(List.of(
                what,
                whole < LONGEST ? String.format(Locale.ROOT, "%.1f s", whole) : "longer",
                String.format(Locale.ROOT, "%.2f", longest)));
        System.err.println(rows.get(rows.size() - 1));
    }

    /** @param stopped seconds after it was cancelled; 0 if it ended by itself before */
    private record Stop(double ran, double stopped) {}

    private static Stop stop(boolean device, Start start, double after) throws StockpotException {
        try (Workbench workbench = workbench()) {
            QueueLane lane = device ? workbench.device() : workbench.io();
            long begun = System.nanoTime();
            JobHandle<?> handle = lane.submit(start.job(workbench), new Silent());
            while (!handle.isDone() && seconds(begun) < after) {
                rest();
            }
            double ran = Math.min(after, seconds(begun));
            boolean ended = handle.isDone();
            long cancelled = System.nanoTime();
            handle.cancel();
            try {
                handle.await();
            } catch (CancellationException e) {
                return new Stop(ran, seconds(cancelled));
            }
            return new Stop(ran, ended ? 0 : seconds(cancelled));
        }
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }

    private static void rest() {
        try {
            Thread.sleep(Duration.ofMillis(5).toMillis());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

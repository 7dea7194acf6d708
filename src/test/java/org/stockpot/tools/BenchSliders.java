package org.stockpot.tools;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.stockpot.data.Role;
import org.stockpot.engine.DjlBackend;
import org.stockpot.engine.EngineOptions;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.job.QueueLane;
import org.stockpot.session.Session;
import org.stockpot.session.Workbench;
import org.stockpot.tensor.StockpotException;

/** How long a moved slider waits for its first and for its last number, on the demo, through the workbench itself. */
final class BenchSliders {
    private static final int WARM_UP = 6;

    private BenchSliders() {}

    private record Waits(double first, double last) {}

    static BenchTable run(Effort effort) throws StockpotException {
        try (Demo demo = Demo.open();
                Workbench workbench = workbench(EngineOptions.usual())) {
            var rows = new ArrayList<List<String>>();
            var random = new Random(1);
            Set<Role> validation = EnumSet.of(Role.VALIDATION);
            Set<Role> all = EnumSet.allOf(Role.class);
            for (int warm = 0; warm < WARM_UP; warm++) {
                move(workbench, demo, demo.uniform(), warm % demo.groups().size(), all, random);
            }
            for (int group = 0; group < effort.groupsOf(demo); group++) {
                Waits few = median(workbench, demo, group, validation, random, effort.rounds());
                Waits many = median(workbench, demo, group, all, random, effort.rounds());
                rows.add(List.of(
                        demo.groups().names().get(group),
                        millis(few.first()),
                        millis(few.last()),
                        millis(many.first()),
                        millis(many.last())));
            }
            return new BenchTable(
                    "From a moved slider to its numbers",
                    "Milliseconds on the demo, median of " + effort.rounds()
                            + " moves of one layer group's sliders; targets: 100 ms to the first estimate, 1,000 ms to the"
                            + " full result. Validation has 4,000 images; all sets together have 14,000.",
                    List.of(
                            "layer group",
                            "validation, first estimate",
                            "validation, full result",
                            "all sets, first estimate",
                            "all sets, full result"),
                    rows);
        }
    }

    private static Waits median(Workbench workbench, Demo demo, int group, Set<Role> roles, Random random, int moves)
            throws StockpotException {
        var first = new double[moves];
        var last = new double[moves];
        // The sliders were there before: the last move was of the same group, as in a drag.
        move(workbench, demo, demo.uniform(), group, roles, random);
        for (int move = 0; move < moves; move++) {
            Waits waits = move(workbench, demo, demo.uniform(), group, roles, random);
            first[move] = waits.first();
            last[move] = waits.last();
        }
        Arrays.sort(first);
        Arrays.sort(last);
        return new Waits(first[moves / 2], last[moves / 2]);
    }

    private static Waits move(
            Workbench workbench, Demo demo, MixingWeights from, int group, Set<Role> roles, Random random)
            throws StockpotException {
        MixingWeights weights = demo.moved(from, group, random);
        Session session = demo.session().withRecipe(demo.session().recipe().withWeights(weights));
        var first = new AtomicLong();
        long start = System.nanoTime();
        workbench
                .device()
                .call(workbench.evaluation(session, roles, seen -> first.compareAndSet(0, System.nanoTime() - start)));
        return new Waits(first.get() / 1e6, (System.nanoTime() - start) / 1e6);
    }

    static Workbench workbench(EngineOptions options) {
        return new Workbench(
                new DjlBackend(options), new QueueLane("device", Runnable::run), new QueueLane("io", Runnable::run));
    }

    static String millis(double value) {
        return String.format(Locale.ROOT, "%.0f", value);
    }
}

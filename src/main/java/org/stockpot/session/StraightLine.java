package org.stockpot.session;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.stockpot.data.DataRef;
import org.stockpot.data.Preprocessing;
import org.stockpot.data.Role;
import org.stockpot.fuse.FusionMethod;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.fuse.Recipe;
import org.stockpot.job.JobContext;
import org.stockpot.job.Progress;
import org.stockpot.tensor.StockpotException;

/**
 * Walks the straight line between two models' weights on validation data. Runs on the device lane; stops within one batch
 * of images.
 *
 * @param preprocessing of the images
 */
record StraightLine(
        Measurements measurements,
        Session session,
        Preprocessing preprocessing,
        Diagnosing options,
        JobContext context) {
    /**
     * Two models as a session of their own.
     *
     * @throws StockpotException if they do not fit each other
     */
    Opened open(Source from, Source to) throws StockpotException {
        return measurements.open(pair(from, to), context);
    }

    /** @param before points of other lines that were measured before, and {@code planned} those of all lines, for progress */
    Barrier walk(Opened both, Source from, Source to, long before, long planned) throws StockpotException {
        String name = from.name() + " → " + to.name();
        List<DataRef> validation = validation(session);
        List<Measurements.Measured> measured = new ArrayList<>();
        for (int point = 0; point < options.points(); point++) {
            context.progress(new Progress(name, before + point, planned));
            measured.add(measurements.measureUntil(
                    both,
                    mix(both, share(point)),
                    validation,
                    false,
                    seen -> seen.stream().mapToLong(one -> one.total()).sum() >= options.images(),
                    new Quiet(context)));
        }
        return new Barrier(from.name(), to.name(), points(measured, validation.size()));
    }

    static List<DataRef> validation(Session session) {
        return session.data().stream()
                .filter(ref -> ref.role() == Role.VALIDATION)
                .toList();
    }

    private double share(int point) {
        return point / (options.points() - 1.0);
    }

    private static Recipe mix(Opened both, double share) {
        int groups = both.groups().size();
        var matrix = new double[2][groups];
        Arrays.fill(matrix[0], 1 - share);
        Arrays.fill(matrix[1], share);
        return both.session().recipe().withWeights(MixingWeights.of(matrix));
    }

    /** Of the images that all points have seen, for some were measured before, on more. */
    private List<Barrier.Point> points(List<Measurements.Measured> measured, int sets) {
        var correct = new int[measured.size()];
        var total = new int[measured.size()];
        for (int set = 0; set < sets; set++) {
            int index = set;
            int common = measured.stream()
                    .mapToInt(one -> one.evaluations().get(index).total())
                    .min()
                    .orElse(0);
            for (int point = 0; point < correct.length; point++) {
                correct[point] += measured.get(point)
                        .evaluations()
                        .get(set)
                        .hits()
                        .first(common)
                        .correct();
                total[point] += common;
            }
        }
        return IntStream.range(0, correct.length)
                .mapToObj(point -> new Barrier.Point(share(point), correct[point], total[point]))
                .toList();
    }

    private Session pair(Source from, Source to) {
        return new Session(
                Optional.empty(),
                List.of(from, to),
                session.data(),
                Optional.of(preprocessing),
                session.network(),
                new Recipe(
                        new FusionMethod.WeightedAverage(),
                        session.recipe().granularity(),
                        MixingWeights.uniform(2, 1)),
                List.of());
    }

    /** Lets the line be interrupted but not report on every batch. */
    private record Quiet(JobContext context) implements JobContext {
        @Override
        public void checkpoint() {
            context.checkpoint();
        }

        @Override
        public void endIfCancelled() {
            context.endIfCancelled();
        }

        @Override
        public void progress(Progress progress) {}
    }
}

package org.stockpot.session;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.stockpot.data.DataRef;
import org.stockpot.evaluate.Evaluation;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.fuse.Recipe;
import org.stockpot.job.Doing;
import org.stockpot.job.JobContext;
import org.stockpot.job.Progress;
import org.stockpot.search.SearchSpace;
import org.stockpot.tensor.StockpotException;

/**
 * Measures how long an evaluation takes, once, without the time that loading and decoding take once, and says how long a search
 * will take at most. Runs on the device lane; a few seconds, however many images there are.
 */
final class Forecaster {
    private static final long ENOUGH_NANOS = 1_500_000_000L;

    private final Measurements measurements;
    private final Known known;
    private final JobContext context;

    /**
     * How fast evaluations are, in nanoseconds.
     *
     * @param perImage of every image
     * @param mixing before there are images
     */
    private record Speed(double perImage, double mixing) {}

    /** The newest speed that was measured, so that another budget takes no other measurement. Lives on the device lane. */
    static final class Known {
        private List<Object> key = List.of();
        private Speed speed = new Speed(0, 0);

        private Speed of(List<Object> wanted, Measured measured) throws StockpotException {
            if (!wanted.equals(key)) {
                speed = measured.speed();
                key = wanted;
            }
            return speed;
        }
    }

    /** Times evaluations. */
    @FunctionalInterface
    private interface Measured {
        Speed speed() throws StockpotException;
    }

    Forecaster(Measurements measurements, Known known, JobContext context) {
        this.measurements = measurements;
        this.known = known;
        this.context = context;
    }

    Forecast of(Session session, SearchOrder order) throws StockpotException {
        List<DataRef> validation =
                Aim.of(order.goal(), order.insisted(), session).data();
        context.progress(new Progress(Doing.TIMING, 0, 0));
        Opened opened = measurements.open(session, context);
        long searched = images(opened, validation);
        long all = images(opened, session.data());
        var timer = new Timer();
        int ingredients = session.ingredients().size();
        int groups = opened.groups().size();
        Speed speed = known.of(key(opened, validation), () -> {
            // Every weight differs from the first mix's, as between two points of a search.
            measure(opened, MixingWeights.only(0, ingredients, groups), validation, timer);
            timer.begin();
            measure(opened, MixingWeights.uniform(ingredients, groups), validation, timer);
            return new Speed(timer.perImage(), timer.mixing());
        });
        double perImage = speed.perImage();
        double mixing = speed.mixing();
        var space = new SearchSpace(
                session.ingredients().stream().map(Source::name).toList(),
                opened.groups().names(),
                opened.inertGroups(order.plan().method()));
        long most = Math.min(order.budget().evaluations(), order.plan().mostEvaluations(space));
        return new Forecast(
                most == Integer.MAX_VALUE ? Optional.empty() : Optional.of(most),
                duration(mixing + perImage * searched),
                duration(2 * (mixing + perImage * all)),
                order.budget().isTimed() ? Optional.of(order.budget().time()) : Optional.empty(),
                most > 1 && order.savings().racing().isPresent());
    }

    /** All that the speed depends on. */
    private static List<Object> key(Opened opened, List<DataRef> validation) {
        return List.of(
                opened.session().ingredients(),
                opened.session().base(),
                opened.session().recipe().method(),
                opened.session().recipe().granularity(),
                opened.runner().key(),
                opened.preprocessing(),
                validation);
    }

    private long images(Opened opened, List<DataRef> data) throws StockpotException {
        long images = 0;
        for (DataRef ref : data) {
            images +=
                    measurements.prepared(ref, opened.preprocessing(), context).size();
        }
        return images;
    }

    private void measure(Opened opened, MixingWeights weights, List<DataRef> validation, Timer timer)
            throws StockpotException {
        var recipe = new Recipe(
                opened.session().recipe().method(), opened.session().recipe().granularity(), weights);
        measurements.measureUntil(opened, recipe, validation, true, timer::isEnough, context);
    }

    private static Duration duration(double nanos) {
        return Duration.ofNanos((long) nanos);
    }

    /** Looks at the clock after every batch. */
    private final class Timer {
        private long start = context.workedNanos();
        private long first;
        private long last;
        private long firstImages;
        private long images;

        void begin() {
            start = context.workedNanos();
            first = 0;
            images = 0;
        }

        boolean isEnough(List<Evaluation> seen) {
            long now = context.workedNanos();
            images = seen.stream().mapToLong(Evaluation::total).sum();
            if (first == 0) {
                first = now;
                firstImages = images;
            }
            last = now;
            return now - start > ENOUGH_NANOS;
        }

        /** Nanoseconds, by all batches but the first, which waits for the mix; by that one where there is no other. */
        double perImage() {
            return images > firstImages
                    ? (double) (last - first) / (images - firstImages)
                    : (double) (first - start) / Math.max(1, images);
        }

        /** Nanoseconds that go by before images do. */
        double mixing() {
            return images > firstImages ? Math.max(0, first - start - perImage() * firstImages) : 0;
        }
    }
}

package org.stockpot.session;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.stockpot.data.DataRef;
import org.stockpot.data.Role;
import org.stockpot.evaluate.Backend;
import org.stockpot.evaluate.McNemar;
import org.stockpot.evaluate.PairedComparison;
import org.stockpot.fuse.Finding;
import org.stockpot.fuse.Finding.Severity;
import org.stockpot.fuse.FusionMethod;
import org.stockpot.fuse.InertGroups;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.fuse.Recipe;
import org.stockpot.job.Doing;
import org.stockpot.job.JobContext;
import org.stockpot.job.Progress;
import org.stockpot.search.Measure;
import org.stockpot.session.Diagnosis.Remark;
import org.stockpot.tensor.Hint;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.Told;

/**
 * Finds out why a mix fails: looks at the files of what is in it, at its weights, and walks the straight lines from the
 * base to every ingredient and from the best ingredient to every other. Validation data are all it looks at. Runs on the
 * device lane; stops within one batch of images.
 */
final class Diagnoser {
    private static final double SUM_TOLERANCE = 0.05;

    private final Measurements measurements;
    private final Pantry pantry;
    private final Backend backend;
    private final Session session;
    private final Diagnosing options;
    private final JobContext context;
    private final List<Remark> remarks = new ArrayList<>();

    Diagnoser(
            Measurements measurements,
            Pantry pantry,
            Backend backend,
            Session session,
            Diagnosing options,
            JobContext context) {
        this.measurements = measurements;
        this.pantry = pantry;
        this.backend = backend;
        this.session = session;
        this.options = options;
        this.context = context;
    }

    Diagnosis run() throws StockpotException {
        for (Source source : session.sources()) {
            pantry.examined(source, Pantry.reference(session), context);
        }
        Opened opened = measurements.open(session, context);
        List<Integer> members = members(opened);
        files(members);
        groups(opened);
        weights(opened);
        batchNorm(opened, members);
        List<DataRef> validation = session.data().stream()
                .filter(ref -> ref.role() == Role.VALIDATION)
                .toList();
        List<Barrier> barriers = List.of();
        if (validation.isEmpty()) {
            remark(
                    Severity.INFO,
                    Told.of(RemarkWording.NOT_MEASURED),
                    Optional.of(Told.of(RemarkWording.ADD_VALIDATION)));
        } else {
            int best = best(opened, members, validation);
            against(opened, best, validation);
            barriers = new Lines(opened).walk(members, best);
            barriers.stream().filter(Barrier::isReal).forEach(this::barrier);
            clear(barriers.stream().filter(barrier -> !barrier.isReal()).toList());
        }
        if (remarks.stream().allMatch(remark -> remark.severity() == Severity.INFO)) {
            remark(Severity.INFO, Told.of(RemarkWording.FINE), Optional.empty());
        }
        remarks.sort(Comparator.comparing(Remark::severity));
        List<String> names = session.ingredients().stream().map(Source::name).toList();
        return new Diagnosis(
                MixWords.of(
                        opened.session().recipe(),
                        names,
                        opened.groups().names(),
                        session.base().isPresent()),
                remarks,
                barriers);
    }

    private void remark(Severity severity, Told told, Optional<Told> advice, Hint... hints) {
        remarks.add(new Remark(severity, told, advice, List.of(hints)));
    }

    /** Rows with a weight in some group; all if there is none. */
    private static List<Integer> members(Opened opened) {
        MixingWeights weights = opened.session().recipe().weights();
        List<Integer> members = IntStream.range(0, weights.ingredients())
                .filter(row -> weights.rows().get(row).stream().anyMatch(weight -> weight != 0))
                .boxed()
                .toList();
        return members.isEmpty()
                ? IntStream.range(0, weights.ingredients()).boxed().toList()
                : members;
    }

    /** Other classes, another family, broken values: what the files themselves show. */
    private void files(List<Integer> members) {
        SessionReport report = Reporter.report(session, pantry, backend);
        Set<Source> involved = new LinkedHashSet<>();
        session.base().ifPresent(involved::add);
        members.forEach(row -> involved.add(session.ingredients().get(row)));
        for (Source source : involved) {
            for (Finding finding : report.of(source).findings()) {
                if (finding.severity() != Severity.INFO) {
                    remarks.add(new Remark(
                            finding.severity(),
                            Told.of(RemarkWording.OF_FILE, source.name(), finding.told()),
                            finding.advised(),
                            finding.hints()));
                }
            }
        }
    }

    private void groups(Opened opened) throws StockpotException {
        Set<Integer> unused =
                InertGroups.unused(opened.groups(), opened.architecture().usedTensors());
        Set<Integer> equal =
                new TreeSet<>(opened.inertGroups(opened.session().recipe().method()));
        equal.removeAll(unused);
        if (!unused.isEmpty()) {
            remark(
                    Severity.INFO,
                    Told.of(RemarkWording.UNUSED, names(opened, unused)),
                    Optional.of(Told.of(RemarkWording.INERT)));
        }
        if (!equal.isEmpty()) {
            remark(
                    Severity.INFO,
                    Told.of(RemarkWording.EQUAL, names(opened, equal)),
                    Optional.of(Told.of(RemarkWording.INERT)));
        }
    }

    private static String names(Opened opened, Set<Integer> groups) {
        return String.join(
                ", ", groups.stream().map(opened.groups().names()::get).toList());
    }

    /** A sum of weights that is not 1 scales all values of a group. */
    private void weights(Opened opened) {
        Recipe recipe = opened.session().recipe();
        if (!(recipe.method() instanceof FusionMethod.WeightedSum)) {
            return;
        }
        Map<Double, Set<Integer>> odd = new LinkedHashMap<>();
        for (int group = 0; group < opened.groups().size(); group++) {
            double sum = recipe.weights().columnSum(group);
            if (Math.abs(sum - 1) > SUM_TOLERANCE && !(sum == 0 && opened.base().isPresent())) {
                odd.computeIfAbsent(sum, unknown -> new TreeSet<>()).add(group);
            }
        }
        odd.forEach((sum, groups) -> remark(
                Severity.WARNING,
                Told.of(
                        sum < 1 ? RemarkWording.TOO_SMALL : RemarkWording.TOO_LARGE,
                        names(opened, groups),
                        String.format(Locale.ROOT, "%.3g", sum)),
                Optional.of(Told.of(RemarkWording.SUM_TO_ONE))));
    }

    private void batchNorm(Opened opened, List<Integer> members) {
        long statistics = opened.architecture().usedTensors().stream()
                .filter(tensor -> tensor.endsWith("running_mean"))
                .count();
        if (statistics > 0 && members.size() > 1) {
            remark(
                    Severity.WARNING,
                    Told.of(RemarkWording.BATCH_NORM, statistics),
                    Optional.of(Told.of(RemarkWording.MEASURE_ANEW)),
                    Hint.BATCH_NORM);
        }
    }

    private int best(Opened opened, List<Integer> members, List<DataRef> validation) throws StockpotException {
        int best = members.get(0);
        double highest = -1;
        for (int row : members) {
            context.progress(new Progress(
                    Doing.BEST_INGREDIENT, row, session.ingredients().size()));
            double accuracy = new Measure.Accuracy()
                    .value(measurements
                            .measure(opened, opened.session().recipe().alone(row), validation, partial -> {}, context)
                            .evaluations());
            if (accuracy > highest) {
                highest = accuracy;
                best = row;
            }
        }
        return best;
    }

    /** Whether the mix fails at all. */
    private void against(Opened opened, int best, List<DataRef> validation) throws StockpotException {
        var mix = measurements.measure(opened, opened.session().recipe(), validation, partial -> {}, context);
        var alone =
                measurements.measure(opened, opened.session().recipe().alone(best), validation, partial -> {}, context);
        List<PairedComparison> pairs = new ArrayList<>();
        for (int set = 0; set < validation.size(); set++) {
            pairs.add(McNemar.exact(
                    mix.evaluations().get(set).hits(),
                    alone.evaluations().get(set).hits()));
        }
        PairedComparison all = McNemar.pooled(pairs);
        boolean worse = all.isSignificant() && all.gain() <= 0;
        remark(
                worse ? Severity.WARNING : Severity.INFO,
                Told.of(
                        worse
                                ? RemarkWording.WORSE
                                : all.isSignificant() ? RemarkWording.BETTER : RemarkWording.BY_CHANCE,
                        percent(mix),
                        session.ingredients().get(best).name(),
                        percent(alone)),
                worse ? Optional.of(Told.of(RemarkWording.SEE_OTHERS)) : Optional.empty());
    }

    private static String percent(Measurements.Measured measured) {
        return String.format(Locale.ROOT, "%.2f", 100 * new Measure.Accuracy().value(measured.evaluations()));
    }

    private void barrier(Barrier barrier) {
        boolean base = session.base()
                .filter(source -> source.name().equals(barrier.from()))
                .isPresent();
        remark(
                Severity.WARNING,
                barrier.told(),
                Optional.of(base ? Told.of(RemarkWording.TOO_LONG, barrier.to()) : Told.of(RemarkWording.APART)));
    }

    /** One remark about all lines without a barrier. */
    private void clear(List<Barrier> none) {
        if (none.size() == 1) {
            remark(Severity.INFO, none.get(0).told(), Optional.empty());
        } else if (!none.isEmpty()) {
            double highest = none.stream().mapToDouble(Barrier::height).max().orElseThrow();
            remark(
                    Severity.INFO,
                    Told.of(RemarkWording.NO_BARRIERS, none.size(), String.format(Locale.ROOT, "%.1f", 100 * highest)),
                    Optional.empty());
        }
    }

    /** Walks straight lines. */
    private final class Lines {
        private final Opened opened;
        private int walked;
        private int planned;

        Lines(Opened opened) {
            this.opened = opened;
        }

        List<Barrier> walk(List<Integer> members, int best) throws StockpotException {
            List<Barrier> barriers = new ArrayList<>();
            planned = (session.base().isPresent() ? members.size() : 0) + members.size() - 1;
            if (session.base().isPresent()) {
                for (int row : members) {
                    line(session.base().get(), session.ingredients().get(row)).ifPresent(barriers::add);
                }
            }
            for (int row : members) {
                if (row != best) {
                    line(session.ingredients().get(best), session.ingredients().get(row))
                            .ifPresent(barriers::add);
                }
            }
            return barriers;
        }

        private Optional<Barrier> line(Source from, Source to) throws StockpotException {
            var line = new StraightLine(measurements, session, opened.preprocessing(), options, context);
            Opened both;
            try {
                both = line.open(from, to);
            } catch (StockpotException unfit) {
                remark(
                        Severity.INFO,
                        Told.of(RemarkWording.NO_LINE, from.name(), to.name(), unfit.getMessage()),
                        Optional.empty(),
                        unfit.hints().toArray(Hint[]::new));
                return Optional.empty();
            }
            long points = options.points();
            Barrier barrier = line.walk(both, from, to, walked * points, planned * points);
            walked++;
            return Optional.of(barrier);
        }
    }
}

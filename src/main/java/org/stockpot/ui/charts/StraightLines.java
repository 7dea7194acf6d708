package org.stockpot.ui.charts;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.stockpot.fuse.FusionMethod;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.fuse.Recipe;
import org.stockpot.session.Session;
import org.stockpot.session.Source;
import org.stockpot.session.Trial;
import org.stockpot.ui.chart.ScatterLine;
import org.stockpot.ui.chart.ScatterPoint;

/** Finds the trials that lie on the straight line between the weights of two models. Pure functions. */
final class StraightLines {
    private static final double SAME = 1e-9;

    private StraightLines() {}

    /** Where a mix lies on a line; the ends are hashes of files. */
    private record Place(String from, String to, double share) {
        String line() {
            return from + " " + to;
        }
    }

    private record Stop(double share, ScatterPoint point) {}

    /** Every line with a measured mix between its ends; the ends belong to it where they were measured. */
    static List<ScatterLine> of(Session session, List<ScatterPoint> plane) {
        Map<String, ScatterPoint> ends = new TreeMap<>();
        Map<String, List<Stop>> stops = new TreeMap<>();
        Map<String, Place> lines = new TreeMap<>();
        for (ScatterPoint point : plane) {
            if (point.key() >= 0 && point.key() < session.trials().size()) {
                Trial trial = session.trials().get(point.key());
                single(trial).ifPresent(file -> ends.put(file, point));
                place(session, trial).ifPresent(place -> {
                    stops.computeIfAbsent(place.line(), line -> new ArrayList<>())
                            .add(new Stop(place.share(), point));
                    lines.put(place.line(), place);
                });
            }
        }
        List<ScatterLine> found = new ArrayList<>();
        stops.forEach((line, between) -> {
            Place ofLine = Optional.ofNullable(lines.get(line)).orElseThrow();
            List<Stop> all = new ArrayList<>(between);
            Optional.ofNullable(ends.get(ofLine.from())).ifPresent(end -> all.add(new Stop(0, end)));
            Optional.ofNullable(ends.get(ofLine.to())).ifPresent(end -> all.add(new Stop(1, end)));
            if (all.size() > 1) {
                all.sort(Comparator.comparingDouble(Stop::share));
                found.add(new ScatterLine(
                        name(session, ofLine.from()) + " → " + name(session, ofLine.to()),
                        all.stream().map(Stop::point).toList()));
            }
        });
        return found;
    }

    private static Optional<String> single(Trial trial) {
        return members(trial).size() == 1 && trial.recipe().method().isRelative()
                ? Optional.of(trial.ingredients().get(members(trial).get(0)))
                : Optional.empty();
    }

    /** Two ingredients whose weights are divided by their sum, or one that is added to the base, the same in all groups. */
    private static Optional<Place> place(Session session, Trial trial) {
        List<Integer> members = members(trial);
        Recipe recipe = trial.recipe();
        if (!isEven(recipe.weights())) {
            return Optional.empty();
        }
        if (members.size() == 2 && recipe.method().isRelative()) {
            double first = recipe.weights().weight(members.get(0), 0);
            double second = recipe.weights().weight(members.get(1), 0);
            String from = trial.ingredients().get(members.get(0));
            String to = trial.ingredients().get(members.get(1));
            double share = second / (first + second);
            return Optional.of(from.compareTo(to) < 0 ? new Place(from, to, share) : new Place(to, from, 1 - share));
        }
        Optional<String> base = session.base().flatMap(Source::sha256);
        boolean added = recipe.method() instanceof FusionMethod.TaskArithmetic;
        return members.size() == 1 && added && base.isPresent()
                ? Optional.of(new Place(
                        base.get(),
                        trial.ingredients().get(members.get(0)),
                        recipe.weights().weight(members.get(0), 0)))
                : Optional.empty();
    }

    private static List<Integer> members(Trial trial) {
        List<Integer> members = new ArrayList<>();
        for (int row = 0; row < trial.recipe().weights().ingredients(); row++) {
            if (trial.recipe().weights().rows().get(row).stream().anyMatch(weight -> weight != 0)) {
                members.add(row);
            }
        }
        return members;
    }

    private static boolean isEven(MixingWeights weights) {
        return weights.rows().stream()
                .allMatch(row -> row.stream().allMatch(weight -> Math.abs(weight - row.get(0)) <= SAME));
    }

    private static String name(Session session, String sha256) {
        return session.sources().stream()
                .filter(source -> source.sha256().filter(sha256::equals).isPresent())
                .map(Source::name)
                .findFirst()
                .orElse(sha256.substring(0, Math.min(8, sha256.length())));
    }
}

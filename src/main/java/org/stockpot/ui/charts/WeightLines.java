package org.stockpot.ui.charts;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.stockpot.data.Role;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.session.Session;
import org.stockpot.session.Source;
import org.stockpot.session.Trial;
import org.stockpot.ui.chart.Measurement;
import org.stockpot.ui.chart.ParallelData;
import org.stockpot.ui.chart.TrialPoint.Series;
import org.stockpot.ui.state.SoloScores;
import org.stockpot.ui.text.Glossary;

/** The mixing weights of trials as lines across axes. Pure functions. */
final class WeightLines {
    private static final Glossary GLOSSARY = Glossary.shown();

    private WeightLines() {}

    /** Axes are the session's ingredients, values their mean shares over the layer groups. */
    static ParallelData ingredients(Session session, Series colour) {
        List<ParallelData.Line> lines = new ArrayList<>();
        for (int index = 0; index < session.trials().size(); index++) {
            Trial trial = session.trials().get(index);
            if (SoloScores.isOn(trial, session.data())) {
                MixingWeights shares = shares(trial);
                List<Double> values = new ArrayList<>();
                for (Source ingredient : session.ingredients()) {
                    values.add(row(trial, ingredient)
                            .map(row -> mean(shares.rows().get(row)))
                            .orElse(0.0));
                }
                lines.add(new ParallelData.Line(index, GLOSSARY.origin(trial.origin()), values, score(trial, colour)));
            }
        }
        return new ParallelData(session.ingredients().stream().map(Source::name).toList(), colour.title(), lines);
    }

    /**
     * Axes are layer groups, values the share of one ingredient in each; trials with other groups are left out.
     *
     * @param groups names, in the order of the weights' columns
     */
    static ParallelData groups(Session session, Source ingredient, List<String> groups, Series colour) {
        List<ParallelData.Line> lines = new ArrayList<>();
        for (int index = 0; index < session.trials().size(); index++) {
            Trial trial = session.trials().get(index);
            Optional<Integer> row = row(trial, ingredient);
            int columns = trial.recipe().weights().groups();
            boolean same = columns == 1
                    || (columns == groups.size()
                            && trial.recipe()
                                    .granularity()
                                    .equals(session.recipe().granularity()));
            if (SoloScores.isOn(trial, session.data()) && row.isPresent() && same) {
                List<Double> values = shares(trial).rows().get(row.get());
                lines.add(new ParallelData.Line(
                        index,
                        GLOSSARY.origin(trial.origin()),
                        groups.stream()
                                .map(group -> values.get(columns == 1 ? 0 : groups.indexOf(group)))
                                .toList(),
                        score(trial, colour)));
            }
        }
        return new ParallelData(groups, colour.title(), lines);
    }

    private static MixingWeights shares(Trial trial) {
        MixingWeights weights = trial.recipe().weights();
        return trial.recipe().method().isRelative() ? weights.normalised() : weights;
    }

    private static Optional<Integer> row(Trial trial, Source ingredient) {
        return ingredient.sha256().map(trial.ingredients()::indexOf).filter(row -> row >= 0);
    }

    private static double score(Trial trial, Series colour) {
        Optional<Measurement> measured = switch (colour) {
            case VALIDATION -> Plots.first(trial.evaluations(), Role.VALIDATION);
            case TEST -> Plots.first(trial.evaluations(), Role.TEST);
            case OOD -> Plots.ood(trial.evaluations());
        };
        return measured.map(Measurement::value).orElse(Double.NaN);
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).average().orElse(0);
    }
}

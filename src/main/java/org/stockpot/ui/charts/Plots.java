package org.stockpot.ui.charts;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import org.stockpot.data.Role;
import org.stockpot.evaluate.Evaluation;
import org.stockpot.evaluate.Interval;
import org.stockpot.evaluate.OodMean;
import org.stockpot.search.Goal;
import org.stockpot.search.Measure;
import org.stockpot.search.Score;
import org.stockpot.session.Gain;
import org.stockpot.session.Session;
import org.stockpot.session.Source;
import org.stockpot.session.Trial;
import org.stockpot.ui.chart.HeadlineNumbers;
import org.stockpot.ui.chart.HeadlineNumbers.Change;
import org.stockpot.ui.chart.HeadlineNumbers.Figure;
import org.stockpot.ui.chart.Measurement;
import org.stockpot.ui.chart.ScatterPoint;
import org.stockpot.ui.chart.TrialPoint;
import org.stockpot.ui.live.LiveModel;
import org.stockpot.ui.live.Reading;
import org.stockpot.ui.search.SearchStatus;
import org.stockpot.ui.state.SoloScores;
import org.stockpot.ui.state.Swatches;
import org.stockpot.ui.text.Glossary;
import org.stockpot.ui.text.Texts;

/** What the session's numbers look like as points of charts. Pure functions. */
public final class Plots {
    private static final Texts TEXTS = Texts.of(Plots.class);
    private static final Glossary GLOSSARY = Glossary.shown();

    private Plots() {}

    /** Trials on the session's data, oldest first, then what a search has tried so far. */
    public static List<TrialPoint> history(Session session, SearchStatus search) {
        List<TrialPoint> points = new ArrayList<>();
        for (int index = 0; index < session.trials().size(); index++) {
            Trial trial = session.trials().get(index);
            if (SoloScores.isOn(trial, session.data())) {
                points.add(new TrialPoint(
                        points.size() + 1,
                        GLOSSARY.origin(trial.origin()),
                        index,
                        first(trial.evaluations(), Role.VALIDATION),
                        first(trial.evaluations(), Role.TEST),
                        ood(trial.evaluations())));
            }
        }
        int images = session.trials().stream()
                .flatMap(trial -> trial.evaluation(Role.VALIDATION).stream())
                .mapToInt(Evaluation::total)
                .max()
                .orElse(0);
        for (SearchStatus.Point point : search.points()) {
            OptionalDouble known = accuracy(search.goal(), point.score());
            if (known.isEmpty()) {
                continue;
            }
            double score = known.getAsDouble();
            boolean stopped = point.score() instanceof Score.Estimated;
            int seen = point.score() instanceof Score.Estimated estimated ? (int) estimated.images() : images;
            int worth = point.score() instanceof Score.Estimated estimated ? (int) estimated.worth(images) : images;
            Interval interval =
                    worth > 0 ? Interval.wilson((int) Math.round(score * worth), worth) : new Interval(score, score);
            points.add(new TrialPoint(
                    points.size() + 1,
                    TEXTS.get(
                            stopped ? "plots.estimated" : "plots.evaluation",
                            search.title(),
                            Integer.toString(point.number())),
                    Optional.of(new Measurement(score, interval.low(), interval.high(), seen)),
                    Optional.empty(),
                    Optional.empty()));
        }
        return points;
    }

    /** The validation accuracy in a score, where the search looked at it. */
    private static OptionalDouble accuracy(Goal goal, Score score) {
        if (goal.equals(Goal.ACCURACY)) {
            return OptionalDouble.of(score.value());
        }
        List<Measure> terms = goal.terms().stream().map(Goal.Term::measure).toList();
        int term = terms.indexOf(new Measure.Accuracy());
        return term >= 0
                        && score instanceof Score.Whole whole
                        && term < whole.parts().size()
                ? OptionalDouble.of(whole.parts().get(term))
                : OptionalDouble.empty();
    }

    /** Every trial that has a test and an OOD accuracy; the key is its index among the session's trials. */
    public static List<ScatterPoint> plane(Session session, Swatches swatches, Reading reading) {
        List<ScatterPoint> points = new ArrayList<>();
        for (int index = 0; index < session.trials().size(); index++) {
            Trial trial = session.trials().get(index);
            if (SoloScores.isOn(trial, session.data())) {
                point(session, swatches, trial, index).ifPresent(points::add);
            }
        }
        Optional<Measurement> test = first(reading.evaluations(), Role.TEST);
        Optional<Measurement> ood = ood(reading.evaluations());
        if (test.isPresent() && ood.isPresent()) {
            points.add(new ScatterPoint(
                    ScatterPoint.Kind.CURRENT, 0, TEXTS.get("plots.this-mix"), -1, test.get(), ood.get()));
        }
        points.sort(Comparator.comparing(ScatterPoint::kind));
        return points;
    }

    /** The logit ensemble in the same plane, where it has been measured. */
    static Optional<ScatterPoint> ensemble(List<Evaluation> evaluations) {
        Optional<Measurement> test = first(evaluations, Role.TEST);
        Optional<Measurement> ood = ood(evaluations);
        return test.isPresent() && ood.isPresent()
                ? Optional.of(new ScatterPoint(
                        ScatterPoint.Kind.ENSEMBLE, 0, TEXTS.get("plots.ensemble"), -1, test.get(), ood.get()))
                : Optional.empty();
    }

    /** The mix beside the best ingredient by validation accuracy. */
    public static HeadlineNumbers headline(Session session, Reading reading) {
        SoloScores scores = SoloScores.of(session);
        Optional<Source> best = session.ingredients().stream()
                .filter(source -> scores.rank(source).isPresent())
                .max(Comparator.comparingDouble(source -> scores.rank(source).orElse(0)));
        List<Evaluation> alone = best.flatMap(scores::of).orElse(List.of());
        List<Evaluation> mix = reading.evaluations();
        return new HeadlineNumbers(
                new Figure(first(mix, Role.VALIDATION), change(mix, alone, Role.VALIDATION)),
                new Figure(first(mix, Role.TEST), change(mix, alone, Role.TEST)),
                new Figure(ood(mix), change(mix, alone, Role.OOD)),
                Double.isNaN(reading.imagesPerSecond())
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(reading.imagesPerSecond()),
                reading.state() == Reading.State.STALE);
    }

    private static Optional<Change> change(List<Evaluation> mix, List<Evaluation> alone, Role role) {
        return Gain.of(mix, alone, role).map(gain -> new Change(gain.difference(), gain.isSignificant()));
    }

    private static Optional<ScatterPoint> point(Session session, Swatches swatches, Trial trial, int index) {
        Optional<Measurement> test = first(trial.evaluations(), Role.TEST);
        Optional<Measurement> ood = ood(trial.evaluations());
        if (test.isEmpty() || ood.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> alone = SoloScores.alone(trial);
        Predicate<Source> same = source -> alone.isPresent() && alone.equals(source.sha256());
        Optional<Source> ingredient =
                session.ingredients().stream().filter(same).findFirst();
        ScatterPoint.Kind kind = ingredient.isPresent()
                ? ScatterPoint.Kind.INGREDIENT
                : session.base().filter(same).isPresent()
                        ? ScatterPoint.Kind.BASE
                        : trial.origin().equals(LiveModel.SLIDERS) ? ScatterPoint.Kind.TRIAL : ScatterPoint.Kind.SOUP;
        return Optional.of(new ScatterPoint(
                kind,
                ingredient.map(swatches::of).orElse(0),
                ingredient.map(Source::name).orElse(GLOSSARY.origin(trial.origin())),
                index,
                test.get(),
                ood.get()));
    }

    static Optional<Measurement> first(List<Evaluation> evaluations, Role role) {
        return evaluations.stream()
                .filter(one -> one.role() == role && one.total() > 0)
                .findFirst()
                .map(one -> new Measurement(
                        one.accuracy(), one.interval().low(), one.interval().high(), one.total()));
    }

    /** The mean over the OOD sets; its interval treats their errors as independent. */
    static Optional<Measurement> ood(List<Evaluation> evaluations) {
        OptionalDouble mean = OodMean.of(evaluations);
        long images = evaluations.stream()
                .filter(one -> one.role() == Role.OOD)
                .mapToLong(Evaluation::total)
                .sum();
        return OodMean.interval(evaluations)
                .map(interval -> new Measurement(mean.orElseThrow(), interval.low(), interval.high(), images));
    }
}

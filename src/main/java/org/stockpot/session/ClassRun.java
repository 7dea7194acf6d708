package org.stockpot.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.stockpot.data.DataRef;
import org.stockpot.data.Role;
import org.stockpot.evaluate.ClassScore;
import org.stockpot.evaluate.Evaluation;
import org.stockpot.evaluate.Predictions;
import org.stockpot.fuse.Recipe;
import org.stockpot.job.JobContext;
import org.stockpot.session.ClassReport.Kind;
import org.stockpot.session.ClassReport.Model;
import org.stockpot.session.ClassReport.SetView;
import org.stockpot.tensor.StockpotException;

/** Measures what models take images for. Lives on the device lane's thread. */
final class ClassRun {
    private final Measurements measurements;
    private final Session session;
    private final JobContext context;

    ClassRun(Measurements measurements, Session session, JobContext context) {
        this.measurements = measurements;
        this.session = session;
        this.context = context;
    }

    static Barrier line(
            Measurements measurements, Session session, Source from, Source to, Diagnosing options, JobContext context)
            throws StockpotException {
        if (StraightLine.validation(session).isEmpty()) {
            throw new StockpotException("The line between " + from.name() + " and " + to.name()
                    + " cannot be measured: the session has no validation data; add a validation set.");
        }
        Opened opened = measurements.open(session, context);
        var line = new StraightLine(measurements, session, opened.preprocessing(), options, context);
        return line.walk(line.open(from, to), from, to, 0, options.points());
    }

    ClassReport run() throws StockpotException {
        if (session.data().isEmpty() || session.ingredients().isEmpty()) {
            throw new StockpotException("Nothing can be measured per class: the session has "
                    + (session.data().isEmpty() ? "no data; add a set." : "no ingredients; add checkpoints."));
        }
        Opened opened = measurements.open(session, context);
        Recipe recipe = opened.session().recipe();
        List<Model> models = new ArrayList<>();
        Optional<Source> base = opened.session().base();
        if (base.isPresent()) {
            Opened alone = measurements.open(opened.session().solo(base.get()), context);
            models.add(
                    model(alone, alone.session().recipe(), Kind.BASE, base.get().name()));
        }
        Optional<Integer> best = best(opened);
        if (best.isPresent()) {
            models.add(model(
                    opened,
                    recipe.alone(best.get()),
                    Kind.INGREDIENT,
                    opened.session().ingredients().get(best.get()).name()));
        }
        models.add(model(opened, recipe, Kind.MIX, ""));
        return new ClassReport(recipe, models);
    }

    /** The first of those with the highest validation accuracy; empty where there is no validation set. */
    private Optional<Integer> best(Opened opened) throws StockpotException {
        List<DataRef> validation = StraightLine.validation(session);
        Optional<Integer> best = Optional.empty();
        double highest = Double.NEGATIVE_INFINITY;
        for (int row = 0; !validation.isEmpty() && row < session.ingredients().size(); row++) {
            var phase = new Phase(context, session.ingredients().get(row).name());
            double share = share(measurements
                    .measure(opened, opened.session().recipe().alone(row), validation, partial -> {}, phase)
                    .evaluations());
            if (share > highest) {
                highest = share;
                best = Optional.of(row);
            }
        }
        return best;
    }

    private static double share(List<Evaluation> evaluations) {
        return evaluations.stream()
                .filter(one -> one.role() == Role.VALIDATION && one.total() > 0)
                .mapToDouble(Evaluation::accuracy)
                .average()
                .orElse(Double.NEGATIVE_INFINITY);
    }

    private Model model(Opened opened, Recipe recipe, Kind kind, String name) throws StockpotException {
        List<Predictions> seen = new ArrayList<>();
        List<Evaluation> evaluations = measurements.watched(
                Measurements.THE_MIX,
                opened,
                recipe,
                session.data(),
                (sets, classes) -> {
                    sets.forEach(set -> seen.add(new Predictions(set, classes, 1)));
                    return (set, from, logits) -> seen.forEach(one -> one.accept(set, from, logits));
                },
                new Phase(context, name.isEmpty() ? Measurements.THE_MIX : name));
        List<SetView> views = new ArrayList<>();
        for (int set = 0; set < seen.size(); set++) {
            Predictions one = seen.get(set);
            views.add(new SetView(
                    evaluations.get(set).set(),
                    evaluations.get(set).role(),
                    ClassScore.all(one.set(), evaluations.get(set).hits()),
                    SetView.rows(one.confusion()),
                    one.reliability()));
        }
        return new Model(kind, name, views);
    }
}

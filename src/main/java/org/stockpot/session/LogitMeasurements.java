package org.stockpot.session;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.stockpot.data.DataRef;
import org.stockpot.evaluate.Ensemble;
import org.stockpot.evaluate.Evaluation;
import org.stockpot.evaluate.GuessCollector;
import org.stockpot.evaluate.Guesses;
import org.stockpot.evaluate.Logits;
import org.stockpot.evaluate.NpyWriter;
import org.stockpot.job.JobContext;
import org.stockpot.tensor.StockpotException;

/** What networks say of single images: measures anew, and keeps the logits or what follows from them. */
record LogitMeasurements(Measurements measurements) {
    /** Measures on all sets and writes the logits of all images, set after set, in the order of the data. */
    Trial logits(Session session, Path target, JobContext context) throws StockpotException {
        Opened opened = measurements.open(session, context);
        List<Logits> collected = new ArrayList<>();
        measurements.watched(
                Measurements.THE_MIX,
                opened,
                opened.session().recipe(),
                session.data(),
                (sets, classes) -> {
                    // A program says how many classes it has when it is loaded, not before.
                    sets.forEach(set -> collected.add(new Logits(set, classes)));
                    return (set, from, logits) -> collected.forEach(one -> one.accept(set, from, logits));
                },
                context);
        int rows = collected.stream().mapToInt(Logits::rows).sum();
        int total = collected.stream().mapToInt(one -> one.values().length).sum();
        var values = new float[total];
        int at = 0;
        for (Logits one : collected) {
            float[] part = one.values();
            System.arraycopy(part, 0, values, at, part.length);
            at += part.length;
        }
        NpyWriter.write(target, values, rows, total / Math.max(1, rows));
        return measurements.trial(
                opened, opened.session().recipe(), session.data(), "sliders", 0, partial -> {}, context);
    }

    /** Measures the session's recipe on all images of one set and keeps what it takes each of them for. */
    Guesses guesses(Session session, DataRef ref, JobContext context) throws StockpotException {
        Opened opened = measurements.open(session, context);
        List<GuessCollector> collected = new ArrayList<>();
        measurements.watched(
                Measurements.THE_MIX,
                opened,
                opened.session().recipe(),
                List.of(ref),
                (sets, classes) -> {
                    var collector = new GuessCollector(sets.get(0), classes);
                    collected.add(collector);
                    return collector;
                },
                context);
        return collected.get(0).guesses();
    }

    /**
     * Measures the mean of the logits of all ingredients; what each scores alone is remembered by the way.
     *
     * @return one evaluation per set, in their order
     */
    List<Evaluation> ensemble(Opened opened, List<DataRef> data, JobContext context) throws StockpotException {
        var ensemble = new Ensemble(measurements.prepared(data, opened.preprocessing(), context));
        int n = opened.ingredients().size();
        for (int ingredient = 0; ingredient < n; ingredient++) {
            measurements.watched(
                    opened.ingredients().get(ingredient).name(),
                    opened,
                    opened.session().recipe().alone(ingredient),
                    data,
                    (sets, classes) -> {
                        ensemble.expect(classes);
                        return ensemble;
                    },
                    new EnsemblePart(context, ingredient, n));
        }
        return ensemble.evaluations();
    }
}

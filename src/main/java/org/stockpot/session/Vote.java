package org.stockpot.session;

import java.util.List;
import java.util.Optional;
import org.stockpot.data.DataRef;
import org.stockpot.data.PreparedSet;
import org.stockpot.evaluate.Ensemble;
import org.stockpot.evaluate.Evaluation;
import org.stockpot.evaluate.LogitSink;
import org.stockpot.job.JobContext;
import org.stockpot.job.Progress;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.Told;

/**
 * The logit ensemble of a report: it listens while the ingredients are measured, so it costs no pass of its own. Lives on
 * the device lane's thread.
 */
final class Vote implements Panel.Pass {
    /** What tables call it. */
    static final String NAME = "Logit ensemble";

    /** A part of the heap that may hold logits. */
    private static final int SHARE = 8;

    private final Ensemble ensemble;
    private final Opened opened;
    private final Measurements measurements;
    private final JobContext context;

    private Vote(Ensemble ensemble, Opened opened, Measurements measurements, JobContext context) {
        this.ensemble = ensemble;
        this.opened = opened;
        this.measurements = measurements;
        this.context = context;
    }

    /** An ensemble of two or more whose logits fit into memory. */
    static Optional<Vote> of(Opened opened, Measurements measurements, JobContext context) throws StockpotException {
        if (opened.ingredients().size() < 2) {
            return Optional.empty();
        }
        List<PreparedSet> sets = measurements.prepared(opened.session().data(), opened.preprocessing(), context);
        long bytes = Ensemble.bytes(sets, opened.architecture().classes());
        return bytes > Runtime.getRuntime().maxMemory() / SHARE
                ? Optional.empty()
                : Optional.of(new Vote(new Ensemble(sets), opened, measurements, context));
    }

    /** The pass of an ingredient, listened to. */
    Panel.Pass member(Panel.Pass alone) {
        return (data, watching, phase) -> alone.run(
                data,
                (sets, classes) -> {
                    LogitSink other = watching.of(sets, classes);
                    ensemble.expect(classes);
                    return (set, from, logits) -> {
                        other.accept(set, from, logits);
                        ensemble.accept(set, from, logits);
                    };
                },
                phase);
    }

    @Override
    public List<Evaluation> run(List<DataRef> data, Measurements.Watching watching, Told phase)
            throws StockpotException {
        context.progress(new Progress(phase, 0, data.size()));
        List<PreparedSet> sets = measurements.prepared(data, opened.preprocessing(), context);
        return ensemble.evaluations(sets, watching.of(sets, ensemble.classes()));
    }
}

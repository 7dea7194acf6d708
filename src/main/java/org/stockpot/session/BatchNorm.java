package org.stockpot.session;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.stockpot.data.DataRef;
import org.stockpot.data.PreparedSet;
import org.stockpot.evaluate.BatchNormEstimation;
import org.stockpot.evaluate.BatchNormNetwork;
import org.stockpot.evaluate.Evaluation;
import org.stockpot.evaluate.Evaluator;
import org.stockpot.job.JobContext;
import org.stockpot.tensor.Overlay;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSource;

/**
 * Batch-norm statistics of a mix, measured anew on training-like images: averaged ones are wrong in general (Izmailov et
 * al. 2018, arXiv:1803.05407, §3.2). Lives on the device lane's thread.
 *
 * @param data what was looked at; its labels were not
 * @param sha256 fingerprint of the data, see {@link PreparedSet#sha256}
 * @param images that were looked at
 * @param statistics by name of the tensor
 */
record BatchNorm(DataRef data, String sha256, int images, Map<String, float[]> statistics) {
    /** Images per batch, and part of what decides the result. */
    static final int BATCH = 100;

    BatchNorm {
        statistics = Map.copyOf(statistics);
    }

    /**
     * Measures the network behind the sliders.
     *
     * @throws StockpotException if it has no batch norm, or the images cannot be read
     */
    static BatchNorm measure(Measurements measurements, Opened opened, DataRef data, JobContext context)
            throws StockpotException {
        PreparedSet set = measurements.prepared(data, opened.preprocessing(), context);
        Map<String, float[]> statistics = measurements.live(
                opened,
                opened.session().recipe(),
                network -> {
                    if (network instanceof BatchNormNetwork asked) {
                        return BatchNormEstimation.measure(asked, set, BATCH, context);
                    }
                    return Map.<String, float[]>of();
                },
                context);
        if (statistics.isEmpty()) {
            throw new StockpotException(opened.architecture().name()
                    + " has no batch norm, so there are no statistics to measure: export without re-estimation.");
        }
        Set<String> known = opened.soup().specs().keySet();
        for (String tensor : statistics.keySet()) {
            if (!known.contains(tensor)) {
                throw new StockpotException(opened.architecture().name() + " keeps batch-norm statistics in " + tensor
                        + ", which the ingredients do not have: export without re-estimation.");
            }
        }
        return new BatchNorm(data, set.sha256(), set.size(), statistics);
    }

    /** The mix with these statistics. */
    TensorSource over(TensorSource mix) {
        return new Overlay(mix, statistics);
    }

    /** What it did to the accuracy, on all of the session's data that can be read. */
    static Reestimated compare(
            Measurements measurements,
            Opened opened,
            BatchNorm found,
            Map<DataRef, PreparedSet> sets,
            TensorSource after,
            JobContext context)
            throws StockpotException {
        List<Evaluation> before = sets.isEmpty()
                ? List.of()
                : measurements
                        .measure(opened, opened.session().recipe(), List.copyOf(sets.keySet()), partial -> {}, context)
                        .evaluations();
        List<Evaluation> now = sets.isEmpty()
                ? List.of()
                : measurements.alone(
                        opened,
                        after,
                        network -> Evaluator.run(network, List.copyOf(sets.values()), context, seen -> {}));
        return new Reestimated(
                found.data().name(), found.images(), found.statistics().size(), before, now);
    }
}

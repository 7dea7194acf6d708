package org.stockpot.session;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.stockpot.data.DataRef;
import org.stockpot.data.PreparedSet;
import org.stockpot.evaluate.Evaluation;
import org.stockpot.evaluate.Hits;
import org.stockpot.job.Doing;
import org.stockpot.job.JobContext;
import org.stockpot.tensor.Hint;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSource;
import org.stockpot.tensor.Told;

/**
 * Makes sure that a file is the mix that was live: asks the network behind the sliders before the file is written, and a
 * network made from nothing but the file afterwards. Lives on the device lane's thread.
 */
final class Verification {
    private final Measurements measurements;
    private final Opened opened;
    private final TensorSource content;
    private final List<DataRef> refs = new ArrayList<>();
    private final List<PreparedSet> sets = new ArrayList<>();
    private final List<String> leftOut = new ArrayList<>();
    private final Probe probe;
    private final Probe.Answers live;
    private final Probe.Answers expected;
    private Told why = Told.of(WrittenWording.NONE_ASKED);
    private List<Hint> hints = List.of();

    /**
     * Asks the mix as it is live.
     *
     * @param content what will be written: the mix, possibly rounded
     * @param images per data set
     */
    Verification(
            Measurements measurements,
            Opened opened,
            TensorSource content,
            boolean rounded,
            int images,
            JobContext context)
            throws StockpotException {
        this.measurements = measurements;
        this.opened = opened;
        this.content = content;
        Optional<StockpotException> refusal = opened.runner().refusal();
        if (images > 0 && refusal.isPresent()) {
            why = Told.of(WrittenWording.AS_SAID, refusal.get().getMessage());
            hints = refusal.get().hints();
        } else if (images > 0) {
            prepare(context);
        }
        probe = new Probe(sets, images);
        if (sets.isEmpty()) {
            live = new Probe.Answers(List.of());
            expected = live;
            return;
        }
        live = measurements.live(
                opened,
                opened.session().recipe(),
                network -> probe.ask(network, Told.of(Doing.TRYING_MIX), context),
                context);
        checkMeasured();
        expected = rounded
                ? measurements.alone(
                        opened, content, network -> probe.ask(network, Told.of(Doing.TRYING_ROUNDED), context))
                : live;
    }

    private void prepare(JobContext context) throws StockpotException {
        for (DataRef ref : opened.session().data()) {
            try {
                sets.add(measurements.prepared(ref, opened.preprocessing(), context));
                refs.add(ref);
            } catch (StockpotException e) {
                leftOut.add(e.getMessage());
            }
        }
        if (sets.isEmpty()) {
            why = leftOut.isEmpty() ? Told.of(WrittenWording.NO_DATA) : Told.of(WrittenWording.AS_SAID, leftOut.get(0));
        }
    }

    /** The data sets that were opened for it. */
    Map<DataRef, PreparedSet> prepared() {
        Map<DataRef, PreparedSet> prepared = new LinkedHashMap<>();
        for (int set = 0; set < sets.size(); set++) {
            prepared.put(refs.get(set), sets.get(set));
        }
        return prepared;
    }

    /**
     * Compares a file, opened anew, with the mix.
     *
     * @throws StockpotException if it is not the same, bit for bit
     */
    SavedCheck check(TensorSource file, JobContext context) throws StockpotException {
        if (!file.specs().equals(content.specs())) {
            throw refusal(file, "does not hold the tensors of the mix");
        }
        if (sets.isEmpty()) {
            Optional<String> difference =
                    TensorComparison.firstDifference(content, file, Told.of(Doing.COMPARING_FILE), context);
            if (difference.isPresent()) {
                throw refusal(file, "is not the mix: " + difference.get());
            }
            return new SavedCheck.SameTensors(content.specs().size(), why, hints);
        }
        Probe.Answers answers =
                measurements.alone(opened, file, network -> probe.ask(network, Told.of(Doing.TRYING_FILE), context));
        List<SavedCheck.ProbedSet> probed = new ArrayList<>();
        for (int set = 0; set < sets.size(); set++) {
            if (!answers.same(expected, set)) {
                throw refusal(
                        file,
                        "does not answer as the mix did: on " + sets.get(set).name() + " logits differ by up to "
                                + answers.largestDifference(expected, set));
            }
            int images = probe.images(sets.get(set));
            probed.add(new SavedCheck.ProbedSet(
                    refs.get(set).name(),
                    images,
                    probe.correct(answers, set).cardinality(),
                    probe.correct(live, set).cardinality(),
                    measured(refs.get(set), images)));
        }
        return new SavedCheck.SameLogits(probed, leftOut);
    }

    private static StockpotException refusal(TensorSource file, String what) {
        return new StockpotException(file.name() + " was written, but opened anew it " + what
                + "; it was removed again: export once more," + " and doubt the disk if that happens twice.");
    }

    /** What this program measured before must come out again. */
    private void checkMeasured() throws StockpotException {
        for (int set = 0; set < sets.size(); set++) {
            Optional<Evaluation> known =
                    measurements.known(opened, opened.session().recipe(), refs.get(set));
            int images = probe.images(sets.get(set));
            if (known.isEmpty() || known.get().total() < images) {
                continue;
            }
            BitSet now = probe.correct(live, set);
            if (!known.get().hits().first(images).equals(new Hits(now, images))) {
                throw new StockpotException(sets.get(set).name() + ": the mix classifies " + now.cardinality() + " of "
                        + images + " images correctly, but "
                        + known.get().hits().first(images).correct()
                        + " when it was measured; nothing was written: measure it again.");
            }
        }
    }

    /** The first images of a trial in a file may be others than the first images of now. */
    private static boolean isInOrder(Evaluation evaluation) {
        return evaluation.hits().order() == PreparedSet.ORDER;
    }

    private OptionalInt measured(DataRef ref, int images) {
        return Scores.of(measurements, opened, ref)
                .filter(evaluation ->
                        evaluation.total() == images || (evaluation.total() > images && isInOrder(evaluation)))
                .map(evaluation ->
                        OptionalInt.of(evaluation.hits().first(images).correct()))
                .orElse(OptionalInt.empty());
    }
}

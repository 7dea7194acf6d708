package org.stockpot.session;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import org.stockpot.data.PreparedSet;
import org.stockpot.evaluate.Backend;
import org.stockpot.evaluate.Hits;
import org.stockpot.evaluate.McNemar;
import org.stockpot.evaluate.Network;
import org.stockpot.evaluate.PairedComparison;
import org.stockpot.job.Doing;
import org.stockpot.job.JobContext;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSource;
import org.stockpot.tensor.Told;

/**
 * Finds out which of several networks with the same tensors a model was trained as: the usual one, unless the exact McNemar
 * test sees that another predicts validation images better. Cross-entropy decides nothing: it tells how sure a model is, and
 * finetuned models, which are too sure, may have less of it with the wrong activation. Runs on the device lane.
 */
final class VariantProbe {
    /** Of every validation set. */
    static final int IMAGES = 500;

    private final Probe probe;

    VariantProbe(List<PreparedSet> sets) {
        this.probe = new Probe(sets, IMAGES);
    }

    /** How one variant did. */
    private record Score(String variant, Hits hits) {
        String percent() {
            return String.format(Locale.ROOT, "%.1f %%", 100.0 * hits.correct() / hits.total());
        }
    }

    /**
     * Tries all variants.
     *
     * @param model with a head
     * @throws StockpotException if the model cannot be run, or if images and labels are not its own
     */
    ChosenVariant best(
            Runner.Known runner, List<String> variants, TensorSource model, Backend backend, JobContext context)
            throws StockpotException {
        List<Score> scores = new ArrayList<>();
        for (String variant : variants) {
            try (Network network = runner.as(variant).load(backend, model)) {
                scores.add(score(variant, probe.ask(network, Told.of(Doing.TRYING, variant), context)));
            }
        }
        Score best = scores.get(0);
        Score second = scores.get(1);
        for (Score one : scores.subList(1, scores.size())) {
            PairedComparison comparison = McNemar.exact(one.hits(), best.hits());
            boolean better = comparison.isSignificant() && comparison.gain() > 0;
            second = better ? best : one;
            best = better ? one : best;
        }
        boolean clear = McNemar.exact(best.hits(), second.hits()).isSignificant();
        String reason = "probed: " + best.percent() + " against " + second.percent()
                + (clear ? "" : ", no clear difference, so the usual one");
        return new ChosenVariant(best.variant(), reason, true);
    }

    private Score score(String variant, Probe.Answers answers) {
        var correct = new BitSet();
        int total = 0;
        for (int set = 0; set < probe.sets().size(); set++) {
            PreparedSet images = probe.sets().get(set);
            BitSet right = probe.correct(answers, set);
            int count = probe.images(images);
            for (int image = right.nextSetBit(0); image >= 0; image = right.nextSetBit(image + 1)) {
                correct.set(total + image);
            }
            total += count;
        }
        return new Score(variant, new Hits(correct, total));
    }
}

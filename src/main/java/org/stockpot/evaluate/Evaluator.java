package org.stockpot.evaluate;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.stockpot.data.PreparedSet;
import org.stockpot.job.Doing;
import org.stockpot.job.JobContext;
import org.stockpot.job.Progress;
import org.stockpot.tensor.StockpotException;

/**
 * Measures top-1 accuracy and cross-entropy. The sets take turns in proportion to their sizes, so that all intervals shrink together.
 * Between two batches more urgent work may run and the job may be cancelled.
 *
 * @param batchSize images per batch, at least 1
 * @param sink sees all logits
 */
public record Evaluator(int batchSize, LogitSink sink) {
    public Evaluator {
        if (batchSize < 1) {
            throw new IllegalArgumentException("batch size " + batchSize);
        }
    }

    /**
     * Measures a network with batches of the size that it likes best.
     *
     * @param partial hears after each batch the state of all sets, in their order; sets not yet begun have a total of 0
     * @return one evaluation per set, in their order
     * @throws StockpotException if a set does not fit the network, or if the logits are not finite
     */
    public static List<Evaluation> run(
            Network network, List<PreparedSet> sets, JobContext context, Consumer<List<Evaluation>> partial)
            throws StockpotException {
        return new Evaluator(network.batchSize(), LogitSink.NONE).evaluate("the mix", network, sets, context, partial);
    }

    /**
     * Measures a network.
     *
     * @param mix what the weights are called, for messages
     * @param partial as for {@link #run}
     * @throws StockpotException as for {@link #run}
     */
    public List<Evaluation> evaluate(
            String mix, Network network, List<PreparedSet> sets, JobContext context, Consumer<List<Evaluation>> partial)
            throws StockpotException {
        return evaluateUntil(mix, network, sets, context, seen -> {
            partial.accept(seen);
            return false;
        });
    }

    /**
     * Measures a network until the results are enough.
     *
     * @param enough asked after each batch with the state of all sets, in their order
     * @return one evaluation per set, in their order; of fewer images than the set holds where it was stopped
     * @throws StockpotException as for {@link #run}
     */
    public List<Evaluation> evaluateUntil(
            String mix, Network network, List<PreparedSet> sets, JobContext context, Predicate<List<Evaluation>> enough)
            throws StockpotException {
        var tallies = new ArrayList<Tally>();
        long total = 0;
        for (PreparedSet set : sets) {
            requireFit(set, network.architecture());
            tallies.add(new Tally(set));
            total += set.size();
        }
        long done = 0;
        boolean decided = false;
        while (done < total && !decided) {
            context.checkpoint();
            done += furthestBehind(tallies).step(mix, network, batchSize, sink);
            context.progress(new Progress(Doing.EVALUATING, done, total));
            decided = enough.test(tallies.stream().map(Tally::evaluation).toList());
        }
        return tallies.stream().map(Tally::evaluation).toList();
    }

    /**
     * What a race came to.
     *
     * @param evaluations one per set, on all its images; none if the network has lost
     * @param images that were run
     */
    public record Raced(List<Evaluation> evaluations, long images) {}

    /**
     * Measures a network, heat by heat, until it has lost a race.
     *
     * @param heats of the same split
     * @throws StockpotException as for {@link #run}
     */
    public Raced race(String mix, Network network, Split split, Heats heats, JobContext context)
            throws StockpotException {
        List<List<Evaluation>> measured = new ArrayList<>();
        long images = 0;
        boolean lost = false;
        for (int heat = 0; heat < Split.HEATS && !lost; heat++) {
            int now = heat;
            List<Evaluation> part = evaluateUntil(
                    mix, network, split.sets(heat), context, seen -> heats.isLost(now, Evaluation.hits(seen)));
            // Asked again, for there may be no image to ask after.
            lost = heats.isLost(heat, Evaluation.hits(part));
            images += part.stream().mapToLong(Evaluation::total).sum();
            measured.add(part);
        }
        return new Raced(lost ? List.of() : split.whole(measured), images);
    }

    /**
     * Refuses a set whose images or labels are not what the network takes and gives.
     *
     * @throws StockpotException that says which of them and what to do
     */
    public static void requireFit(PreparedSet set, Architecture architecture) throws StockpotException {
        int classes = set.classes().size();
        int largest = set.restriction().map(BitSet::length).orElse(0);
        if (largest > architecture.classes()) {
            throw new StockpotException(set.name() + ": the label map names the model's class " + (largest - 1)
                    + ", the network has the classes 0 to " + (architecture.classes() - 1) + "; correct the map");
        }
        if (set.restriction().isEmpty() && classes != architecture.classes()) {
            throw new StockpotException(set.name() + ": the set has " + classes + " classes, the network "
                    + architecture.classes() + "; "
                    + (classes < architecture.classes()
                            ? "name all classes in label order with classes=FILE, or say which of them the set has with"
                                    + " map=FILE"
                            : "use the data the network was trained for"));
        }
        int size = set.preprocessing().size();
        int channels = set.preprocessing().channels();
        if (size != architecture.inputSize() || channels != architecture.channels()) {
            throw new StockpotException(set.name() + ": prepared as " + size + " × " + size + " with " + channels
                    + " channels, the network takes " + architecture.inputSize() + " × " + architecture.inputSize()
                    + " with " + architecture.channels() + "; change the preprocessing");
        }
    }

    private static Tally furthestBehind(List<Tally> tallies) {
        Tally furthest = tallies.get(0);
        for (Tally tally : tallies) {
            if (tally.share() < furthest.share()) {
                furthest = tally;
            }
        }
        return furthest;
    }
}

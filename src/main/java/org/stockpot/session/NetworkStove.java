package org.stockpot.session;

import java.util.List;
import org.stockpot.evaluate.GradientNetwork;
import org.stockpot.evaluate.ImageBatch;
import org.stockpot.evaluate.TensorSink;
import org.stockpot.fuse.Recipe;
import org.stockpot.job.Doing;
import org.stockpot.job.JobContext;
import org.stockpot.job.Progress;
import org.stockpot.search.Stove;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSource;
import org.stockpot.tensor.Told;

/**
 * Asks the network behind the sliders about one ingredient after another. Lives on the device lane's thread; can be
 * interrupted between two batches of images.
 *
 * @param batches that every ingredient sees
 */
record NetworkStove(Measurements measurements, Opened opened, List<ImageBatch> batches, JobContext context)
        implements Stove {
    /** Images between two moments at which more urgent work may go first. */
    private static final int AT_ONCE = 16;

    NetworkStove {
        batches = List.copyOf(batches);
    }

    @Override
    public List<TensorSource> ingredients() {
        return opened.ingredients();
    }

    @Override
    public double share(int ingredient, String tensor) {
        return opened.session()
                .recipe()
                .weights()
                .weight(ingredient, opened.groups().groupOf(tensor));
    }

    @Override
    public int images() {
        return batches.stream().mapToInt(ImageBatch::count).sum();
    }

    @Override
    public void fisher(int ingredient, TensorSink sink) throws StockpotException {
        ask(ingredient, Doing.FISHER, (network, batch) -> network.fisher(batch, known(sink), context));
    }

    @Override
    public void gram(int ingredient, TensorSink sink) throws StockpotException {
        ask(ingredient, Doing.LAYER_INPUTS, (network, batch) -> network.gram(batch, known(sink), context));
    }

    /** Text features that took the place of the head are nobody's to cook. */
    private TensorSink known(TensorSink sink) {
        return (tensor, values) -> {
            if (opened.groups().groupOf().containsKey(tensor)) {
                sink.accept(tensor, values);
            }
        };
    }

    @FunctionalInterface
    private interface Question {
        void ask(GradientNetwork network, ImageBatch batch) throws StockpotException;
    }

    private void ask(int ingredient, Doing what, Question question) throws StockpotException {
        Recipe alone = opened.session().recipe().alone(ingredient);
        Told phase = Told.of(what, opened.ingredients().get(ingredient).name());
        int done = 0;
        for (ImageBatch batch : batches) {
            for (int from = batch.from(); from < batch.to(); from += AT_ONCE) {
                context.checkpoint();
                context.progress(new Progress(phase, done, images()));
                var part = new ImageBatch(batch.set(), from, Math.min(batch.to(), from + AT_ONCE));
                measurements.live(
                        opened,
                        alone,
                        network -> {
                            question.ask(MixGradients.of(network), part);
                            return part;
                        },
                        context);
                done += part.count();
            }
        }
    }
}

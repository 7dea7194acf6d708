package org.stockpot.search;

import java.util.List;
import org.stockpot.evaluate.TensorSink;
import org.stockpot.job.JobContext;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSource;

/** The ingredients of a {@link CookPlan}, and what can be asked of their networks. */
public interface Stove {
    /** All with the same tensors. */
    List<TensorSource> ingredients();

    /** How much an ingredient counts in the layer group of a tensor, at least 0. */
    double share(int ingredient, String tensor);

    /** Images that every ingredient sees. */
    int images();

    /**
     * The Fisher information of one ingredient's network, see {@link org.stockpot.evaluate.GradientNetwork#fisher}.
     *
     * @param sink hears of every tensor several times; what it hears adds up to the sum over all images
     */
    void fisher(int ingredient, TensorSink sink) throws StockpotException;

    /**
     * What goes into the linear layers of one ingredient's network, see {@link
     * org.stockpot.evaluate.GradientNetwork#gram}.
     *
     * @param sink hears of every matrix several times; what it hears adds up to the sum over all images
     */
    void gram(int ingredient, TensorSink sink) throws StockpotException;

    /** Of the job that cooks. */
    JobContext context();
}

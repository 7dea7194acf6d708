package org.stockpot.evaluate;

import org.stockpot.job.JobContext;
import org.stockpot.tensor.StockpotException;

/**
 * A network that can be differentiated and asked what goes into its matrices: one whose function is known, not a program.
 * All end soon after their job was cancelled. The weights and later {@link #logits} are as before. Names and order of elements are those of the weights' source.
 */
public interface GradientNetwork extends Network {
    /**
     * The mean loss over a batch, and its derivative by every tensor of the network, running statistics of batch norm
     * among them: as a function of the weights as they are used when measuring, not as in training.
     *
     * @param sink hears ∂L/∂θ of every tensor the network uses
     * @throws StockpotException if the device has no room for it, or from the sink
     */
    Loss.Reading gradient(ImageBatch batch, Loss loss, TensorSink sink, JobContext context) throws StockpotException;

    /**
     * The diagonal of the Fisher information, summed over a batch, with the exact expectation over the classes that the
     * network itself predicts: Σₓ Σ_c p(c|x)·(∂ log p(c|x)/∂θ)². One backward pass per image and class.
     *
     * @param sink hears it of every tensor that is trained, so not of running statistics
     * @throws StockpotException as for {@link #gradient}
     */
    void fisher(ImageBatch batch, TensorSink sink, JobContext context) throws StockpotException;

    /**
     * What goes into the linear layers, Σ x·xᵀ over a batch (and over the tokens or pixels of an image).
     *
     * @param sink hears {@code in × in} values under the name of each {@code [out, in]} matrix
     * @throws StockpotException as for {@link #gradient}
     */
    void gram(ImageBatch batch, TensorSink sink, JobContext context) throws StockpotException;
}

package org.stockpot.evaluate;

import java.util.Map;
import org.stockpot.tensor.StockpotException;

/**
 * A network whose batch-norm layers can be asked what they see. Averaged running statistics are wrong in general
 * (Izmailov et al. 2018, arXiv:1803.05407, §3.2), so a mix may need them measured again.
 */
public interface BatchNormNetwork extends Network {
    /**
     * Runs a batch as in training and says what every batch-norm layer saw. The weights, the running statistics and
     * later {@link #logits} are as before.
     *
     * @param images {@code count × channels × size × size}, preprocessed; at least 2
     * @return by name of the tensor that holds the running value: mean of the batch for {@code …running_mean}, unbiased
     *     variance for {@code …running_var}; empty if there is no batch norm
     */
    Map<String, float[]> batchStatistics(float[] images, int count) throws StockpotException;
}

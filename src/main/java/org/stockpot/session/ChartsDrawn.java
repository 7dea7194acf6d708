package org.stockpot.session;

import java.util.List;
import java.util.Optional;
import org.stockpot.tensor.StockpotException;

/**
 * Charts that could be drawn.
 *
 * @param files not written yet
 * @param leftOut why the charts of the weights are not among them; empty if they are, or if there are no weights
 */
public record ChartsDrawn(List<ChartFile> files, Optional<StockpotException> leftOut) {
    public ChartsDrawn {
        files = List.copyOf(files);
    }
}

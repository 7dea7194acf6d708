package org.stockpot.cli;

import org.stockpot.tensor.StockpotException;

/** Opens the window and returns when it is closed. */
@FunctionalInterface
public interface WindowStarter {
    /**
     * Opens the window.
     *
     * @throws StockpotException if there is no window to be had on this machine
     */
    void open(WindowOrder order) throws StockpotException;
}

package org.stockpot.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.stockpot.tensor.StockpotException;

/** Opens the window and returns when it is closed. */
@FunctionalInterface
public interface WindowStarter {
    /**
     * Opens the window.
     *
     * @param session to begin with; empty for a new one
     * @param demo the demo's session, where it is installed
     * @throws StockpotException if there is no window to be had on this machine
     */
    void open(Optional<Path> session, Optional<Path> demo) throws StockpotException;
}

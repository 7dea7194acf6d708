package org.stockpot.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.stockpot.session.Output;
import org.stockpot.session.Session;
import org.stockpot.session.Workbench;
import org.stockpot.tensor.StockpotException;

/** Files that one command writes. Those that it could not or must not write are refused before the work. */
final class Targets {
    private final Map<Path, String> options = new LinkedHashMap<>();

    /** @throws StockpotException if another option names the same file */
    Targets with(String option, Optional<Path> file) throws StockpotException {
        if (file.isPresent()) {
            String other = options.putIfAbsent(file.get().toAbsolutePath().normalize(), option);
            if (other != null) {
                throw new StockpotException(
                        other + " and " + option + " both name " + file.get() + ": give each a file of its own.");
            }
        }
        return this;
    }

    /** Refuses a file that could not or must not be written. */
    static void check(Session session, Optional<Path> file, Output output, Workbench workbench, Console console)
            throws StockpotException {
        if (file.isPresent()) {
            console.run(workbench.io(), workbench.outputTarget(session, file.get(), output));
        }
    }
}

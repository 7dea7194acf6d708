package org.stockpot.session;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.stockpot.job.QueueLane;
import org.stockpot.tensor.StockpotException;

/** Keeps a session, says so and waits to be killed. */
final class AutosaveChild {
    static final int INGREDIENTS = 3;

    private AutosaveChild() {}

    /**
     * Saves a session and waits to be killed.
     *
     * @param args folder of unsaved sessions, file of the session, when
     */
    public static void main(String[] args) throws StockpotException, IOException {
        var io = new QueueLane("io", Runnable::run);
        var autosave = new Autosave(Path.of(args[0]));
        io.call(autosave.keep(
                AutosaveTest.session(INGREDIENTS), Optional.of(Path.of(args[1])), Instant.parse(args[2])));
        System.out.println("kept");
        System.in.read();
    }
}

package org.stockpot.ui.state;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.Optional;

/** A job that has ended, as the list of tasks keeps it. */
public record FinishedTask(String name, End end, Duration took, LocalTime at) {
    /** Whether a job did what it was to do. */
    public enum Outcome {
        DONE,
        STOPPED,
        FAILED
    }

    /**
     * How it ended.
     *
     * @param why it failed, a sentence; else empty
     * @param file that it wrote
     */
    public record End(Outcome outcome, String why, Optional<Path> file) {
        static End done(Optional<Path> file) {
            return new End(Outcome.DONE, "", file);
        }

        static End stopped() {
            return new End(Outcome.STOPPED, "", Optional.empty());
        }

        static End failed(String why) {
            return new End(Outcome.FAILED, why, Optional.empty());
        }
    }
}

package org.stockpot.ui.state;

import java.time.Duration;
import java.time.LocalTime;

/** A job that has ended, as the list of tasks keeps it. */
public record FinishedTask(String name, Outcome outcome, Duration took, LocalTime at) {
    /** How it ended. */
    public enum Outcome {
        DONE,
        STOPPED,
        /** A notice says why. */
        FAILED
    }
}

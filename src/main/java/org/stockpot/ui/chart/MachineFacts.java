package org.stockpot.ui.chart;

import java.time.Duration;
import java.util.Optional;
import org.stockpot.session.settings.MemoryUse;

/**
 * What the machine does.
 *
 * @param device engine and device; empty while unknown
 * @param memory what the program takes; empty while unknown
 * @param task the work that will take longest; empty if nothing runs
 * @param left how long it will take, once that is known
 */
public record MachineFacts(String device, Optional<MemoryUse> memory, Optional<String> task, Optional<Duration> left) {
    public static final MachineFacts UNKNOWN =
            new MachineFacts("", Optional.empty(), Optional.empty(), Optional.empty());
}

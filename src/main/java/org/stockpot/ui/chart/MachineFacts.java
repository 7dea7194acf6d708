package org.stockpot.ui.chart;

import java.time.Duration;
import java.util.Optional;

/**
 * What the machine does.
 *
 * @param device engine and device; empty while unknown
 * @param heap bytes of Java's memory in use
 * @param heapMost bytes it may become
 * @param task the work that will take longest; empty if nothing runs
 * @param left how long it will take, once that is known
 */
public record MachineFacts(String device, long heap, long heapMost, Optional<String> task, Optional<Duration> left) {
    public static final MachineFacts UNKNOWN = new MachineFacts("", 0, 0, Optional.empty(), Optional.empty());
}

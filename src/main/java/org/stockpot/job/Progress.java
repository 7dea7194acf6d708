package org.stockpot.job;

/**
 * How far a job is.
 *
 * @param phase what it is doing now, for people
 * @param done steps finished
 * @param total steps in all, or 0 where that is unknown
 */
public record Progress(String phase, long done, long total) {
    public static final Progress NONE = new Progress("", 0, 0);

    /** Share done, 0…1, or −1 where the total is unknown (as a JavaFX progress bar wants it). */
    public double fraction() {
        return total <= 0 ? -1 : Math.min(1, (double) done / total);
    }
}

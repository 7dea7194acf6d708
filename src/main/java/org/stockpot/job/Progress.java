package org.stockpot.job;

import org.stockpot.tensor.Told;

/**
 * How far a job is.
 *
 * @param told what it is doing now, for people
 * @param done steps finished
 * @param total steps in all, or 0 where that is unknown
 */
public record Progress(Told told, long done, long total) {
    public static final Progress NONE = new Progress("", 0, 0);

    /** With what it is doing in words that are the same in every language, such as a name. */
    public Progress(String phase, long done, long total) {
        this(Told.of(Doing.AS_SAID, phase), done, total);
    }

    /** With what it is doing, where that needs no values. */
    public Progress(Doing doing, long done, long total) {
        this(Told.of(doing), done, total);
    }

    /** What it is doing now, in English. */
    public String phase() {
        return told.toString();
    }

    /** Share done, 0…1, or −1 where the total is unknown (as a JavaFX progress bar wants it). */
    public double fraction() {
        return total <= 0 ? -1 : Math.min(1, (double) done / total);
    }
}

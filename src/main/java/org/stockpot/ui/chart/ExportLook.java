package org.stockpot.ui.chart;

/**
 * How files of charts look.
 *
 * @param asOnScreen in the window's colours instead of those for paper, which are light
 * @param transparent without a ground
 */
public record ExportLook(boolean asOnScreen, boolean transparent) {
    /** Light, on white. */
    public static final ExportLook PRINT = new ExportLook(false, false);
}

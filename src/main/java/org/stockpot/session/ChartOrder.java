package org.stockpot.session;

import java.util.Set;

/**
 * What files of charts are wanted.
 *
 * @param scale pixels of an image per pixel of the drawing, 1 to {@value #LARGEST_SCALE}
 * @param transparent whether pictures have no ground
 * @param dark whether pictures have the colours of the dark window instead of those for paper
 */
public record ChartOrder(Set<Format> formats, int scale, boolean transparent, boolean dark) {
    /** For screens and prints of the highest resolution. */
    public static final int LARGEST_SCALE = 3;

    /** What a chart can become. */
    public enum Format {
        SVG,
        PNG,
        CSV
    }

    public ChartOrder {
        formats = Set.copyOf(formats);
        if (scale < 1 || scale > LARGEST_SCALE) {
            throw new IllegalArgumentException("scale " + scale);
        }
    }
}

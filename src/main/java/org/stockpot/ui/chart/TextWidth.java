package org.stockpot.ui.chart;

/** Measures texts, so that charts can leave room for them without knowing fonts. */
@FunctionalInterface
public interface TextWidth {
    /** Width in pixels of a line of text at a font size in pixels. */
    double of(String text, double size);

    /** The text, or as much of its beginning and end as fits, with an ellipsis between. */
    default String elide(String text, double size, double room) {
        if (of(text, size) <= room) {
            return text;
        }
        for (int kept = text.length() - 1; kept >= 2; kept--) {
            int head = (kept + 1) / 2;
            String shorter = text.substring(0, head) + "…" + text.substring(text.length() - (kept - head));
            if (of(shorter, size) <= room) {
                return shorter;
            }
        }
        return "…";
    }
}

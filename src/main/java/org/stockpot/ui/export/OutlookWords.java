package org.stockpot.ui.export;

import java.util.Locale;
import org.stockpot.session.ExportOutlook;
import org.stockpot.ui.text.Texts;

/** What an export would write, in words. Pure functions. */
final class OutlookWords {
    private static final Texts TEXTS = Texts.of(OutlookWords.class);
    private static final long KB = 1000;

    private OutlookWords() {}

    static String of(ExportOutlook outlook) {
        if (outlook.refusal().isPresent()) {
            return outlook.refusal().get();
        }
        if (outlook.free().isEmpty()) {
            return TEXTS.get("outlook.size", bytes(outlook.bytes()));
        }
        String free = bytes(outlook.free().getAsLong());
        return TEXTS.get(outlook.isTooLarge() ? "outlook.too-large" : "outlook.fits", bytes(outlook.bytes()), free);
    }

    /** Such as {@code 1.2 GB}. */
    static String bytes(long bytes) {
        String[] units = {"kB", "MB", "GB", "TB"};
        if (bytes < KB) {
            return bytes + " B";
        }
        double size = bytes;
        int unit = -1;
        while (size >= KB && unit + 1 < units.length) {
            size /= KB;
            unit++;
        }
        return String.format(Locale.ROOT, size < 10 ? "%.1f %s" : "%.0f %s", size, units[unit]);
    }
}

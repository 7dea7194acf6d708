package org.stockpot.session;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.stockpot.session.report.Report;
import org.stockpot.tensor.StockpotException;

/** Refuses places where a report cannot or must not go, before anybody waits for it. */
final class ReportTarget {
    private static final long LONGEST = 256 << 20;

    private ReportTarget() {}

    /** The order with an absolute target that can be written. */
    static ReportOrder checked(ReportOrder order) throws StockpotException {
        if (!String.valueOf(order.target().getFileName())
                .toLowerCase(Locale.ROOT)
                .endsWith(ReportOrder.ENDING)) {
            throw new StockpotException(order.target() + " does not end in " + ReportOrder.ENDING
                    + ": a report is a page for browsers, give it such a name.");
        }
        Path target = OutputTarget.place(order.target());
        ReportOrder checked = order.at(target);
        requireOurs(target);
        requireOurs(checked.card());
        return checked;
    }

    /** Somebody's own work is not written over. */
    private static void requireOurs(Path file) throws StockpotException {
        if (!Files.exists(file)) {
            return;
        }
        boolean ours = false;
        try {
            ours = Files.isRegularFile(file)
                    && Files.size(file) <= LONGEST
                    && Report.isOurs(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new StockpotException(file + " cannot be read: " + e.getMessage(), e);
        }
        if (!ours) {
            throw new StockpotException(file
                    + " is where the report would go, and it is no report of Stockpot: move it away or choose another"
                    + " name.");
        }
    }
}

package org.stockpot.session;

import org.stockpot.fuse.WeightScan;
import org.stockpot.tensor.Hint;
import org.stockpot.tensor.StockpotException;

/**
 * A file holds values that are NaN or infinite, and the user has not allowed that.
 */
public final class NonFiniteException extends StockpotException {
    private static final long serialVersionUID = 1;

    NonFiniteException(String name, WeightScan scan) {
        super(
                name + " holds " + scan.nonFinite()
                        + (scan.nonFinite() == 1 ? " value that is" : " values that are") + " NaN or infinite, in "
                        + scan.nonFiniteText()
                        + ": every mix with it would be broken there; leave it out, or allow such values for this run.",
                Hint.ALLOW_NON_FINITE);
    }
}

package org.stockpot.cli;

import org.stockpot.session.NonFiniteException;
import org.stockpot.tensor.StockpotException;

/** What the command line says of a problem: the sentence that the window shows, too, with the option that helps. */
final class Sentences {
    private Sentences() {}

    /** On one line. */
    static String of(StockpotException problem) {
        String sentence = problem.getMessage().replaceAll("\\R", " ");
        return problem instanceof NonFiniteException
                ? sentence.replaceFirst("\\.$", " (" + SessionOptions.ALLOW_NONFINITE_OPTION + ").")
                : sentence;
    }
}

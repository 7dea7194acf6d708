package org.stockpot.cli;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.stockpot.fuse.Finding;
import org.stockpot.session.Diagnosis.Remark;
import org.stockpot.session.NetworkFacts;
import org.stockpot.session.SavedCheck;
import org.stockpot.tensor.Hint;
import org.stockpot.tensor.StockpotException;

/** What the command line says: the sentences that the window shows, too, with the options that do what they advise. */
final class Sentences {
    private Sentences() {}

    /** On one line. */
    static String of(StockpotException problem) {
        return of(line(problem), problem.hints());
    }

    /**
     * On one line.
     *
     * @param options that the command has; no other is advised
     */
    static String of(StockpotException problem, Set<String> options) {
        return of(
                line(problem),
                problem.hints().stream()
                        .filter(hint -> options.contains(option(hint).split(" ", 2)[0]))
                        .toList());
    }

    private static String line(StockpotException problem) {
        return problem.getMessage().replaceAll("\\R", " ");
    }

    static String of(Finding finding) {
        return of(finding.sentences(), finding.hints());
    }

    /** What to do about it; where there is nothing, the options alone. */
    static String advice(Finding finding) {
        return advice(finding.advice(), finding.hints());
    }

    static String of(Remark remark) {
        return of(remark.sentences(), remark.hints());
    }

    /** As that of a finding. */
    static String advice(Remark remark) {
        return advice(remark.advice(), remark.hints());
    }

    static String of(SavedCheck check) {
        return of(check.sentence(), check.hints());
    }

    /** What runs the weights; where that is assumed, with the option to say it. */
    static String of(NetworkFacts facts) {
        return of(facts.headline(), facts.hints());
    }

    /** A sentence, or several. */
    static String of(String sentence, List<Hint> hints) {
        if (hints.isEmpty()) {
            return sentence;
        }
        String options = " (" + options(hints) + ")";
        return sentence.endsWith(".")
                ? sentence.substring(0, sentence.length() - 1) + options + "."
                : sentence + options;
    }

    private static String advice(String advice, List<Hint> hints) {
        return advice.isEmpty() ? options(hints) : of(advice, hints);
    }

    private static String options(List<Hint> hints) {
        return hints.stream().map(Sentences::option).collect(Collectors.joining("; "));
    }

    private static String option(Hint hint) {
        return switch (hint) {
            case RUN_CODE -> "--trust-code with the file or its SHA-256";
            case ALLOW_NON_FINITE -> SessionOptions.ALLOW_NONFINITE_OPTION;
            case WEIGHTS_ONLY -> "--weights-only";
            case TEXT_FEATURES -> "--head";
            case PROGRAM -> "--program";
            case PREPARE_IMAGES -> "--preprocess size=N,mean=…,std=…";
            case ACTIVATION -> "--activation";
            case BATCH_NORM, BATCH_NORM_IMAGES -> "--reestimate-batch-norm";
            case INSIST -> "--insist";
            case SOURCES -> "--sources";
        };
    }
}

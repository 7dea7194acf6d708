package org.stockpot.session;

import java.util.List;
import java.util.Optional;
import org.stockpot.fuse.Finding.Severity;
import org.stockpot.tensor.Hint;
import org.stockpot.tensor.Told;

/**
 * Why a mix is as good or bad as it is.
 *
 * @param words the mix in words, see {@link MixWords}
 * @param remarks the most severe first
 * @param barriers one per straight line that was walked
 */
public record Diagnosis(List<Told> words, List<Remark> remarks, List<Barrier> barriers) {
    public Diagnosis {
        words = List.copyOf(words);
        remarks = List.copyOf(remarks);
        barriers = List.copyOf(barriers);
    }

    /**
     * One thing worth knowing.
     *
     * @param told what was found, a sentence
     * @param advised what to do about it, a sentence, if there is something to do
     * @param hints as those of a {@link org.stockpot.fuse.Finding}
     */
    public record Remark(Severity severity, Told told, Optional<Told> advised, List<Hint> hints) {
        public Remark {
            hints = List.copyOf(hints);
        }

        /** What was found, in English. */
        public String text() {
            return told.toString();
        }

        /** What to do about it, in English; empty where there is nothing to do. */
        public String advice() {
            return advised.map(Told::toString).orElse("");
        }

        /** Both sentences. */
        public String sentences() {
            return advised.isEmpty() ? text() : text() + " " + advice();
        }
    }
}

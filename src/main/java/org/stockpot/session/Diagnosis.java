package org.stockpot.session;

import java.util.List;
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
     * @param text what was found, a sentence
     * @param advice what to do about it, a sentence; empty where there is nothing to do
     * @param hints as those of a {@link org.stockpot.fuse.Finding}
     */
    public record Remark(Severity severity, String text, String advice, List<Hint> hints) {
        public Remark {
            hints = List.copyOf(hints);
        }

        /** Both sentences. */
        public String sentences() {
            return advice.isEmpty() ? text : text + " " + advice;
        }
    }
}

package org.stockpot.session;

import java.util.List;
import java.util.OptionalInt;
import org.stockpot.tensor.Hint;
import org.stockpot.tensor.Told;

/** How it was made sure that the file is the mix that was measured. An export that fails its check leaves no file. */
public sealed interface SavedCheck {
    /** The result in one sentence. */
    Told told();

    /** The same in English. */
    default String sentence() {
        return told().toString();
    }

    /** What can be done where it says less than it could. */
    default List<Hint> hints() {
        return List.of();
    }

    /**
     * The file was opened anew and its network gave, on every image, the logits of the network behind the sliders, bit for
     * bit.
     *
     * @param sets one per data set
     * @param leftOut one sentence for each data set that could not be read
     */
    record SameLogits(List<ProbedSet> sets, List<String> leftOut) implements SavedCheck {
        public SameLogits {
            sets = List.copyOf(sets);
            leftOut = List.copyOf(leftOut);
        }

        public int images() {
            return sets.stream().mapToInt(ProbedSet::images).sum();
        }

        @Override
        public Told told() {
            return Told.of(WrittenWording.SAME_LOGITS, images(), sets.size());
        }
    }

    /**
     * One data set's part in the check.
     *
     * @param images of the set that were run, the first in its fixed order
     * @param correct by the file
     * @param unrounded correct by the mix before it was rounded to the file's element type, or its batch norm measured anew
     * @param measured correct of the same images when the session measured them, if it did
     */
    record ProbedSet(String set, int images, int correct, int unrounded, OptionalInt measured) {}

    /**
     * The file was opened anew and every tensor equals the mix, bit for bit.
     *
     * @param tensors how many
     * @param because why no images were run
     * @param hints what can be done about that
     */
    record SameTensors(int tensors, Told because, List<Hint> hints) implements SavedCheck {
        public SameTensors {
            hints = List.copyOf(hints);
        }

        @Override
        public Told told() {
            return Told.of(WrittenWording.SAME_TENSORS, tensors, because);
        }

        /** Why no images were run, in English. */
        public String why() {
            return because.toString();
        }
    }
}

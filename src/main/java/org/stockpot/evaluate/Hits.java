package org.stockpot.evaluate;

import java.util.BitSet;
import org.stockpot.data.PreparedSet;

/**
 * Which of the images seen were classified correctly (top-1). Keeping the bits, not only the count, lets two mixes be
 * compared image by image. Immutable.
 */
public final class Hits {
    private final BitSet correct;
    private final int total;
    private final int order;

    /**
     * Hits of this program.
     *
     * @param total images seen; bits at or behind it must be clear
     */
    public Hits(BitSet correct, int total) {
        this(correct, total, PreparedSet.ORDER);
    }

    /**
     * Hits of any program.
     *
     * @param order which definition of the order of images the bits follow, as {@link PreparedSet#ORDER}
     */
    public Hits(BitSet correct, int total, int order) {
        if (correct.length() > total) {
            throw new IllegalArgumentException("bit " + (correct.length() - 1) + " of " + total);
        }
        this.correct = (BitSet) correct.clone();
        this.total = total;
        this.order = order;
    }

    public int correct() {
        return correct.cardinality();
    }

    public int total() {
        return total;
    }

    /** Which definition of the order of images the bits follow. */
    public int order() {
        return order;
    }

    /** Whether the bits of both mean the same images, as far as they go; counts can be compared in any case. */
    public boolean isInOrderOf(Hits other) {
        return order == other.order;
    }

    /**
     * What was known after the first images. Every set is seen in one fixed order, so an unfinished evaluation can be
     * compared with a finished one on the images that both saw.
     *
     * @param images at most {@link #total()}
     */
    public Hits first(int images) {
        if (images > total) {
            throw new IllegalArgumentException("the first " + images + " of " + total + " images");
        }
        return new Hits(correct.get(0, images), images, order);
    }

    public boolean isCorrect(int image) {
        return correct.get(image);
    }

    public BitSet bits() {
        return (BitSet) correct.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Hits hits && hits.total == total && hits.order == order && hits.correct.equals(correct);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * correct.hashCode() + total) + order;
    }

    @Override
    public String toString() {
        return correct() + "/" + total;
    }
}

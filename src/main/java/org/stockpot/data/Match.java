package org.stockpot.data;

/**
 * Two images that are the same, or look as if one was made of the other.
 *
 * @param first number in the first set
 * @param second number in the second set
 * @param exact whether all samples are equal
 * @param mirrored whether one is the other's mirror image
 * @param correlation of the thumbnails, at most 1
 */
public record Match(int first, int second, boolean exact, boolean mirrored, double correlation) {
    /** Such as {@code exact copy} or {@code mirrored near copy}. */
    public String words() {
        return (mirrored ? "mirrored " : "") + (exact ? "exact copy" : "near copy");
    }
}
